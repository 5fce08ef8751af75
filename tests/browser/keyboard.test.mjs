import assert from 'node:assert/strict';

import { hasFocus, tabTo } from './support/keyboard.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, plain, rows, tableIn } from './support/seen.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api, { recipients: 24 });
const other = await premiere(api, { name: 'Another one', recipients: 6 });
const of = `/?campaign=${campaign.id}`;

const button = (page, name, more) => page.getByRole('button', { name, exact: true, ...more });

pageTest(place, 'one signs in with the keyboard alone', async ({ open }) => {
  const page = await open('/', { key: null });
  await tabTo(page, page.getByLabel('API key'));
  await page.keyboard.type(server.key);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
});

pageTest(place, 'the first Tab leads over the head to the content', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('table').waitFor();
  await tabTo(page, page.getByRole('link', { name: 'Skip to the content' }), { most: 1 });
  await page.keyboard.press('Enter');
  await becomes(() => page.evaluate(() => document.activeElement.id), 'main');
  assert.equal(page.url(), `${server.page}/#main`);
  await tabTo(page, page.getByRole('link', { name: 'New campaign' }), { most: 1 });
});

pageTest(place, 'tabs of a campaign are reached, and lead on from the view', async ({ open }) => {
  const page = await open(of);
  for (const name of ['Message Trend', 'Conversions', 'Split of Clicks', 'Errors', 'Clients', 'Recipients']) {
    const tab = page.getByRole('navigation', { name: 'Parts of the campaign' }).getByRole('link', { name });
    await tabTo(page, tab);
    await page.keyboard.press('Enter');
    await page.waitForURL(/view=/);
    await becomes(() => tab.getAttribute('aria-current'), 'page');
    assert.ok(await hasFocus(tab), 'the focus stays where it was');
  }
});

pageTest(place, 'tables are sorted with the keyboard', async ({ open }) => {
  const page = await open(`${of}&view=links`);
  const table = tableIn(page, 'Split of Clicks');
  const heading = button(table, 'Link');
  await tabTo(page, heading);
  const labels = async () => (await rows(table)).map(([label]) => label.split(' ')[0]);
  await page.keyboard.press('Enter');
  await becomes(labels, ['map', 'reviews', 'tickets']);
  const column = table.getByRole('columnheader', { name: /^Link/ });
  assert.equal(await column.getAttribute('aria-sort'), 'ascending');
  await page.keyboard.press('Space');
  await becomes(labels, ['tickets', 'reviews', 'map']);
  assert.equal(await column.getAttribute('aria-sort'), 'descending');
});

pageTest(place, 'a chart is walked through, zoomed and left with the keyboard', async ({ open }) => {
  const page = await open(`${of}&view=trend&interval=hour`);
  const chart = page.getByRole('group', { name: /^Message Trend by hour/ });
  await tabTo(page, chart);
  const { buckets } = await api.get(`${campaign.path}/stats/trend?interval=hour`);
  const said = chart.getByRole('status');
  assert.equal(await said.textContent(), '', 'who listens is told of changes in what was there before');
  await page.keyboard.press('Home');
  const clicks = async () =>
    plain(
      await said
        .locator('div', { hasText: /^Clicks/ })
        .locator('dd')
        .textContent(),
    );
  await becomes(clicks, String(buckets[0].clicks));
  await page.keyboard.press('ArrowRight');
  await becomes(clicks, String(buckets[1].clicks));
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('from') === buckets[1].start);
  assert.equal(new URL(page.url()).searchParams.get('to'), buckets[4].start);
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => !url.searchParams.has('from'));
  assert.ok(await hasFocus(chart));
});

pageTest(place, 'lines of a chart are switched, and its table is opened', async ({ open }) => {
  const page = await open(`${of}&view=trend&interval=day`);
  const failed = page.getByRole('button', { name: /^Failed/ });
  await tabTo(page, failed);
  await page.keyboard.press('Space');
  await becomes(() => failed.getAttribute('aria-pressed'), 'false');
  assert.ok(await hasFocus(failed));
  const table = page.locator('summary', { hasText: 'Table' });
  await tabTo(page, table);
  await page.keyboard.press('Enter');
  await page.getByRole('table').waitFor();
});

pageTest(place, 'a definition opens, closes on Escape, and the focus comes back', async ({ open }) => {
  const page = await open(of);
  const what = button(page, 'What is CTR?');
  await tabTo(page, what);
  await page.keyboard.press('Enter');
  const note = page.getByRole('note').filter({ hasText: 'CTR' });
  await note.getByText('clicks / sent × 100').waitFor();
  assert.equal(await what.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'hidden' });
  assert.equal(await what.getAttribute('aria-expanded'), 'false');
  assert.ok(await hasFocus(what));
});

pageTest(place, 'a definition does not stay behind when the page is scrolled', async ({ open }) => {
  const page = await open(of);
  await page.getByRole('table').nth(2).waitFor();
  await button(page, 'What is CTR?').click();
  const note = page.getByRole('note').filter({ hasText: 'clicks / sent' });
  await note.waitFor();
  await page.mouse.wheel(0, 300);
  await note.waitFor({ state: 'hidden' });
});

pageTest(place, 'a dialog takes the focus, keeps it, and gives it back on Escape', async ({ open }) => {
  const page = await open(`${of}&view=settings`);
  for (const name of ['Pause', 'Add a link', 'Change where map leads', 'Pause map']) {
    const opener = button(page, name);
    await tabTo(page, opener);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (let presses = 0; presses < 8; ++presses) {
      const kept = await dialog.evaluate(
        (one) => one.contains(document.activeElement) || document.activeElement === document.body,
      );
      assert.ok(kept, `${name}: the page behind a dialog is not reached`);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.ok(await hasFocus(opener), name);
  }
});

pageTest(place, 'campaigns are chosen and compared with the keyboard', async ({ open }) => {
  const page = await open('/');
  for (const name of ['Another one', 'Premiere']) {
    await tabTo(page, page.getByLabel(`Compare ${name}`));
    await page.keyboard.press('Space');
  }
  await tabTo(page, page.getByRole('link', { name: 'Compare', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Comparison' }).waitFor();
  assert.deepEqual(new URL(page.url()).searchParams.get('campaigns').split(','), [other.id, campaign.id]);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
});

pageTest(place, 'a zone is found and chosen with the keyboard', async ({ open }) => {
  const page = await open('/?view=new');
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await tabTo(page, zone);
  await page.keyboard.type('auck');
  await page.getByRole('option', { name: /Auckland/ }).waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await zone.inputValue(), 'Pacific/Auckland');
});

pageTest(place, 'the colours are switched with the keyboard', async ({ open }) => {
  const page = await open('/');
  const choice = page.getByRole('combobox', { name: 'Colours' });
  await tabTo(page, choice);
  await page.keyboard.press('End');
  await becomes(() => choice.inputValue(), 'dark');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
});
