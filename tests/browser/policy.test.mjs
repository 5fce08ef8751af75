import assert from 'node:assert/strict';
import { createServer } from 'node:http';

import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';

const place = await together();
const { server } = place;
const campaign = await premiere(place.api, { recipients: 6 });
const head = (await fetch(server.page)).headers;
const directives = new Map(
  head
    .get('content-security-policy')
    .split(';')
    .map((one) => one.trim().split(/\s+(.*)/))
    .map(([name, value]) => [name, value]),
);

pageTest(place, 'the policy allows nothing but what comes from the server itself', async () => {
  assert.equal(directives.get('default-src'), "'none'");
  for (const name of ['base-uri', 'form-action', 'frame-ancestors']) {
    assert.equal(directives.get(name), "'none'", name);
  }
  for (const [name, value] of directives) {
    const needed = name === 'require-trusted-types-for' ? /^'script'$/ : /^'(none|self)'$/;
    assert.match(value, needed, name);
  }
});

// Visits the page under this policy, and gives what was blocked.
async function blockedBy(policy, { context, open, watch }) {
  watch.expect(/policy:/, /console:/, /thrown:/, /failed: csp/);
  const blocked = new Set();
  context.on('console', (said) => {
    const name = /^policy: ([a-z]+-src)/.exec(said.text())?.[1];
    if (name) blocked.add(name);
  });
  await context.route(`${server.page}/**`, async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback();
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      headers: { ...answer.headers(), 'content-security-policy': policy },
    });
  });
  const page = await open(`/?campaign=${campaign.id}&view=recipients`);
  await page.waitForTimeout(3000);
  return [...blocked];
}

for (const [name] of [...directives].filter(([, value]) => value === "'self'")) {
  pageTest(
    place,
    `the policy’s ${name} is needed`,
    async (visit) => {
      const less = [...directives].map(([one, value]) => `${one} ${one === name ? "'none'" : value}`);
      const blocked = await blockedBy(less.join('; '), visit);
      assert.deepEqual(blocked, [name]);
    },
    { served: true },
  );
}

pageTest(place, 'the page cannot be put into a frame', async ({ context, watch }) => {
  watch.expect(/elsewhere/, /frame-ancestors/, /failed:/);
  const frames = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    answer.end(`<link rel="icon" href="data:,"><iframe src="${server.page}/"></iframe>`);
  });
  await new Promise((listening) => frames.listen(0, '127.0.0.1', listening));
  try {
    const page = await context.newPage();
    const refused = page.waitForEvent('console', (said) => said.text().includes('frame-ancestors'));
    await page.goto(`http://127.0.0.1:${frames.address().port}/`);
    await refused;
    assert.equal(await page.frameLocator('iframe').locator('#page').count(), 0);
  } finally {
    frames.close();
  }
});

pageTest(place, 'the page and its files come with what keeps them safe', async ({ open, watch }) => {
  const page = await open('/');
  await page.getByRole('table').waitFor();
  for (const request of watch.requests) {
    const headers = await (await request.response()).allHeaders();
    assert.equal(headers['x-content-type-options'], 'nosniff', request.url());
    assert.equal(headers['set-cookie'], undefined);
    if (request.url().includes('/assets/')) assert.match(headers['cache-control'], /immutable/);
  }
  const loaded = watch.requests.filter((request) => !request.url().includes('/api/'));
  const sizes = await Promise.all(loaded.map(async (request) => (await request.sizes()).responseBodySize));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`# the list of campaigns loads ${bytes} bytes of page`);
  assert.ok(bytes < 120_000, `${bytes}`);
});
