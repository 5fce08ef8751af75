import assert from 'node:assert/strict';

import { Campaign } from './support/campaign.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api);
const phone = { viewport: { width: 360, height: 780 } };
const parts = ['', 'conversions', 'links', 'errors', 'clients', 'recipients', 'recipients&recipient=u1'];

// Of each table that is not behind a chart: the numbers that one has to scroll sideways for.
const outOfSight = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main table')]
      .filter((table) => !table.closest('.behind-table'))
      .flatMap((table) => {
        const { right } = table.closest('.table-scroll').getBoundingClientRect();
        const beyond = (cell) => cell.getBoundingClientRect().right > right + 0.5;
        const numbers = [...table.rows].map((row) => [...row.querySelectorAll('td.number')].at(-1));
        const first = numbers.find((cell) => cell && beyond(cell));
        return first ? [`${table.caption.textContent}: ${first.textContent}`] : [];
      }),
  );

pageTest(
  place,
  'the numbers of each table are in sight in a window of 360 px',
  async ({ open }) => {
    const page = await open('/');
    for (const part of parts) {
      await page.goto(`${server.page}/?campaign=${campaign.id}&view=${part}`);
      await page.getByRole('heading', { name: 'Premiere' }).waitFor();
      await page.locator('main table').first().waitFor();
      await page.waitForTimeout(300);
      assert.deepEqual(await outOfSight(page), [], part);
    }
  },
  phone,
);

// What has the focus, if nobody can see it.
const unseenFocus = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!one || !document.querySelector('main')?.contains(one)) return null;
    one.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = one.getBoundingClientRect();
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    const seen = width > 1 && height > 1 && (one.contains(there) || there?.contains(one));
    return seen ? null : one.outerHTML.slice(0, 120);
  });

for (const [name, address, last] of [
  ['the list', '/', 'Compare Premiere'],
  ['the errors', `/?campaign=${campaign.id}&view=errors`, 'Download premiere-errors.csv'],
]) {
  pageTest(
    place,
    `the focus is seen wherever Tab leads in a window of 360 px: ${name}`,
    async ({ open }) => {
      const page = await open(address);
      const end = page.getByLabel(last);
      await end.waitFor();
      for (let presses = 0; presses < 80; ++presses) {
        await page.keyboard.press('Tab');
        assert.equal(await unseenFocus(page), null);
        if (await end.evaluate((one) => one === document.activeElement)) return;
      }
      assert.fail(`80 presses of Tab do not lead to ${last}`);
    },
    phone,
  );
}

pageTest(
  place,
  'numbers of cards have their definitions and can be sorted',
  async ({ open }) => {
    const page = await open('/');
    await page.getByRole('button', { name: 'Clicks', exact: true }).click();
    await page.waitForURL(/sort=-clicks/);
    await page.getByRole('button', { name: 'What is CTR?' }).click();
    await page.getByRole('note').getByText('clicks / sent × 100').waitFor();
  },
  phone,
);

for (const width of [360, 1440]) {
  pageTest(
    place,
    `where a link leads is shown to its end in a window of ${width} px`,
    async ({ open }) => {
      const url = `https://shop.example/${'very/'.repeat(30)}long?${'x'.repeat(200)}`;
      const made = await Campaign.make(api, {
        name: 'Long',
        time_zone: 'UTC',
        links: [{ label: 'long', url }],
      });
      const page = await open(`/?campaign=${made.id}&view=links`);
      const destination = page.locator('.destination');
      await destination.waitFor();
      const cut = await destination.evaluate((one) => one.scrollWidth - one.clientWidth);
      assert.ok(cut <= 0, `${cut} px are cut`);
      const below = () => destination.evaluate((one) => one.scrollHeight - one.clientHeight);
      assert.ok((await below()) > 1, 'three lines stand for a long one');
      await page.getByRole('button', { name: 'Show all of it' }).click();
      await page.getByRole('button', { name: 'Show less' }).waitFor();
      assert.ok((await below()) <= 1, 'all of it is there');
      assert.deepEqual(await outOfSight(page), []);
    },
    { viewport: { width, height: 800 } },
  );
}

pageTest(
  place,
  'a campaign’s whole name stands above its numbers in a comparison',
  async ({ open }) => {
    const name = `${'A whole brief '.repeat(10)}and ${'W'.repeat(40)}`;
    const links = [{ label: 'a', url: 'https://shop.example/a' }];
    const made = await Campaign.make(api, { name, time_zone: 'UTC', links });
    const page = await open(`/?view=compare&campaigns=${campaign.id},${made.id}`);
    const shown = page.getByRole('columnheader', { name }).locator('.campaign-name');
    await shown.waitFor();
    const cut = await shown.evaluate((one) => {
      const { width, height } = one.closest('th').getBoundingClientRect();
      const text = document.createRange();
      text.selectNodeContents(one);
      const whole = text.getBoundingClientRect();
      return whole.width > width || whole.height > height || one.scrollHeight > one.clientHeight;
    });
    assert.equal(cut, false);
  },
  phone,
);

const linkTables = [
  ['view=short-links', 'Short links of some recipients'],
  ['view=recipients&recipient=u1', 'Links'],
];

for (const [width, [query, name]] of [360, 768, 1280].flatMap((px) => linkTables.map((one) => [px, one]))) {
  pageTest(
    place,
    `the short links of three links are in sight in a window of ${width} px: ${name}`,
    async ({ open }) => {
      const page = await open(`/?campaign=${campaign.id}&${query}`);
      const table = page.getByRole('table', { name, exact: true });
      await table.waitFor();
      const beyond = await table.evaluate((one) => {
        const box = one.closest('.table-scroll');
        return box.scrollWidth - box.clientWidth;
      });
      assert.ok(beyond <= 0, `${beyond} px are out of sight`);
    },
    { viewport: { width, height: 800 } },
  );
}

for (const width of [768, 961, 1024]) {
  pageTest(
    place,
    `the list and the errors are whole in a window of ${width} px`,
    async ({ open }) => {
      const page = await open('/');
      for (const address of ['/', `/?campaign=${campaign.id}&view=errors`]) {
        await page.goto(server.page + address);
        await page.locator('main table').first().waitFor();
        await page.waitForTimeout(300);
        assert.deepEqual(await outOfSight(page), [], address);
        const beyond = await page
          .locator('.table-scroll')
          .first()
          .evaluate((box) => box.scrollWidth - box.clientWidth);
        assert.ok(beyond <= 0, `${address}: ${beyond} px`);
      }
    },
    { viewport: { width, height: 900 } },
  );
}
