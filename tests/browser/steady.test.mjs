import assert from 'node:assert/strict';

import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';

const place = await together();
const { server } = place;
const campaign = await premiere(place.api, { recipients: 12 });
const other = await premiere(place.api, { name: 'Another one', recipients: 6 });

// Where everything stands that numbers are read from.
const places = (page) =>
  page
    .locator('h1, h2, .tiles, .chart, .table-part, .funnel')
    .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top + scrollY)));

for (const [name, query, width] of [
  ['a campaign', `campaign=${campaign.id}`, 390],
  ['its errors', `campaign=${campaign.id}&view=errors`, 1440],
  ['the list', '', 1440],
  ['a comparison', `view=compare&campaigns=${campaign.id},${other.id}`, 390],
]) {
  pageTest(
    place,
    `nothing moves where numbers grow old: ${name}, ${width} px`,
    async ({ open, watch }) => {
      const page = await open(`/?${query}`);
      await page.locator('.table-part, .side-by-side').first().waitFor();
      await page.locator('.loading').first().waitFor({ state: 'detached' });
      await page.waitForTimeout(500);
      const before = await places(page);
      watch.expect(/failed:/, /console: Failed to load resource/);
      server.freeze();
      try {
        await page
          .getByRole('status')
          .filter({ hasText: /^As of/ })
          .waitFor();
        await page.waitForTimeout(500);
        assert.deepEqual(await places(page), before);
      } finally {
        server.thaw();
      }
    },
    { viewport: { width, height: 900 } },
  );
}
