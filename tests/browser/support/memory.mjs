import { setTimeout as pause } from 'node:timers/promises';

// What the page holds when all garbage is gone: {heap (bytes), nodes, listeners}.
export class Memory {
  static async of(page) {
    const memory = new Memory();
    memory.session = await page.context().newCDPSession(page);
    await memory.session.send('Performance.enable');
    await memory.session.send('HeapProfiler.enable');
    memory.page = page;
    return memory;
  }

  async now() {
    // What loaded which file when is the browser's own record, up to a number; it is no part of the page's growth.
    await this.page.evaluate(() => performance.clearResourceTimings());
    // Twice: what the first takes away may have held more.
    for (let times = 0; times < 2; ++times) await this.session.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.session.send('Performance.getMetrics');
    const value = (wanted) => metrics.find(({ name }) => name === wanted).value;
    return { heap: value('JSHeapUsedSize'), nodes: value('Nodes'), listeners: value('JSEventListeners') };
  }
}

// Taps on the campaign's links now and then until it is told to stop: numbers move all the while.
export function tapping(campaign, every = 400) {
  let going = true;
  const recipients = [...campaign.links.keys()];
  const labels = campaign.made.links.map(({ label }) => label);
  const who = ['iphone', 'android', 'firefox', 'mac'];
  const done = (async () => {
    for (let at = 0; going; ++at) {
      const recipient = recipients[at % recipients.length];
      await campaign.tap(recipient, labels[at % labels.length], who[at % who.length]);
      await pause(every);
    }
  })();
  return async () => {
    going = false;
    await done;
  };
}
