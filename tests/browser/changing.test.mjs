import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { csvOf, dialog, leads, links, make } from './support/making.mjs';
import { pageTest, together } from './support/page_test.mjs';

const place = await together();
const { api } = place;

// The settings of a campaign with one recipient, whose short links are `short`.
async function settingsOf(open, name, more) {
  const { id } = await make(api, name, more);
  const row = await api.text(`/api/v1/campaigns/${id}/recipients`, {
    method: 'POST',
    body: csvOf(['u1']),
    type: 'text/csv',
    accept: 'application/x-ndjson',
  });
  return { page: await open(`/?campaign=${id}&view=settings`), short: JSON.parse(row).short_urls, id };
}

const confirm = (page, name) => dialog(page).getByRole('button', { name, exact: true }).click();

pageTest(place, 'a campaign is paused and resumed, and its links follow', async ({ open }) => {
  const fallback_url = 'https://shop.example/pause';
  const { page, short } = await settingsOf(open, 'Paused', { fallback_url });
  await leads(short.reviews, links[0].url);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await confirm(page, 'Pause');
  await page.locator('#status').getByText('Paused').waitFor();
  await leads(short.reviews, fallback_url);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await confirm(page, 'Resume');
  await page.locator('#status').getByText('Live').waitFor();
  await leads(short.reviews, links[0].url);
});

pageTest(place, 'a changed destination holds for links that are out', async ({ open }) => {
  const { page, short } = await settingsOf(open, 'Changed');
  await leads(short.tickets, links[1].url);
  await page.getByRole('button', { name: 'Change where tickets leads' }).click();
  await dialog(page).getByText('Short links that have been sent lead to the new URL, too').waitFor();
  await dialog(page).getByLabel('Leads to').fill('https://shop.example/tickets2');
  await confirm(page, 'Change for everybody');
  await dialog(page).waitFor({ state: 'detached' });
  await leads(short.tickets, 'https://shop.example/tickets2');
  await leads(short.reviews, links[0].url);
});

pageTest(place, 'one link is paused, and another is added', async ({ open }) => {
  const { page, short, id } = await settingsOf(open, 'More links');
  await page.getByRole('button', { name: 'Pause reviews' }).click();
  await confirm(page, 'Pause');
  await leads(short.reviews, 404);
  await leads(short.tickets, links[1].url);
  await page.getByRole('button', { name: 'Add a link' }).click();
  await dialog(page).getByLabel('Label').fill('map');
  await dialog(page).getByLabel('Leads to').fill('https://shop.example/map');
  await confirm(page, 'Add');
  await page.getByRole('row', { name: /map/ }).waitFor();
  const [row] = await api.lines(`/api/v1/campaigns/${id}/short-links`);
  await leads(row.short_urls.map, 'https://shop.example/map');
});

pageTest(place, 'expiry and fallback are set, and work', async ({ open }) => {
  const { page, short, id } = await settingsOf(open, 'Over');
  await page.getByLabel(/^Expires/).fill('2020-01-31T12:00');
  await page.getByText('This is over: links would answer as expired at once.').waitFor();
  await page.getByLabel('Fallback URL').fill('https://shop.example/over');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.', { exact: true }).waitFor();
  const { expires_at, fallback_url } = await api.get(`/api/v1/campaigns/${id}`);
  assert.deepEqual([expires_at, fallback_url], ['2020-01-31T12:00:00Z', 'https://shop.example/over']);
  await leads(short.reviews, 'https://shop.example/over');
  await page.getByRole('button', { name: 'Never' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await leads(short.reviews, links[0].url);
});

pageTest(place, 'nobody’s changes are overwritten unseen', async ({ open, watch }) => {
  const { page, id } = await settingsOf(open, 'Two of us');
  await page.getByLabel('Name').fill('Mine');
  await api.send('PATCH', `/api/v1/campaigns/${id}`, { name: 'Theirs', time_zone: 'Asia/Tokyo' });
  watch.expect(/409/);
  await page.getByRole('button', { name: 'Save' }).click();
  await dialog(page).getByText('Somebody changed the campaign meanwhile').waitFor();
  await dialog(page).getByLabel('Yours: Mine').check();
  await confirm(page, 'Save');
  await page.getByText('Saved.', { exact: true }).waitFor();
  const { name, time_zone } = await api.get(`/api/v1/campaigns/${id}`);
  assert.deepEqual([name, time_zone], ['Mine', 'Asia/Tokyo']);
});

pageTest(place, 'what is typed is not lost by leaving', async ({ open }) => {
  const { page } = await settingsOf(open, 'Half done');
  await page.getByLabel('Name').fill('Half');
  await page.getByRole('link', { name: 'Campaigns' }).first().click();
  await dialog(page).getByText('Leave without saving?').waitFor();
  await dialog(page).getByRole('button', { name: 'Stay' }).click();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Half');
  await page.getByRole('link', { name: 'Campaigns' }).first().click();
  await dialog(page).getByRole('button', { name: 'Leave without saving' }).click();
  await page.getByRole('heading', { name: 'Campaigns', exact: true }).waitFor();
});

pageTest(place, 'a single link is made, counted, and has a QR code of its address', async ({ open }) => {
  const page = await open('/?view=single-links');
  await page.getByLabel('Leads to').fill('https://shop.example/sale');
  await page.getByLabel('Alias').fill('Summer-Sale');
  await page.getByRole('button', { name: 'Make a short link' }).click();
  await page.getByText('Made.').waitFor();
  const { items } = await api.get('/api/v1/links');
  const { short_url } = items[0];
  await leads(short_url, 'https://shop.example/sale');
  const row = page.getByRole('row', { name: /Summer-Sale/ });
  await row.getByRole('link', { name: '1', exact: true }).waitFor();
  await row.getByRole('button', { name: /^QR/ }).click();
  await page.getByRole('img', { name: `QR code of ${short_url}` }).waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Download SVG' }).click(),
  ]);
  assert.match(await readFile(await saved.path(), 'utf8'), /^<svg /);
});
