import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, card, plain, rows, tableIn, tiles } from './support/seen.mjs';
import { date, none, number, percent, sums } from './support/written.mjs';

const place = await together();
const campaign = await premiere(place.api);
const address = `/?campaign=${campaign.id}`;

function tilesOf(stats) {
  const converted = `${percent(stats.conversion_rate)} of recipients, ${sums(stats.revenue)}`;
  return {
    Sent: [number(stats.sent), `${number(stats.delivered)} delivered, ${number(stats.failed)} failed`],
    Clicked: [number(stats.clicks), `by ${number(stats.unique_clickers)} recipients`],
    CTR: [
      percent(stats.ctr),
      `unique ${percent(stats.unique_ctr)}, of delivered ${percent(stats.delivered_ctr)}`,
    ],
    'Converted users': [number(stats.converted), converted],
    Delivered: number(stats.delivered),
    Failed: number(stats.failed),
    'Unique clickers': number(stats.unique_clickers),
    'Unique CTR': percent(stats.unique_ctr),
    'CTR of delivered': percent(stats.delivered_ctr),
    'Conversion rate': percent(stats.conversion_rate),
    'Converted of sent': percent(stats.converted_of_sent),
    Previews: number(stats.previews),
    Bots: number(stats.bots),
    'Forwarded devices': number(stats.forwarded_devices),
    Fallbacks: number(stats.fallbacks),
    'Unknown recipients': number(stats.unknown_recipients),
  };
}

pageTest(place, 'every tile of the overview shows the number that the API gives', async ({ api, open }) => {
  const stats = await campaign.stats();
  for (const name of [
    'sent',
    'delivered',
    'failed',
    'clicks',
    'previews',
    'bots',
    'fallbacks',
    'converted',
  ]) {
    assert.ok(stats[name] > 0, `${name} is something to see`);
  }
  assert.ok(stats.unknown_recipients > 0 && stats.forwarded_devices > 0 && stats.revenue.length === 3);
  const page = await open(address);
  await becomes(() => tiles(page.getByRole('main')), tilesOf(stats));
});

pageTest(place, 'the head says what the campaign is', async ({ api, open }) => {
  const { name, created_at, time_zone, recipients } = await api.get(campaign.path);
  const page = await open(address);
  await becomes(() => page.getByRole('heading', { level: 1 }).textContent(), name);
  const facts = page.locator('.facts > span');
  await becomes(
    async () => (await facts.allTextContents()).map(plain),
    ['Live', `Made ${date(created_at, time_zone)}`, time_zone, `${number(recipients)} recipients`],
  );
  assert.equal(await page.title(), `${name} – Waypost`);
});

pageTest(place, 'each part of a campaign has a title of its own', async ({ open }) => {
  const page = await open(address);
  for (const [view, part] of [
    ['errors', 'Errors'],
    ['links', 'Split of Clicks'],
    ['settings', 'Settings'],
  ]) {
    await page.goto(new URL(`${address}&view=${view}`, page.url()).href);
    await becomes(() => page.title(), `${part} – Premiere – Waypost`);
  }
  await page.goto(new URL(`/?view=compare&campaigns=${campaign.id}`, page.url()).href);
  await becomes(() => page.title(), 'Comparison – Premiere – Waypost');
});

pageTest(place, 'the parts in brief show what the API gives', async ({ api, open }) => {
  const page = await open(address);
  const { links } = await campaign.stats();
  const urls = new Map(campaign.made.links.map(({ label, url }) => [label, url]));
  const split = [...links].sort((one, other) => other.clicks - one.clicks);
  await becomes(
    () => rows(tableIn(page, 'Split of Clicks')),
    split.map(({ link, clicks, share }) => [`${link} ${urls.get(link)}`, percent(share), '', number(clicks)]),
  );
  const { errors } = await api.get(`${campaign.path}/stats/errors`);
  await becomes(
    () => rows(tableIn(page, 'Errors')),
    errors.map((one) => [`${one.error} ${one.meaning ?? none}`, percent(one.share), '', number(one.count)]),
  );
  const { systems } = await api.get(`${campaign.path}/stats/clients`);
  const shown = await rows(tableIn(page, 'Systems'));
  assert.deepEqual(
    shown.map(([name, , , clicks]) => [name, clicks]),
    systems.slice(0, 6).map(({ name, clicks }) => [name, number(clicks)]),
  );
});

pageTest(place, 'each part in brief is had as CSV, as the API gives it', async ({ api, open }) => {
  const page = await open(address);
  for (const view of ['links', 'conversions', 'errors', 'clients']) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: `Download premiere-${view}.csv` }).click();
    const text = await readFile(await (await coming).path(), 'utf8');
    const given = await api.text(`${campaign.path}/stats/${view}`, { accept: 'text/csv' });
    assert.equal(text.replace(/^\uFEFF/, ''), given);
  }
});

pageTest(place, 'the funnel in brief shows each step and who was lost', async ({ api, open }) => {
  const page = await open(address);
  const { funnel } = await api.get(`${campaign.path}/stats/conversions`);
  const steps = card(page, 'Conversion performance').locator('.step-numbers');
  await becomes(
    async () => (await steps.allTextContents()).map(plain),
    funnel.map(({ recipients, share }) => `${number(recipients)} ${percent(share)}`),
  );
  const lost = funnel
    .slice(1)
    .map((step) => `↓ ${number(step.drop_off)} lost (${percent(step.drop_off_share)})`);
  assert.deepEqual((await page.locator('.lost').allTextContents()).map(plain), lost);
});
