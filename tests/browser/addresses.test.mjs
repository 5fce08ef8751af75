import assert from 'node:assert/strict';

import { sentToColleague } from './support/colleague.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, card, rows, tableIn } from './support/seen.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api, { recipients: 24 });
const other = await premiere(api, { name: 'Another one', recipients: 6 });
const of = `/?campaign=${campaign.id}`;

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

// What another hand made of an address: cut off, with a space in place of a '+', or never one.
const malformed = [
  'from=garbage',
  'from=1&to=2',
  'to=2026-99-99',
  'from=2026-02-30',
  'from=2026-11-26T19%3A0',
  'from=%2B010000-01-01',
  'interval=minute',
  'zone=Nowhere%2FAt_all',
  'from=2026-11-01T00:00:00+05:30&to=2031-01-01T00:00:00+05:30&interval=month',
];

for (const view of ['trend', 'links', 'errors']) {
  pageTest(place, `what is no time in an address breaks nothing in ${view}`, async ({ open, watch }) => {
    watch.expect(/422/);
    const page = await open('/');
    await page.getByRole('table').waitFor();
    for (const wrong of malformed) {
      await page.goto(`${server.page}${of}&view=${view}&${wrong}`);
      await page.locator('.period').waitFor();
      if (wrong.startsWith('zone'))
        await page
          .getByText(/422|zone/i)
          .first()
          .waitFor();
      else await page.locator('.shown:not(.behind) .plot').first().waitFor();
      const before = watch.requests.length;
      await page.waitForTimeout(1000);
      const calls = watch.requests.length - before;
      assert.ok(calls <= 10, `${wrong}: ${calls} calls within a second`);
    }
  });
}

pageTest(place, 'a space before an offset is the plus that it was', async ({ open }) => {
  const page = await open(`${of}&view=trend&interval=month&from=2020-01-01T00:00:00+05:30`);
  await page.getByText('Jan 1, 2020').first().waitFor();
  await page.getByRole('button', { name: 'Reset zoom' }).click();
  await page.getByLabel('From').waitFor();
});

pageTest(place, 'a mistake in one part is said there, and the others go on', async ({ open, watch }) => {
  watch.expect(/thrown:/);
  const page = await open(of);
  await page.getByRole('heading', { name: 'Premiere' }).waitFor();
  await page.route('**/stats/clients', (route) =>
    route.fulfill({ contentType: 'application/json', body: '{}' }),
  );
  await page.getByRole('link', { name: 'Clients', exact: true }).click();
  await page.getByText('This cannot be shown').waitFor();
  await page.getByRole('link', { name: 'Errors', exact: true }).click();
  await page.getByRole('heading', { name: 'Errors by time' }).waitFor();
});

pageTest(place, 'a day is typed without years on the way to it', async ({ open, watch }) => {
  const page = await open(`${of}&view=trend&interval=day`);
  await page.locator('.shown:not(.behind) .plot').first().waitFor();
  const entries = await page.evaluate(() => history.length);
  const type = async (label, keys) => {
    await page.getByLabel(label).focus();
    await page.keyboard.type(keys, { delay: 20 });
    await page.getByLabel(label).blur();
  };
  await type('From', '01/02/2026');
  await page.waitForURL(/from=2026-01-02/);
  assert.equal(await page.evaluate(() => history.length), entries + 1);
  await type('Until', '12/31/9999');
  await page.waitForTimeout(300);
  assert.equal(new URL(page.url()).searchParams.get('to'), null);
  assert.equal(await page.getByLabel('Until').inputValue(), '');
  await type('Until', '12/30/2030');
  await page.waitForURL(/to=2030-12-31/);
  const asked = watch.requests.map((request) => new URL(request.url()).searchParams.get('from'));
  assert.deepEqual([...new Set(asked.filter(Boolean))], ['2026-01-02']);
});
