// Watches the memory of a tab with live numbers: node memory.mjs MINUTES (30). Each minute a line; ends with 1 where the
// last third of the time holds a twentieth more than the one before. The first is for what is loaded and compiled once.
import { Api } from './support/api.mjs';
import { startBrowser } from './support/browser.mjs';
import { Memory, tapping } from './support/memory.mjs';
import { Visit } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { Server } from './support/server.mjs';

const minutes = Number(process.argv[2] ?? 30);
const server = await Server.start();
const api = new Api(server);
const campaign = await premiere(api);
const browser = await startBrowser();
const { open, watch } = await Visit.begin({ server, browser, api });
const page = await open(`/?campaign=${campaign.id}`);
const memory = await Memory.of(page);
const stop = tapping(campaign);

const heaps = [];
console.log('minute  calls  heap (KiB)  nodes  listeners');
for (let minute = 1; minute <= minutes; ++minute) {
  await page.waitForTimeout(60_000);
  const { heap, nodes, listeners } = await memory.now();
  heaps.push(heap);
  console.log([minute, watch.requests.length, Math.round(heap / 1024), nodes, listeners].join('\t'));
}

await stop();
await browser.close();
await server.stop();
const average = (values) => Math.round(values.reduce((sum, value) => sum + value, 0) / values.length / 1024);
const third = Math.max(1, Math.floor(heaps.length / 3));
const [middle, last] = [average(heaps.slice(-2 * third, -third)), average(heaps.slice(-third))];
console.log(`on average ${middle} KiB in the middle third of the time, ${last} KiB in the last`);
process.exitCode = last > middle * 1.05 ? 1 : 0;
