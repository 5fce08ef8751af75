import assert from 'node:assert/strict';

import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, card, plain, rows, tableIn } from './support/seen.mjs';
import { bucket, number, percent, sums } from './support/written.mjs';

const place = await together();
const campaign = await premiere(place.api);
const view = (name, query = '') => `/?campaign=${campaign.id}&view=${name}${query}`;
const split = [...(await campaign.stats()).links].sort((one, other) => other.clicks - one.clicks);

const openTable = (page, heading) => card(page, heading).locator('summary', { hasText: 'Table' }).click();

const legend = async (page) => (await page.locator('.legend li').allTextContents()).map(plain);

const total = (buckets, name) => number(buckets.reduce((sum, one) => sum + one[name], 0));

for (const interval of ['hour', 'day', 'week', 'month']) {
  pageTest(place, `the message trend by ${interval} is what the API gives`, async ({ api, open }) => {
    const page = await open(view('trend', `&interval=${interval}`));
    await openTable(page, 'Message Trend');
    const { buckets, time_zone } = await api.get(`${campaign.path}/stats/trend?interval=${interval}`);
    assert.equal(time_zone, 'Asia/Kolkata');
    const columns = ['sent', 'delivered', 'failed', 'clicks', 'first_clicks', 'converted'];
    await becomes(
      () => rows(tableIn(page, `Message Trend by ${interval}, Asia/Kolkata`)),
      buckets.map((one) => [
        bucket(one.start, interval),
        ...columns.map((name) => number(one[name])),
        sums(one.revenue),
      ]),
    );
    const labels = ['Sent', 'Delivered', 'Failed', 'Clicks', 'First clicks', 'Converted'];
    assert.deepEqual(
      await legend(page),
      labels.map((label, at) => `${label}${total(buckets, columns[at])}`),
    );
  });
}

pageTest(place, 'another zone cuts the trend by its own clocks', async ({ api, open }) => {
  const page = await open(view('trend', '&interval=day'));
  await page.getByLabel('Zone').selectOption('Pacific/Auckland');
  await openTable(page, 'Message Trend');
  const { buckets } = await api.get(`${campaign.path}/stats/trend?interval=day&time_zone=Pacific/Auckland`);
  const table = tableIn(page, 'Message Trend by day, Pacific/Auckland');
  await becomes(
    async () => (await rows(table)).map(([name, sent]) => [name, sent]),
    buckets.map(({ start, sent }) => [bucket(start, 'day'), number(sent)]),
  );
});

for (const [zone, shown] of [
  ['Asia/Kathmandu', 'Asia/Kathmandu'], // browsers list it as Asia/Katmandu
  ['US/Pacific', 'US/Pacific'], // and this one not at all
  ['Asia/Calcutta', ''], // the campaign's own
]) {
  pageTest(place, `the zone ${zone} of an address is the one that is shown as chosen`, async ({ open }) => {
    const page = await open(view('trend', `&zone=${zone}`));
    await becomes(() => page.getByLabel('Zone').inputValue(), shown);
    assert.equal(await page.locator('option', { hasText: 'Asia/Katmandu' }).count(), 0);
  });
}

pageTest(place, 'dragging over the trend zooms into it, and its button leads back', async ({ open }) => {
  const page = await open(view('trend', '&interval=hour'));
  const plot = page.locator('.u-over').last();
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await plot.boundingBox();
  await page.mouse.move(x + width * 0.3, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/from=.*to=/);
  await openTable(page, 'Message Trend');
  const table = page.getByRole('table');
  const whole = await campaign.api.get(`${campaign.path}/stats/trend?interval=hour`);
  const query = new URL(page.url()).searchParams;
  const starts = whole.buckets.map(({ start }) => start);
  const [first, end] = [starts.indexOf(query.get('from')), starts.indexOf(query.get('to'))];
  assert.ok(first > 0 && end > first, 'the address names whole buckets');
  const names = async () => (await rows(table)).map(([name]) => name);
  await becomes(
    names,
    starts.slice(first, end).map((start) => bucket(start, 'hour')),
  );
  await page.getByRole('button', { name: 'Reset zoom' }).click();
  await becomes(
    names,
    starts.map((start) => bucket(start, 'hour')),
  );
});

// Playwright has taps only.
async function swipe(page, points) {
  const touch = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  const [first, ...rest] = points;
  await send('touchStart', [first]);
  for (const point of rest) await send('touchMove', [point]);
  await send('touchEnd', []);
}

pageTest(
  place,
  'a finger drawn across the trend zooms into it, and scrolls the page up and down',
  async ({ open }) => {
    const page = await open(view('trend', '&interval=hour'));
    const plot = page.locator('.u-over').last();
    await plot.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const { x, y, width, height } = await plot.boundingBox();
    const across = (part) => ({ x: x + width * part, y: y + height / 2 });
    await swipe(page, [0.3, 0.4, 0.5, 0.6].map(across));
    await page.waitForURL(/from=.*to=/);
    const zoomed = page.url();
    const { y: top } = await plot.boundingBox();
    const before = await page.evaluate(() => scrollY);
    await swipe(
      page,
      [10, 30, 60, 90].map((down) => ({ x: x + width / 2, y: top + down })),
    );
    await becomes(() => page.evaluate((before) => scrollY < before, before), true);
    assert.equal(page.url(), zoomed);
  },
  { viewport: { width: 390, height: 600 }, hasTouch: true, isMobile: true },
);

pageTest(place, 'the split of clicks is what the API gives, with destinations', async ({ open }) => {
  const page = await open(view('links'));
  const urls = new Map(campaign.made.links.map(({ label, url }) => [label, url]));
  await becomes(
    () => rows(tableIn(page, 'Split of Clicks')),
    split.map((one) => [
      `${one.link} ${urls.get(one.link)}`,
      percent(one.share),
      '',
      number(one.clicks),
      number(one.unique_clickers),
    ]),
  );
});

pageTest(place, 'clicks of each link by time are what the API gives', async ({ api, open }) => {
  const page = await open(view('links', '&interval=hour'));
  await openTable(page, 'Clicks by time');
  const { links } = await api.get(`${campaign.path}/stats/links?interval=hour`);
  await becomes(
    () => rows(tableIn(page, 'Clicks of each link by hour, Asia/Kolkata')),
    links[0].buckets.map(({ start }, at) => [
      bucket(start, 'hour'),
      ...links.map(({ buckets }) => number(buckets[at].clicks)),
    ]),
  );
  assert.deepEqual(
    await legend(page),
    links.map(({ link, clicks }) => `${link}${number(clicks)}`),
  );
});

pageTest(place, 'clickers by number of links are what the API gives', async ({ open }) => {
  const page = await open(view('links'));
  const { clickers_by_links: counts, unique_clickers: all } = await campaign.stats();
  await becomes(
    async () =>
      (await rows(tableIn(page, 'Clickers by number of links'))).map(([links, , , n]) => [links, n]),
    counts.map(({ links, recipients }) => [number(links), number(recipients)]),
  );
  assert.equal(
    all,
    counts.reduce((sum, { recipients }) => sum + recipients, 0),
  );
});
