import assert from 'node:assert/strict';

import { Campaign } from './support/campaign.mjs';
import { hostile, hostileCampaign } from './support/hostile.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { becomes, rows, tableIn } from './support/seen.mjs';

const place = await together();
const { api } = place;
const campaign = await hostileCampaign(api);
const other = await hostileCampaign(api);
await api.send('POST', '/api/v1/links', { url: 'https://shop.example/', label: hostile.labels[0] });
const { key } = await api.makeKey(hostile.labels[1], 'register', 'stats');

const of = `campaign=${campaign.id}`;
const shown = encodeURIComponent;
const views = {
  'the list': '',
  'the overview': of,
  'the trend': `${of}&view=trend`,
  'the conversions': `${of}&view=conversions`,
  'the split of clicks': `${of}&view=links`,
  'the errors': `${of}&view=errors`,
  'the clients': `${of}&view=clients`,
  'the recipients': `${of}&view=recipients&clicked=true&converted=true`,
  'a recipient with markup': `${of}&view=recipients&recipient=${shown(hostile.recipients[0])}`,
  'a recipient of one long word': `${of}&view=recipients&recipient=${shown(hostile.recipients[4])}`,
  'a recipient written from the right': `${of}&view=recipients&recipient=${shown(hostile.recipients[3])}`,
  'the comparison': `view=compare&campaigns=${campaign.id},${other.id}`,
  'the search': `search=${shown('<img')}`,
  'the settings': `${of}&view=settings`,
  'the short links': `${of}&view=short-links`,
  'the upload': `${of}&view=upload`,
  'the single links': 'view=single-links',
};

// What the page made of texts: elements that only markup in them could have made, text that turns its surroundings
// around, and how far the page reaches beyond the window.
const effects = (page) =>
  page.evaluate(() => {
    const turns = /[\u202A-\u202E\u2066-\u2069]/;
    const apart = ({ unicodeBidi }) => /isolate|plaintext/.test(unicodeBidi);
    const kept = (element) =>
      element.closest('title, option, .visually-hidden') ||
      apart(getComputedStyle(element)) ||
      (element.parentElement && element.parentElement !== document.body && kept(element.parentElement));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const turning = [];
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (turns.test(data) && !kept(parentElement)) turning.push(parentElement.outerHTML.slice(0, 200));
    }
    const made = document.querySelectorAll('img, b, #page script, [onerror], [onmouseover]');
    const { scrollWidth, clientWidth } = document.documentElement;
    return { made: [...made].map((one) => one.outerHTML), turning, beyond: scrollWidth - clientWidth };
  });

for (const width of [360, 1440]) {
  pageTest(
    place,
    `no text is taken for markup or breaks a view of ${width} px`,
    async ({ open, server }) => {
      const page = await open('/', { key });
      for (const [name, query] of Object.entries(views)) {
        await page.goto(`${server.page}/?${query}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForTimeout(700);
        for (const more of await page.locator('summary').all()) await more.click();
        await page.waitForTimeout(200);
        assert.deepEqual(await effects(page), { made: [], turning: [], beyond: 0 }, name);
      }
    },
    { viewport: { width, height: 800 } },
  );
}

pageTest(place, 'names, labels and ids stand there as they are', async ({ open, server }) => {
  const page = await open(`/?${of}&view=links`, { key });
  await becomes(() => page.getByRole('heading', { level: 1 }).textContent(), hostile.name);
  const labels = page.locator('tbody th bdi:not(.destination)');
  await becomes(async () => new Set(await labels.allTextContents()), new Set(hostile.labels));
  await page.goto(`${server.page}/?${of}&view=recipients`);
  await becomes(
    async () => await tableIn(page, 'Recipients').locator('tbody th bdi').allTextContents(),
    hostile.recipients,
  );
  await page.goto(`${server.page}/?${of}&view=conversions`);
  await becomes(
    () => page.locator('.funnel .step .titled bdi').allTextContents(),
    ['Sent', 'Clicked', ...hostile.events],
  );
  await page.getByRole('button', { name: 'What is constructor?' }).last().click();
  await page.locator('.popover:popover-open').getByText('constructor').waitFor();
  await page.goto(`${server.page}/?${of}&view=errors`);
  const errors = await api.get(`${campaign.path}/stats/errors`);
  await becomes(
    () => tableIn(page, 'Errors').locator('.meaning').allTextContents(),
    errors.errors.map(({ meaning }) => meaning),
  );
});

pageTest(place, 'a recipient is found whatever the id looks like', async ({ open }) => {
  for (const recipient of hostile.recipients) {
    const page = await open(`/?${of}&view=recipients`, { key });
    await page.getByRole('searchbox').fill(recipient);
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    const links = page.getByRole('table', { name: 'Links', exact: true });
    await links.waitFor();
    const found = await rows(links);
    assert.equal(found.filter(([, , clicked]) => clicked === 'Clicked').length, 1, recipient);
    await becomes(() => page.locator('.recipient h2').textContent(), recipient);
    await page.close();
  }
});

pageTest(place, 'a label that every object has stands for no short link', async ({ open }) => {
  const named = await Campaign.make(api, {
    name: 'Named',
    time_zone: 'UTC',
    links: ['constructor', '__proto__', 'a'].map((label) => ({ label, url: 'https://shop.example/' })),
  });
  await named.upload(['u1']);
  const page = await open(`/?campaign=${named.id}&view=short-links`);
  const links = async () => (await rows(tableIn(page, 'Short links of some recipients')))[0];
  const { short_urls: urls } = (await api.lines(`${named.path}/short-links`))[0];
  const shown = ['0', 'u1', ...['constructor', '__proto__', 'a'].map((label) => `${urls[label]}Copy`)];
  await becomes(links, shown);
  // As it is between a link's making and the next reading of the list.
  await page.route('**/short-links*', (route) =>
    route.fulfill({ body: '{"recipient":"u1","position":0,"short_urls":{}}\n' }),
  );
  await page.reload();
  await becomes(links, ['0', 'u1', '', '', '']);
});
