import assert from 'node:assert/strict';

import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, card, plain, rows, tableIn } from './support/seen.mjs';
import { bucket, dateTime, none, number, percent, sums } from './support/written.mjs';

const place = await together();
const campaign = await premiere(place.api);
const view = (name, query = '') => `/?campaign=${campaign.id}&view=${name}${query}`;
const stats = (part) => place.api.get(`${campaign.path}/stats/${part}`);

const goalRow = (words, counted, of) => [
  words,
  counted,
  number(of.converted),
  percent(of.rate),
  percent(of.rate_of_sent),
  sums(of.revenue, ''),
];

pageTest(place, 'the goals are what the API gives, influenced and by clicks', async ({ open }) => {
  const page = await open(view('conversions'));
  const windows = { Charged: 'Charged within 3 days', 'Added To Cart': 'Added To Cart within 90 minutes' };
  const { events } = await stats('conversions');
  await becomes(
    () => rows(tableIn(page, 'Goals')),
    events.flatMap(({ event, influenced, click_through }) => [
      goalRow(windows[event], 'Influenced', influenced),
      goalRow(windows[event], 'Click-through', click_through),
    ]),
  );
});

for (const [label, words] of [
  ['Influenced', 'all conversions that count'],
  ['Click-through', 'first click on any link'],
]) {
  pageTest(place, `a "?" says what ${label} is`, async ({ open }) => {
    const page = await open(view('conversions'));
    await page
      .getByRole('button', { name: `What is ${label}?` })
      .first()
      .click();
    await page.getByRole('note').getByText(words).waitFor();
  });
}

pageTest(place, 'the funnel and its table are what the API gives', async ({ open }) => {
  const page = await open(view('conversions'));
  const { funnel } = await stats('conversions');
  const names = { sent: 'Sent', delivered: 'Delivered', clicked: 'Clicked' };
  const part = card(page, 'Funnel');
  await part.locator('summary').click();
  await becomes(
    () => rows(part.getByRole('table')),
    funnel.map((one) => [
      names[one.step] ?? one.step,
      number(one.recipients),
      percent(one.share),
      number(one.drop_off),
      percent(one.drop_off_share),
    ]),
  );
});

pageTest(place, 'the errors are what the API gives, with their times', async ({ open }) => {
  const page = await open(view('errors'));
  const { errors } = await stats('errors');
  await becomes(
    () => rows(tableIn(page, 'Errors')),
    errors.map((one) => [
      `${one.error} ${one.meaning ?? none}`,
      percent(one.share),
      '',
      number(one.count),
      dateTime(one.first_seen, 'Asia/Kolkata'),
      dateTime(one.last_seen, 'Asia/Kolkata'),
    ]),
  );
});

pageTest(place, 'the errors by time are what the API gives', async ({ open }) => {
  const page = await open(view('errors', '&interval=hour'));
  const part = card(page, 'Errors by time');
  await part.locator('summary').click();
  const { errors } = await stats('errors?interval=hour');
  await becomes(
    () => rows(part.getByRole('table')),
    errors[0].buckets.map(({ start }, at) => [
      bucket(start, 'hour'),
      ...errors.map(({ buckets }) => number(buckets[at].count)),
    ]),
  );
});

pageTest(place, 'the clients are what the API gives', async ({ open }) => {
  const page = await open(view('clients'));
  const clients = await stats('clients');
  for (const title of ['Systems', 'Browsers', 'Devices', 'Previews', 'Bots']) {
    const list = clients[title.toLowerCase()];
    const of = ({ clicks, requests }) => clicks ?? requests;
    await becomes(
      async () => (await rows(tableIn(page, title))).map(([name, , , count]) => [name, count]),
      list.slice(0, 8).map((one) => [one.name, number(of(one))]),
    );
    const total = list.reduce((sum, one) => sum + of(one), 0);
    await becomes(
      async () => plain(await card(page, title).locator('.card-head > .quiet-text').textContent()),
      number(total),
    );
  }
});

pageTest(
  place,
  'numbers and times are those of the browser’s language',
  async ({ open }) => {
    const page = await open(view('overview'));
    const { sent, ctr } = await campaign.stats();
    const large = page.locator('.tile.large .value');
    await becomes(() => large.first().textContent(), sent.toLocaleString('de-DE'));
    await becomes(
      async () => plain(await large.nth(2).textContent()),
      `${ctr.toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })} %`,
    );
  },
  { locale: 'de-DE' },
);

pageTest(
  place,
  'numbers of the funnel stand beside each other in languages that are written to the left',
  async ({ open }) => {
    const page = await open(view('conversions'));
    const step = page.locator('.step-numbers').first();
    await step.waitFor();
    assert.equal(await step.locator('bdi').count(), 2);
    const lost = page.locator('.lost').first();
    assert.equal(await lost.locator('bdi').count(), 2);
  },
  { locale: 'ar-EG' },
);
