import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import { Api } from './api.mjs';
import { startBrowser, usual } from './browser.mjs';
import { serveFrom } from './page_files.mjs';
import { Server } from './server.mjs';
import { Watch } from './watch.mjs';

const patience = 60_000;

// A server and a browser for the tests of one file, which go away behind the last of them.
export async function together({ fill } = {}) {
  const server = await Server.start(fill);
  after(() => server.stop());
  const browser = await startBrowser();
  after(() => browser.close());
  return { server, browser, api: new Api(server) };
}

// A test in a browser context of its own. `work` gets a visit: what is below, to look at pages with. Behind it the
// test fails if anything went wrong in a page that was not expected.
export function pageTest(place, name, work, { timeout = 3 * patience, ...options } = {}) {
  test(name, { timeout }, async () => {
    const visit = await Visit.begin(await place, options);
    try {
      await work(visit);
    } finally {
      await visit.context.close();
    }
    assert.deepEqual(visit.watch.faults, []);
  });
}

export class Visit {
  // `served`: the page is the server's own, whatever files are worked on.
  static async begin({ server, browser, api }, { served = false, ...options } = {}) {
    const visit = new Visit();
    visit.server = server;
    visit.browser = browser;
    visit.api = api;
    visit.context = await browser.newContext({ ...usual, ...options });
    visit.context.setDefaultTimeout(patience / 2);
    visit.watch = await Watch.over(visit.context, server);
    const files = process.env.WAYPOST_PAGE;
    if (files && !served) await serveFrom(files, visit.context, server);
    return visit;
  }

  // A new tab at this address of the page, signed in with the server's first key unless another one, or null, is given.
  open = async (address = '/', { key = this.server.key } = {}) => {
    const page = await this.context.newPage();
    await page.goto(this.server.page + address + (key ? `#key=${key}` : ''));
    return page;
  };
}
