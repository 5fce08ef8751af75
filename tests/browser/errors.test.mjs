import assert from 'node:assert/strict';

import { Campaign } from './support/campaign.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { becomes, rows, tableIn } from './support/seen.mjs';

const place = await together();

// A campaign with so many failures of each error.
async function failing(failures) {
  const links = [{ label: 'a', url: 'https://shop.example/a' }];
  const campaign = await Campaign.make(place.api, { name: 'Failing', time_zone: 'UTC', links });
  await fail(campaign, failures);
  return campaign;
}

const fail = (campaign, failures) =>
  campaign.report(Object.entries(failures).map(([error, count]) => ({ type: 'failed', error, count })));

const view = ({ id }) => `/?campaign=${id}&view=errors&interval=hour`;
const entry = (page, error) => page.locator('.series', { hasText: error });

const pressed = async (page) =>
  Object.fromEntries(
    await page
      .locator('button.series')
      .evaluateAll((all) =>
        all.map((one) => [one.querySelector('bdi').textContent, one.getAttribute('aria-pressed')]),
      ),
  );

pageTest(place, 'a line is hidden whatever its error is called', async ({ open }) => {
  const campaign = await failing({ 'a,b': 4, '50%': 3, '%2C': 2, '-': 1 });
  const page = await open(view(campaign));
  const expected = { 'a,b': 'true', '50%': 'true', '%2C': 'true', '-': 'true' };
  for (const error of Object.keys(expected)) {
    await entry(page, error).click();
    expected[error] = 'false';
    await becomes(() => pressed(page), expected);
  }
  await page.reload();
  await becomes(() => pressed(page), expected);
  await entry(page, 'a,b').click();
  await becomes(() => pressed(page), { ...expected, 'a,b': 'true' });
});

const colours = async (page) =>
  Object.fromEntries(
    await page
      .locator('.series')
      .evaluateAll((all) =>
        all.map((one) => [
          one.querySelector('bdi').textContent,
          getComputedStyle(one.querySelector('.swatch')).backgroundColor,
        ]),
      ),
  );

pageTest(
  place,
  'an error keeps its colour when another one overtakes it, also after loading anew',
  async ({ open }) => {
    const campaign = await failing({ 910: 5, 901: 3 });
    const page = await open(view(campaign));
    await page.locator('.uplot').waitFor();
    const before = await colours(page);
    await campaign.report([{ type: 'failed', error: '899', count: 4, at: new Date(Date.now() + 60_000) }]);
    await fail(campaign, { 901: 10 });
    await becomes(
      async () => (await rows(tableIn(page, 'Errors'))).map(([error]) => error.split(' ')[0]),
      ['901', '910', '899'],
    );
    await becomes(async () => Object.keys(await colours(page)).sort(), ['899', '901', '910']);
    const after = await colours(page);
    assert.deepEqual({ 910: after[910], 901: after[901] }, before);
    assert.equal(new Set(Object.values(after)).size, 3);
    await page.reload();
    await becomes(() => colours(page), after);
  },
);

pageTest(place, 'a plot stays where it is when errors change places', async ({ open }) => {
  const campaign = await failing({ 910: 5, 901: 3 });
  const page = await open(view(campaign));
  await page.locator('.uplot').evaluate((one) => (one.dataset.seen = 'before'));
  await fail(campaign, { 901: 10 });
  await becomes(async () => (await entry(page, '901').textContent()).trim(), '90113');
  assert.equal(await page.locator('.uplot').getAttribute('data-seen'), 'before');
});
