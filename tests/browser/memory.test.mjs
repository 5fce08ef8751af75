import assert from 'node:assert/strict';

import { Memory, tapping } from './support/memory.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';

const place = await together();
const campaign = await premiere(place.api);

const most = { heap: 500_000, nodes: 100, listeners: 10 }; // more at the end of the minute than at its beginning

pageTest(place, 'a minute of live updates leaves nothing behind', async ({ open, watch }) => {
  const page = await open(`/?campaign=${campaign.id}`);
  await page.getByRole('table').nth(2).waitFor();
  const memory = await Memory.of(page);
  const stop = tapping(campaign);
  await page.waitForTimeout(10_000); // all that is loaded once has been
  const before = await memory.now();
  await page.waitForTimeout(60_000);
  await stop();
  const now = await memory.now();
  const grown = Object.fromEntries(Object.keys(most).map((name) => [name, now[name] - before[name]]));
  console.log(
    `# ${watch.requests.length} calls; before ${JSON.stringify(before)}, grown ${JSON.stringify(grown)}`,
  );
  for (const [name, limit] of Object.entries(most))
    assert.ok(grown[name] <= limit, `${name}: ${grown[name]}`);
});

pageTest(place, 'going from view to view leaves nothing behind', async ({ open }) => {
  const page = await open(`/?campaign=${campaign.id}`);
  const memory = await Memory.of(page);
  const tabs = page.getByRole('navigation', { name: 'Parts of the campaign' }).getByRole('link');
  const round = async () => {
    for (let at = 0; at < 7; ++at) {
      await tabs.nth(at).click();
      await page.waitForTimeout(400);
    }
    await page.getByRole('link', { name: 'Campaigns' }).first().click();
    await page.getByRole('link', { name: 'Premiere' }).click();
    await tabs.first().waitFor();
  };
  for (let times = 0; times < 3; ++times) await round();
  const before = await memory.now();
  for (let times = 0; times < 6; ++times) await round();
  const now = await memory.now();
  console.log(`# six rounds: ${JSON.stringify(before)} became ${JSON.stringify(now)}`);
  assert.ok(now.heap - before.heap < 1_000_000, `${now.heap - before.heap} bytes`);
  assert.ok(now.nodes - before.nodes < 300, `${now.nodes - before.nodes} nodes`);
  assert.ok(now.listeners - before.listeners < 50, `${now.listeners - before.listeners} listeners`);
});
