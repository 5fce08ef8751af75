import assert from 'node:assert/strict';

import { sentToColleague } from './support/colleague.mjs';
import { Campaign } from './support/campaign.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, rows, tableIn } from './support/seen.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api, { recipients: 36 });
const other = await premiere(api, { name: 'Another one', recipients: 6 });
const links = [{ label: 'a', url: 'https://shop.example/a' }];
for (let at = 1; at <= 50; ++at) await Campaign.make(api, { name: `Small ${at}`, time_zone: 'UTC', links });

const of = (view) => `/?campaign=${campaign.id}&view=${view}`;
const said = (page, name) => new URL(page.url()).searchParams.get(name);
const entries = (page) => page.evaluate(() => history.length);
const names = async (table) => (await rows(table)).map(([name]) => name.split(' ')[0]);
const sortBy = (page, name) =>
  page.getByRole('columnheader').getByRole('button', { name, exact: true }).first().click();

const tables = [
  { view: 'links', table: 'Split of Clicks', member: 'links_sort', heading: 'Link', order: 'link' },
  { view: 'errors', table: 'Errors', member: 'errors_sort', heading: 'Error', order: 'error' },
];

for (const { view, table, member, heading, order } of tables) {
  pageTest(place, `the address has the order of ${table}, and the way back does not`, async (visit) => {
    const page = await visit.open(of(view));
    const shown = tableIn(page, table);
    await shown.waitFor();
    const usual = await names(shown);
    const before = await entries(page);
    await sortBy(page, heading);
    await becomes(() => said(page, member), order);
    const up = await names(shown);
    assert.deepEqual(up, [...usual].sort());
    await sortBy(page, heading);
    await becomes(() => names(shown), [...up].reverse());
    assert.equal(await entries(page), before);
    const theirs = await sentToColleague(visit, page);
    await becomes(() => names(tableIn(theirs, table)), [...up].reverse());
    await page.reload();
    await becomes(() => names(shown), [...up].reverse());
  });
}

pageTest(place, 'the usual order is not in the address', async ({ open }) => {
  const page = await open(`${of('links')}&links_sort=link`);
  await sortBy(page, 'Clicks');
  await becomes(() => said(page, 'links_sort'), null);
});

pageTest(place, 'a table behind a chart is open for a colleague, in its order', async (visit) => {
  const page = await visit.open(of('trend&interval=hour'));
  await page.getByText('Table', { exact: true }).click();
  const behind = page.locator('.behind-table table');
  await behind.getByRole('button', { name: 'Clicks', exact: true }).click();
  await becomes(() => said(page, 'table'), '-clicks');
  const theirs = await sentToColleague(visit, page);
  await becomes(() => rows(theirs.locator('.behind-table table')), await rows(behind));
  await page.getByText('Table', { exact: true }).click();
  await becomes(() => said(page, 'table'), null);
});

const nowhere = '00000000000000ff';
const damaged = [
  of('links&links_sort=nothing'),
  of('links&links_sort=--clicks'),
  of('links&links_sort=bar'),
  of('errors&errors_sort=constructor'),
  of('trend&interval=hour&table=__proto__'),
  of('short-links&after=-3'),
  of('short-links&after=999'),
  of('recipients&after=u1'),
  of('recipients&clicked=maybe&sent=1'),
  of('recipients&clicked=true&link=nothing&converted=false&event=nothing'),
  '/?chosen=garbage,,constructor,1',
];

pageTest(place, 'what an order or a choice cannot be breaks nothing', async ({ open, watch }) => {
  const page = await open('/');
  for (const address of damaged) {
    await page.goto(server.page + address);
    await page.locator('main table').first().waitFor();
    const before = watch.requests.length;
    await page.waitForTimeout(1000);
    const calls = watch.requests.length - before;
    assert.ok(calls <= 10, `${address}: ${calls} calls within a second`);
    assert.equal(await page.locator('main [role=alert]').count(), 0, address);
  }
  await becomes(() => said(page, 'chosen'), null);
});

const chosen = (page) => page.getByRole('region', { name: 'Chosen campaigns' });

pageTest(place, 'the address has what is chosen in the list, on every page of it', async (visit) => {
  const page = await visit.open('/?sort=-clicks');
  const before = await entries(page);
  await page.getByLabel('Compare Premiere').check();
  await page.getByLabel('Compare Another one').check();
  await becomes(() => said(page, 'chosen'), `${campaign.id},${other.id}`);
  assert.equal(await entries(page), before);
  const theirs = await sentToColleague(visit, page);
  await chosen(theirs).getByText('2 chosen').waitFor();
  assert.equal(await theirs.getByLabel('Compare Another one').isChecked(), true);

  await page.getByRole('link', { name: 'Next' }).click();
  await tableIn(page, 'Campaigns, page 2').waitFor();
  await becomes(() => said(page, 'chosen'), `${campaign.id},${other.id}`);
  await page.reload();
  await chosen(page).getByText('2 chosen').waitFor();
  await page.getByRole('link', { name: 'Previous' }).click();
  await page.getByLabel('Compare Premiere').uncheck();
  await becomes(() => said(page, 'chosen'), other.id);
  await page.goBack();
  await tableIn(page, 'Campaigns, page 2').waitFor();
  await becomes(() => said(page, 'chosen'), other.id);
  await chosen(page).getByRole('button', { name: 'Clear' }).click();
  await becomes(() => said(page, 'chosen'), null);
});

pageTest(place, 'a campaign that is not there is not chosen', async ({ open, watch }) => {
  watch.expect(/404/);
  const page = await open(`/?sort=-clicks&chosen=${nowhere},${campaign.id},${nowhere},fffffffffffffffe`);
  await chosen(page).getByText('1 chosen').waitFor();
  await becomes(() => said(page, 'chosen'), campaign.id);
  assert.equal(await page.getByLabel('Compare Premiere').isChecked(), true);
  const asked = watch.requests.filter((request) => request.url().includes('campaigns='));
  assert.equal(asked.length, 3);
});
