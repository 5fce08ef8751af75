import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fromCsv } from './support/api.mjs';
import { csvOf, leads, links, make } from './support/making.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { becomes, plain, rows, tableIn } from './support/seen.mjs';

const place = await together();
const { api } = place;
const ids = Array.from({ length: 1000 }, (_, at) => `customer ${at + 1}`);

const file = (recipients) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: csvOf(recipients) });

const chooser = (page) => page.locator('input[type=file]');

pageTest(place, 'a campaign is created with its links, goals and funnel', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('link', { name: 'New campaign' }).click();
  await page.getByLabel('Name').fill('Premiere "week" <1>');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('kolkata');
  await page.getByRole('option', { name: /Kolkata/ }).click();
  for (const [at, { label, url }] of links.entries()) {
    if (at > 0) await page.getByRole('button', { name: 'Add a link' }).click();
    await page.getByLabel(`Label of link ${at + 1}`).fill(label);
    await page.getByLabel('Leads to').nth(at).fill(url);
  }
  await page.getByLabel(/^Expires/).fill('2040-01-31T23:59');
  await page.getByLabel('Fallback URL').fill('https://shop.example/over');
  await page.getByRole('button', { name: 'Add a goal' }).click();
  await page.getByLabel('Event, the first goal').fill('Charged');
  await page.getByRole('button', { name: 'Create campaign' }).click();
  await page.getByRole('heading', { name: 'Premiere "week" <1>' }).waitFor();
  await page.waitForURL(/view=upload/);
  const id = new URL(page.url()).searchParams.get('campaign');
  const { created_at, version, ...made } = await api.get(`/api/v1/campaigns/${id}`);
  assert.deepEqual(made, {
    id,
    name: 'Premiere "week" <1>',
    time_zone: 'Asia/Kolkata',
    paused: false,
    recipients: 0,
    expires_at: '2040-01-31T18:29:00Z',
    fallback_url: 'https://shop.example/over',
    links: links.map((link) => ({ ...link, paused: false })),
    conversions: [{ event: 'Charged', window_minutes: 4320 }],
  });
});

pageTest(
  place,
  'what is wrong in a form is said at its field, before and by the server',
  async ({ open, watch }) => {
    const page = await open('/?view=new');
    await page.getByRole('button', { name: 'Create campaign' }).click();
    await page.getByText('fields are not right yet').waitFor();
    assert.equal(await page.getByLabel('Name').getAttribute('aria-invalid'), 'true');
    watch.expect(/422/);
    await page.getByLabel('Name').fill('Nowhere');
    await page.getByLabel('Label of link 1').fill('a');
    await page.getByLabel('Leads to').fill('http://127.0.0.1/secret');
    await page.getByRole('button', { name: 'Create campaign' }).click();
    const field = page.getByLabel('Leads to');
    await becomes(() => field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.evaluate((one) => one === document.activeElement), true);
    const { items } = await api.get('/api/v1/campaigns?limit=1000');
    assert.ok(!items.some(({ name }) => name === 'Nowhere'));
  },
);

pageTest(
  place,
  'a thousand recipients with a bad row are refused with the row’s name, and then taken',
  async ({ open, watch }) => {
    const { id } = await make(api, 'Upload');
    const page = await open(`/?campaign=${id}&view=upload`);
    const bad = [...ids.slice(0, 17), 'x'.repeat(201), ...ids.slice(18)];
    await chooser(page).setInputFiles(file(bad));
    await page.getByText('1 of 1,000 rows cannot be registered.').waitFor();
    const wrong = () => rows(page.getByRole('table'));
    await becomes(async () => (await wrong()).map(([row, text]) => [row, text]), [['18', 'x'.repeat(201)]]);
    watch.expect(/422/);
    await page.getByRole('button', { name: 'Have the server judge it' }).click();
    const said = page.getByRole('alert');
    await said.waitFor();
    assert.match(plain(await said.textContent()), /row 18.*Nothing was registered/);
    await becomes(async () => (await wrong()).map(([row]) => row), ['18']);
    assert.equal((await api.get(`/api/v1/campaigns/${id}`)).recipients, 0);
    await page.getByRole('button', { name: 'Choose another file' }).click();
    await chooser(page).setInputFiles(file(ids));
    await page.getByRole('button', { name: 'Upload 1,000 recipients' }).click();
    await page.getByText('The campaign has 1,000 recipients now, 1,000 of them new.').waitFor();
    assert.equal((await api.get(`/api/v1/campaigns/${id}`)).recipients, 1000);
  },
);

pageTest(place, 'an upload says how far it is, and can be cancelled', async ({ open, context }) => {
  const { id } = await make(api, 'Cancelled');
  const page = await open(`/?campaign=${id}&view=upload`);
  const slow = await context.newCDPSession(page);
  await slow.send('Network.enable');
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 100_000 };
  const large = join(tmpdir(), `waypost-upload-${process.pid}.csv`);
  await writeFile(large, csvOf(Array.from({ length: 60_000 }, (_, at) => `someone with the number ${at}`)));
  await chooser(page).setInputFiles(large);
  const start = page.getByRole('button', { name: 'Upload 60,000 recipients' });
  await start.waitFor();
  await slow.send('Network.emulateNetworkConditions', conditions);
  await start.click();
  await page.waitForFunction(() => document.querySelector('progress')?.position > 0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('nothing was registered').waitFor();
  assert.equal((await api.get(`/api/v1/campaigns/${id}`)).recipients, 0);
});

pageTest(
  place,
  'short links are downloaded as the API has them, and lead where they shall',
  async ({ open }) => {
    const { id } = await make(api, 'Short links');
    const path = `/api/v1/campaigns/${id}`;
    const upload = { method: 'POST', body: csvOf(ids.slice(0, 20)), type: 'text/csv', accept: 'text/csv' };
    await api.text(`${path}/recipients`, upload);
    const page = await open(`/?campaign=${id}&view=short-links`);
    const button = page.getByRole('button', { name: 'Download', exact: true });
    const [saved] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const text = await readFile(await saved.path(), 'utf8');
    assert.equal(text, await api.text(`${path}/short-links`, { accept: 'text/csv' }));
    const [head, first] = fromCsv(text);
    const row = Object.fromEntries(head.map((name, at) => [name, first[at]]));
    const shown = await rows(tableIn(page, 'Short links of some recipients'));
    const short = Object.values(row).filter((value) => value.startsWith('http'));
    assert.equal(short.length, 2);
    assert.deepEqual(shown[0].slice(0, 2), ['0', 'customer 1']);
    for (const url of short) assert.ok(shown[0].some((cell) => cell.includes(url)));
    await leads(short[0], links[0].url);
    await leads(short[1], links[1].url);
  },
);
