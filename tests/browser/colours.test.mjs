import assert from 'node:assert/strict';

import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes } from './support/seen.mjs';

const place = await together();
const { server } = place;
const campaign = await premiere(place.api, { recipients: 12 });

// How light the page's ground is, 0 to 1.
const ground = (page) =>
  page.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 765;
  });

const isDark = async (page) => (await ground(page)) < 0.3;
const choice = (page) => page.getByRole('combobox', { name: 'Colours' });

// What the chart is drawn with.
const drawn = (page) =>
  page
    .locator('.u-wrap canvas')
    .first()
    .evaluate((canvas) => canvas.toDataURL());

pageTest(place, 'the page follows the system’s colours, also while it is open', async ({ open }) => {
  const page = await open(`/?campaign=${campaign.id}&view=trend`);
  await page.locator('.u-wrap canvas').first().waitFor();
  assert.equal(await isDark(page), false);
  const light = await drawn(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await becomes(() => isDark(page), true);
  await becomes(async () => (await drawn(page)) === light, false);
});

pageTest(
  place,
  'what is chosen wins over the system, in every tab and after loading anew',
  async ({ open }) => {
    const page = await open('/');
    await choice(page).selectOption('dark');
    await becomes(() => isDark(page), true);
    await page.reload();
    await becomes(() => isDark(page), true);
    assert.equal(await choice(page).inputValue(), 'dark');
    const other = await open('/', { key: null });
    await becomes(() => isDark(other), true);
    await choice(page).selectOption('auto');
    await becomes(() => isDark(page), false);
  },
);

// What the page and its chart look like when they are printed.
async function onPaper(page) {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await becomes(() => isDark(page), false);
  await page.waitForTimeout(300);
  const looks = { chart: await drawn(page), text: await inked(page) };
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  return looks;
}

// The colours of the view's texts, each once.
const inked = (page) =>
  page.evaluate(() => {
    const texts = [...document.querySelectorAll('main :is(h1, h2, td, th, dt, dd, p)')];
    return [...new Set(texts.map((text) => getComputedStyle(text).color))];
  });

pageTest(place, 'paper is white whatever the screen is', async ({ open }) => {
  const page = await open(`/?campaign=${campaign.id}&view=trend`);
  await page.locator('.u-wrap canvas').first().waitFor();
  await page.getByRole('group', { name: 'Interval' }).waitFor();
  const light = await onPaper(page);
  await choice(page).selectOption('dark');
  await becomes(() => isDark(page), true);
  assert.notEqual(await drawn(page), light.chart);
  assert.deepEqual(await onPaper(page), light);
  await becomes(() => isDark(page), true);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('button', { name: 'Sign out' }).isVisible(), false);
});

for (const width of [360, 768, 1920]) {
  pageTest(
    place,
    `no view needs more than a window of ${width} px`,
    async ({ open }) => {
      const page = await open('/');
      for (const view of [
        '',
        'trend',
        'conversions',
        'links',
        'errors',
        'clients',
        'recipients',
        'settings',
      ]) {
        await page.goto(`${server.page}/?campaign=${campaign.id}&view=${view}`);
        await page.getByRole('heading', { name: 'Premiere' }).waitFor();
        await page.waitForTimeout(400);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(beyond, 0, view);
      }
    },
    { viewport: { width, height: 900 } },
  );
}
