import assert from 'node:assert/strict';

import { findings } from './support/axe.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { picture } from './support/pictures.mjs';
import { premiere } from './support/premiere.mjs';
import { viewsOf } from './support/views.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api);
const other = await premiere(api, { name: 'Members’ weekend', recipients: 18 });
await api.send('POST', '/api/v1/links', { url: 'https://shop.example/sale', alias: 'Summer-Sale' });
const views = viewsOf(campaign.id, other.id);

// What the view has asked for is there, and what moves has come to rest.
async function rest(page) {
  await page.locator('h1, .empty-title').first().waitFor();
  await page.locator('.loading, .behind').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle').catch(() => undefined);
}

// Goes through all views, and gives what is wrong with each.
async function walk({ open, watch }, look) {
  watch.expect(/404/, /422/);
  const page = await open('/');
  const wrong = [];
  for (const { name, query, more } of views) {
    await page.goto(`${server.page}/?${query}`);
    await rest(page);
    await more?.(page);
    await page.waitForTimeout(300);
    for (const finding of await findings(page)) wrong.push(`${name}: ${finding}`);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (beyond > 0) wrong.push(`${name}: ${beyond} px beyond the window`);
    await picture(page, `${name} ${look}`);
  }
  assert.deepEqual(wrong, []);
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [390, 1440]) {
    pageTest(
      place,
      `axe finds nothing serious at ${width} px in ${colorScheme} colours`,
      (visit) => walk(visit, `${width} ${colorScheme}`),
      { colorScheme, viewport: { width, height: 900 }, timeout: 300_000 },
    );
  }
}

for (const colorScheme of ['light', 'dark']) {
  pageTest(
    place,
    `axe finds nothing serious in the form to sign in, in ${colorScheme} colours`,
    async ({ open }) => {
      const page = await open('/', { key: null });
      await page.getByLabel('API key').fill('wp_');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      assert.deepEqual(await findings(page), []);
      for (const width of [390, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await picture(page, `sign in ${width} ${colorScheme}`);
      }
    },
    { colorScheme },
  );
}
