import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { fromCsv } from './support/api.mjs';
import { Campaign } from './support/campaign.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, card, rows, tableIn } from './support/seen.mjs';
import { exactTime, money, none, number } from './support/written.mjs';

const place = await together();
const { api } = place;
const campaign = await premiere(api, { recipients: 130 });
await campaign.upload(['=HYPERLINK("x")', '+4917112345', '-1', '@cmd', 'Zoë, "die"', '100% & more']);
await api.send('POST', `${campaign.path}/recipients`, { count: 3 });
const view = `/?campaign=${campaign.id}&view=recipients`;

// What to choose, and what the API is asked with then.
const filters = [
  [{ Clicked: 'clicked' }, 'clicked=true'],
  [{ Clicked: 'did not click' }, 'clicked=false'],
  [{ Clicked: 'clicked', Link: 'map' }, 'clicked=true&link=map'],
  [{ Sent: 'not sent' }, 'sent=false'],
  [{ Delivered: 'delivered', Clicked: 'did not click' }, 'delivered=true&clicked=false'],
  [{ Failed: 'failed' }, 'failed=true'],
  [{ Converted: 'converted' }, 'converted=true'],
  [{ Converted: 'converted', Goal: 'Charged' }, 'converted=true&event=Charged'],
  [{ Converted: 'did not convert', Clicked: 'clicked' }, 'converted=false&clicked=true'],
];

const saved = async (page, button) => {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
};

for (const [choices, query] of filters) {
  pageTest(place, `recipients with ${query} are those of the API, also as files`, async ({ open }) => {
    const page = await open(view);
    const list = card(page, 'Recipients');
    for (const [label, option] of Object.entries(choices)) {
      await list.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
    }
    const path = `${campaign.path}/recipients?${query}`;
    const expected = await api.lines(path);
    assert.ok(expected.length > 0);
    await becomes(
      () => rows(tableIn(page, 'Recipients')),
      expected.slice(0, 50).map((row) => [row.recipient ?? 'without an id', number(row.position)]),
    );
    const file = (name) => list.getByRole('button', { name: `Download premiere-${name}` });
    const lines = await saved(page, file('recipients.ndjson'));
    assert.equal(lines.text, await api.text(path, { accept: 'application/x-ndjson' }));
    const plain = await saved(page, file('recipients.csv'));
    assert.equal(plain.text, await api.text(`${path}&formula_guard=off`, { accept: 'text/csv' }));
    const guarded = await saved(page, file('recipients-guarded.csv'));
    assert.equal(guarded.text, await api.text(path, { accept: 'text/csv' }));
    assert.equal(guarded.name, 'premiere-recipients-guarded.csv');
  });
}

pageTest(
  place,
  'files for the next send have ids as they are, those for spreadsheets are guarded',
  async ({ open }) => {
    const page = await open(`${view}&sent=false`);
    const file = (name) => page.getByRole('button', { name: `Download premiere-${name}` });
    const ids = async (name) => fromCsv((await saved(page, file(name))).text).map(([id]) => id);
    const odd = ['=HYPERLINK("x")', '+4917112345', '-1', '@cmd', 'Zoë, "die"', '100% & more', '', '', ''];
    assert.deepEqual(await ids('recipients.csv'), ['recipient', ...odd]);
    const guard = (id) => (/^[=+@-]/.test(id) ? `'${id}` : id);
    assert.deepEqual(await ids('recipients-guarded.csv'), ['recipient', ...odd.map(guard)]);
  },
);

pageTest(place, 'the list goes on page by page, and back', async ({ open }) => {
  const page = await open(view);
  const first = async () => (await rows(tableIn(page, 'Recipients')))[0]?.[0];
  await becomes(first, 'u1');
  await page.getByRole('button', { name: 'Next 50' }).click();
  await becomes(first, 'u51');
  await page.getByRole('button', { name: 'Next 50' }).click();
  await becomes(first, 'u101');
  assert.equal(await page.getByRole('button', { name: 'Next 50' }).count(), 0);
  await page.getByRole('button', { name: 'Previous' }).click();
  await becomes(first, 'u51');
});

pageTest(place, 'the way back through the list outlives loading anew', async ({ open }) => {
  const page = await open(`${view}&sent=true`);
  const first = async (of) => (await rows(tableIn(of, 'Recipients')))[0]?.[0];
  for (const id of ['u1', 'u51']) {
    await becomes(() => first(page), id);
    await page.getByRole('button', { name: 'Next 50' }).click();
  }
  await becomes(() => first(page), 'u101');
  await page.reload();
  for (const id of ['u51', 'u1']) {
    await page.getByRole('button', { name: 'Previous' }).click();
    await becomes(() => first(page), id);
  }
  assert.equal(await page.getByRole('button', { name: 'Previous' }).count(), 0);
  await page.goBack();
  await becomes(() => first(page), 'u51');
  // Another tab does not know the way.
  const theirs = await open(new URL(page.url()).pathname + new URL(page.url()).search);
  await theirs.getByRole('button', { name: 'To the first' }).click();
  await becomes(() => first(theirs), 'u1');
});

pageTest(place, 'a recipient’s card says what the API knows', async ({ open }) => {
  const page = await open(view);
  await page.getByRole('searchbox').fill('u1');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  const known = await api.get(`${campaign.path}/recipients/u1`);
  const kinds = { ios: 'iOS', android: 'Android', desktop: 'Desktop', other: 'Other' };
  await becomes(
    () => rows(tableIn(page, 'Links')),
    known.links.map(({ link, short_url, clicked, devices }) => [
      link,
      short_url,
      clicked ? 'Clicked' : 'No',
      devices.map((kind) => kinds[kind]).join(', ') || none,
    ]),
  );
  assert.ok(known.conversions.length > 1);
  await becomes(
    () => rows(tableIn(page, 'Conversions')),
    known.conversions.map((one) => [
      one.event,
      exactTime(one.at, 'Asia/Kolkata'),
      one.currency ? money(one) : none,
    ]),
  );
  const times = page.locator('.recipient .tile .value');
  await becomes(
    async () => (await times.allTextContents()).map((text) => text.replace(/\s+/gu, ' ')),
    [known.sent, known.delivered, known.failed?.at, known.first_click]
      .map((at) => exactTime(at, 'Asia/Kolkata'))
      .concat(number(known.position)),
  );
});

pageTest(place, 'an id that is not there is said to be none', async ({ open, watch }) => {
  watch.expect(/404/);
  const page = await open(`${view}&recipient=u1%20`);
  await page.getByText('The campaign has no such recipient').waitFor();
});

pageTest(
  place,
  'an id that browsers take for a folder is listed, and leads nowhere',
  async ({ open, watch }) => {
    const folders = await Campaign.make(api, {
      name: 'Folders',
      time_zone: 'UTC',
      links: [{ label: 'a', url: 'https://shop.example/' }],
    });
    await folders.upload(['.', '..', '...']);
    const page = await open(`/?campaign=${folders.id}&view=recipients`);
    const table = tableIn(page, 'Recipients');
    await becomes(
      async () => (await rows(table)).map(([id]) => id),
      ['. cannot be asked for', '.. cannot be asked for', '...'],
    );
    assert.equal(await table.getByRole('link').count(), 1);
    await page.getByRole('searchbox').fill('..');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await page.getByText('This id cannot be asked for').waitFor();
    const paths = watch.requests.map((request) => new URL(request.url()).pathname);
    assert.ok(!paths.some((path) => path.endsWith('/') && path !== '/'), paths.join(' '));
  },
);
