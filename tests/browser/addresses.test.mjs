import assert from 'node:assert/strict';

import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, card, rows, tableIn } from './support/seen.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api, { recipients: 24 });
const other = await premiere(api, { name: 'Another one', recipients: 6 });
const of = `/?campaign=${campaign.id}`;

// The whole text of the view, but for what the clock changes.
const viewed = (page) =>
  page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true);
    copy.querySelectorAll('.as-of').forEach((part) => part.remove());
    return copy.textContent;
  });

// Opens the address in a new tab, which asks for a key, and says whether it shows the same view then.
async function sentToColleague({ open }, page) {
  const { pathname, search } = new URL(page.url());
  const theirs = await open(pathname + search, { key: null });
  await theirs.getByLabel('API key').fill(server.key);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await becomes(() => viewed(theirs), await viewed(page));
  return theirs;
}

pageTest(place, 'the address restores a trend with its interval, zone, days and lines', async (visit) => {
  const page = await visit.open(`${of}&view=trend`);
  await page.getByRole('button', { name: 'Hour', exact: true }).click();
  await page.getByLabel('Zone').selectOption('Europe/Berlin');
  await page.getByRole('button', { name: /^Failed/ }).click();
  const today = new Date().toISOString().slice(0, 10);
  await page.getByLabel('From').fill(today);
  await page.getByRole('button', { name: 'Whole time' }).waitFor();
  await page.getByRole('button', { name: /^Failed/, pressed: false }).waitFor();
  await page.locator('.shown:not(.behind) .plot').first().waitFor();
  const theirs = await sentToColleague(visit, page);
  assert.equal(await theirs.getByLabel('Zone').inputValue(), 'Europe/Berlin');
  assert.equal(await theirs.getByLabel('From').inputValue(), today);
  await theirs.getByRole('button', { name: /^Failed/, pressed: false }).waitFor();
});

pageTest(place, 'the address restores filters, the page of a list, and who is shown', async (visit) => {
  const page = await visit.open(`${of}&view=recipients`);
  await card(page, 'Recipients').getByLabel('Clicked').selectOption('true');
  await page.getByRole('link', { name: 'u2', exact: true }).click();
  await tableIn(page, 'Links').waitFor();
  const theirs = await sentToColleague(visit, page);
  assert.equal(await card(theirs, 'Recipients').getByLabel('Clicked').inputValue(), 'true');
});

pageTest(place, 'the address restores a search and its order', async (visit) => {
  const page = await visit.open('/');
  await page.getByRole('searchbox').fill('another');
  await page.waitForURL(/search=another/);
  await page.getByLabel('Sort').selectOption('-clicks');
  const table = tableIn(page, 'Campaigns found by another');
  await becomes(async () => (await rows(table)).map(([, name]) => name), ['Another one']);
  await page.getByRole('img').waitFor();
  const theirs = await sentToColleague(visit, page);
  assert.equal(await theirs.getByRole('searchbox').inputValue(), 'another');
});

pageTest(place, 'the address restores a comparison', async (visit) => {
  const page = await visit.open(`/?view=compare&campaigns=${campaign.id},${other.id}`);
  await page.getByRole('button', { name: 'First 90 days' }).click();
  await page.getByRole('checkbox').check();
  await page.locator('.plot').waitFor();
  const theirs = await sentToColleague(visit, page);
  assert.equal(await theirs.getByRole('checkbox').isChecked(), true);
});

pageTest(place, 'the way back leads from view to view without loading the page', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('link', { name: 'Another one' }).click();
  await page.getByRole('heading', { name: 'Another one' }).waitFor();
  await page.evaluate(() => (window.loadedOnce = true));
  await page.getByRole('link', { name: 'Errors', exact: true }).click();
  await page.getByRole('heading', { name: 'Errors by time' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Message Trend' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Campaigns', exact: true }).waitFor();
  await page.goForward();
  await page.getByRole('heading', { name: 'Another one' }).waitFor();
  assert.equal(await page.evaluate(() => window.loadedOnce), true);
});

pageTest(place, 'an address that leads nowhere says so, and leads on', async ({ open, watch }) => {
  watch.expect(/404/, /422/);
  const page = await open('/?campaign=0000000000000000');
  await page.getByRole('heading', { name: 'The campaign cannot be shown' }).waitFor();
  await page.goto(`${server.page}/?view=nothing`);
  await page.getByText('There is no such page').waitFor();
  await page.goto(`${server.page}/?after=nonsense`);
  await page.getByRole('link', { name: 'All campaigns, from the first' }).click();
  await page.getByRole('link', { name: 'Another one' }).waitFor();
});
