import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { pageTest, together } from './support/page_test.mjs';
import { becomes, rows, tableIn, tiles } from './support/seen.mjs';
import { number, percent } from './support/written.mjs';

const script = fileURLToPath(new URL('../../script/demo', import.meta.url));
const program = resolve(process.env.WAYPOST_BINARY ?? '../../build/release/waypost');
const largest = 600;

// What `script/server --demo` fills a data directory with, but for the number of people.
const demo = (data) =>
  promisify(execFile)(script, [data], {
    env: { ...process.env, WAYPOST_BINARY: program, WAYPOST_DEMO_RECIPIENTS: String(largest) },
    timeout: 120_000,
  });

let filled;
const place = await together({
  fill: async (data) => {
    filled = data;
    await demo(data);
  },
});
const { api } = place;
const { items } = await api.get('/api/v1/stats/campaigns?sort=-recipients');
const [campaign] = items;
const path = `/api/v1/campaigns/${campaign.id}`;

test('the demo has three campaigns, the largest with three links and so many people', async () => {
  assert.deepEqual(
    items.map(({ name, recipients }) => [name, recipients]),
    [
      ['Premiere week', 600],
      ["Members' weekend", 126],
      ['Seats kept for you', 54],
    ],
  );
  const { links } = await api.get(path);
  assert.deepEqual(
    links.map(({ label }) => label),
    ['tickets', 'trailer', 'offers'],
  );
});

test('everything that a campaign can show is there to be seen', async () => {
  const stats = await api.get(`${path}/stats`);
  const { sent, delivered, failed, clicks, unique_clickers, previews, forwarded_devices, converted } = stats;
  assert.equal(sent, largest);
  assert.ok(delivered > sent * 0.9 && failed > 0 && delivered + failed <= sent, `${delivered}, ${failed}`);
  assert.ok(clicks > unique_clickers && unique_clickers > sent * 0.05, `${clicks} by ${unique_clickers}`);
  assert.ok(previews > 0 && forwarded_devices > 0, `${previews} previews, ${forwarded_devices} devices`);
  assert.ok(converted > 0 && stats.revenue.length > 0);
  assert.ok(stats.links.every((link) => link.clicks > 0));
  const { errors } = await api.get(`${path}/stats/errors`);
  assert.ok(errors.length > 1 && errors.every(({ meaning }) => meaning));
  const { funnel } = await api.get(`${path}/stats/conversions`);
  const steps = funnel.map(({ recipients }) => recipients);
  assert.ok(steps.length === 5 && steps.at(-1) > 0, steps.join());
});

test('a day of clicks lies behind, and none ahead', async () => {
  const { buckets } = await api.get(`${path}/stats/trend?interval=hour`);
  const clicked = buckets.filter(({ clicks }) => clicks > 0);
  assert.ok(clicked.length >= 8, `clicks in ${clicked.length} hours`);
  assert.ok(Date.now() - Date.parse(buckets[0].start) > 19 * 3_600_000);
  assert.ok(Date.parse(clicked.at(-1).start) <= Date.now());
});

pageTest(place, 'the page shows the demo', async ({ open }) => {
  const page = await open('/');
  await becomes(
    async () => (await rows(tableIn(page, 'Campaigns, page 1'))).map(([, name]) => name),
    ['Premiere week', 'Seats kept for you', "Members' weekend"],
  );
  await page.getByRole('link', { name: 'Premiere week' }).click();
  const { clicks, unique_clickers: by, ctr } = await api.get(`${path}/stats`);
  await page.getByRole('heading', { name: 'Premiere week' }).waitFor();
  await becomes(async () => {
    const shown = await tiles(page.getByRole('main'));
    return [shown.Clicked, shown.CTR?.[0]];
  }, [[number(clicks), `by ${number(by)} recipients`], percent(ctr)]);
  await page.getByRole('link', { name: 'Single links' }).click();
  await becomes(
    async () => (await rows(tableIn(page, 'Single links, the newest first'))).map((row) => row[2]).sort(),
    ['214', '41', '87'],
  );
});

test('data that are there already are left alone', async () => {
  const { stdout } = await demo(filled);
  assert.match(stdout, /already/);
  const own = await mkdtemp(join(tmpdir(), 'waypost-own-'));
  try {
    await mkdir(join(own, 'data'));
    await writeFile(join(own, 'data', 'admin.key'), 'mine');
    await assert.rejects(demo(join(own, 'data')), /has data of its own/);
    assert.deepEqual(await readdir(own), ['data']);
  } finally {
    await rm(own, { recursive: true });
  }
});
