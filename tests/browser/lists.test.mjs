import assert from 'node:assert/strict';

import { Campaign } from './support/campaign.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, plain, rows, tableIn } from './support/seen.mjs';
import { dateTime, none, number, percent, sums } from './support/written.mjs';

const place = await together();
const { api } = place;
const first = await premiere(api, { name: 'Premiere', recipients: 40 });
const second = await premiere(api, { name: 'Members’ weekend', recipients: 16 });
const links = [{ label: 'a', url: 'https://shop.example/a' }];
for (let at = 1; at <= 55; ++at) await Campaign.make(api, { name: `Small ${at}`, time_zone: 'UTC', links });

const list = (query = '') => api.get(`/api/v1/stats/campaigns${query}`);
const zone = 'Asia/Kolkata';

const rowOf = (one) => [
  `Compare ${one.name}`,
  one.name,
  dateTime(one.created_at, zone),
  number(one.recipients),
  number(one.sent),
  number(one.clicks),
  percent(one.ctr),
  one.converted === null ? none : `${number(one.converted)} (${percent(one.conversion_rate)})`,
  sums(one.revenue, ''),
];

const shownRows = async (page, name) => (await rows(tableIn(page, name))).map((row) => row.slice(0, -1));

pageTest(place, 'the list shows the campaigns as the API gives them, page by page', async ({ open }) => {
  const page = await open('/');
  const { items, next } = await list();
  await becomes(() => shownRows(page, 'Campaigns, page 1'), items.map(rowOf));
  await page.getByRole('link', { name: 'Next' }).click();
  const { items: more } = await list(`?after=${next}`);
  assert.equal(items.length + more.length, 57);
  await becomes(() => shownRows(page, 'Campaigns, page 2'), more.map(rowOf));
  await page.getByRole('link', { name: 'Previous' }).click();
  await becomes(() => shownRows(page, 'Campaigns, page 1'), items.map(rowOf));
});

pageTest(
  place,
  'the way back through the pages outlives loading anew, and nobody’s leaving',
  async ({ open }) => {
    const page = await open('/');
    await page.getByRole('link', { name: 'Next' }).click();
    await tableIn(page, 'Campaigns, page 2').waitFor();
    await page.reload();
    await tableIn(page, 'Campaigns, page 2').waitFor();
    await page.getByRole('link', { name: 'Previous' }).click();
    await tableIn(page, 'Campaigns, page 1').waitFor();
    await page.goBack();
    await tableIn(page, 'Campaigns, page 2').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  },
);

for (const [label, sort] of [
  ['Clicks', '-clicks'],
  ['Name', 'name'],
  ['Converted', '-converted'],
]) {
  pageTest(place, `the heading ${label} sorts the list as the API does`, async ({ open }) => {
    const page = await open('/');
    await page.getByRole('table').getByRole('button', { name: label, exact: true }).click();
    const { items } = await list(`?sort=${sort}`);
    await becomes(() => shownRows(page, 'Campaigns, page 1'), items.map(rowOf));
    assert.equal(new URL(page.url()).searchParams.get('sort'), sort);
  });
}

pageTest(place, 'a line shows when each campaign was clicked', async ({ open }) => {
  const page = await open('/?sort=-clicks');
  const { buckets } = await api.get(`${first.path}/stats/trend?interval=hour`);
  const most = Math.max(...buckets.map(({ clicks }) => clicks));
  const line = page.getByRole('row', { name: 'Premiere' }).getByRole('img');
  await line.waitFor();
  assert.match(await line.getAttribute('aria-label'), new RegExp(`^Clicks by hour .* at most ${most},`));
});

pageTest(place, 'a search finds campaigns by words of their names', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('searchbox').fill('MEMBERS week');
  await becomes(
    async () => (await shownRows(page, 'Campaigns found by MEMBERS week')).map(([, name]) => name),
    ['Members’ weekend'],
  );
  await page.getByRole('searchbox').fill('no such campaign');
  await page.getByText('No campaign has this name').waitFor();
});

const measures = [
  ['Recipients', ({ recipients }) => number(recipients)],
  ['Sent', ({ sent }) => number(sent)],
  ['Delivered', ({ delivered }) => number(delivered)],
  ['Failed', ({ failed }) => number(failed)],
  ['Clicks', ({ clicks }) => number(clicks)],
  ['Unique clickers', ({ unique_clickers }) => number(unique_clickers)],
  ['CTR', ({ ctr }) => percent(ctr)],
  ['Converted', ({ converted }) => number(converted)],
  ['Conversion rate', ({ conversion_rate }) => percent(conversion_rate)],
  ...['INR', 'JPY', 'KWD'].map((currency) => [
    `Revenue, ${currency}`,
    ({ revenue }) => sums(revenue.filter((sum) => sum.currency === currency)),
  ]),
];

pageTest(place, 'campaigns chosen in the list are compared by the numbers of the API', async ({ open }) => {
  const page = await open('/?sort=-clicks');
  for (const { made } of [first, second]) await page.getByLabel(`Compare ${made.name}`).check();
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.waitForURL(/view=compare/);
  const { items } = await list(`?campaigns=${first.id},${second.id}`);
  const table = tableIn(page, 'Numbers of the campaigns, a column for each');
  await becomes(
    async () => (await rows(table)).map((row) => row.map((text) => plain(text.replace('▲ best', '')))),
    measures.map(([label, show]) => [label, ...items.map(show)]),
  );
});

pageTest(place, 'the lines of a comparison begin with each campaign’s first send', async ({ open }) => {
  const page = await open(`/?view=compare&campaigns=${first.id},${second.id}`);
  await page.getByText('Table', { exact: true }).click();
  const clicks = await Promise.all(
    [first, second].map(async ({ path }) => {
      const { buckets } = await api.get(`${path}/stats/trend?interval=hour`);
      const sent = buckets.findIndex(({ sent }) => sent > 0);
      return buckets.slice(sent, sent + 72).map((one) => one.clicks);
    }),
  );
  const longest = Math.max(...clicks.map(({ length }) => length));
  await becomes(
    () => rows(tableIn(page, 'Clicks by hour since the first send')),
    Array.from({ length: longest }, (_, at) => [
      `Hour ${at + 1}`,
      ...clicks.map((values) => number(values[at])),
    ]),
  );
});
