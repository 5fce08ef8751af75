import assert from 'node:assert/strict';

import { Campaign } from './support/campaign.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, plain } from './support/seen.mjs';

const place = await together();
const { api } = place;
const campaign = await premiere(api, { recipients: 12 });
const links = [{ label: 'a', url: 'https://shop.example/a' }];
const others = [];
for (let at = 1; at <= 7; ++at) {
  others.push(await Campaign.make(api, { name: `Compared ${at}`, time_zone: 'UTC', links }));
}
const all = [campaign, ...others];

// A4 with the margins that browsers give it.
const paper = { width: 718, height: 1046 };

async function toPaper(page) {
  await page.waitForTimeout(500);
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

const seen = (page, text) => page.getByText(text).filter({ visible: true });

pageTest(place, 'a comparison of eight is on paper whole', async ({ open }) => {
  const page = await open(`/?view=compare&campaigns=${all.map(({ id }) => id).join()}`);
  await page.getByRole('table').waitFor();
  await page.getByRole('button', { name: 'First 72 hours' }).waitFor();
  await toPaper(page);
  for (const { made } of all) {
    const heading = page.getByRole('columnheader', { name: made.name, exact: false });
    assert.equal(await heading.count(), 1, made.name);
    const { x, width } = await heading.boundingBox();
    assert.ok(x >= 0 && x + width <= paper.width, `${made.name} ends at ${x + width} px`);
  }
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(beyond <= 0, `${beyond} px beyond the paper`);
  assert.equal(await seen(page, 'Remove').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'First 72 hours' }).count(), 0);
  await seen(page, 'Clicks by hour since the first send: Hour 1 –').waitFor();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await becomes(() => page.getByRole('table').count(), 1);
});

pageTest(place, 'a card that is higher than a page begins where it stands', async ({ open }) => {
  const page = await open(`/?view=compare&campaigns=${campaign.id},${others[0].id}`);
  await page.getByRole('table').waitFor();
  await toPaper(page);
  const whole = await page
    .locator('.card')
    .evaluateAll((cards) => cards.map((card) => getComputedStyle(card).breakInside));
  assert.deepEqual([...new Set(whole)], ['auto']);
});

for (const [view, words] of [
  ['trend', /^Message Trend by hour, Asia\/Kolkata: .*\d.* – .*\d/],
  ['links', /^Clicks of each link by hour, Asia\/Kolkata: .*\d.* – .*\d/],
  ['errors', /^Failures by hour, Asia\/Kolkata: .*\d.* – .*\d/],
]) {
  pageTest(place, `paper says how the time of ${view} is cut, and which it is`, async ({ open }) => {
    const page = await open(`/?campaign=${campaign.id}&view=${view}&interval=hour`);
    await page.locator('.uplot').first().waitFor();
    await toPaper(page);
    await seen(page, words).waitFor();
  });
}

pageTest(place, 'paper says of what day and zone its numbers are', async ({ open }) => {
  const page = await open(`/?campaign=${campaign.id}&view=errors`);
  await page.locator('.as-of').waitFor();
  await toPaper(page);
  const said = plain(await page.locator('.as-of').innerText());
  assert.match(said, /^as of .*\d{4}, .*\d:\d\d:\d\d.* \(Asia\/(Kolkata|Calcutta)\)$/);
  await seen(page, 'Times are those of Asia/Kolkata.').waitFor();
});

pageTest(place, 'paper says where a table is not whole', async ({ open }) => {
  const failing = await Campaign.make(api, { name: 'Failing', time_zone: 'UTC', links });
  const errors = ['1', '2', '3', '4', '5', '6'];
  await failing.upload(errors);
  await failing.report(errors.map((error) => ({ type: 'failed', recipient: error, error })));
  const page = await open(`/?campaign=${failing.id}`);
  await page.getByText(/^Made .*\(UTC\)$/).waitFor();
  await page.getByRole('button', { name: 'Show all 6' }).waitFor();
  await toPaper(page);
  await seen(page, 'The first 5 of 6.').waitFor();
});

pageTest(place, 'a list of recipients on paper says who is in it', async ({ open }) => {
  const query = 'clicked=true&link=reviews&delivered=false';
  const page = await open(`/?campaign=${campaign.id}&view=recipients&${query}`);
  await page.getByLabel('Goal').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Recipients' }).waitFor();
  await toPaper(page);
  const said = seen(page, /^Shown:/);
  assert.equal(plain(await said.textContent()), 'Shown: clicked (reviews), not delivered');
});

pageTest(place, 'no table is wider than the paper', async ({ open, server }) => {
  const page = await open('/');
  for (const address of [
    '/',
    ...['links', 'errors', 'conversions'].map((view) => `/?campaign=${campaign.id}&view=${view}`),
  ]) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(server.page + address);
    await page.locator('main table').first().waitFor();
    await toPaper(page);
    const widest = await page
      .locator('main table')
      .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
    assert.ok(widest <= paper.width, `${address}: a table ends at ${widest} px`);
  }
});
