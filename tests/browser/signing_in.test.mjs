import assert from 'node:assert/strict';

import { Api } from './support/api.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { hasFocus } from './support/keyboard.mjs';
import { becomes, plain } from './support/seen.mjs';
import { dialog, elsewhere, heading, refused, signIn } from './support/signing.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api, { recipients: 12 });
const someKey = `wp_${'0'.repeat(16)}_${'a'.repeat(64)}`;
const said = (page) => page.getByRole('alert').textContent();

pageTest(place, 'what is no whole key is refused with a word, and not sent', async ({ open, watch }) => {
  const page = await open('/', { key: null });
  await signIn(page, server.key.slice(0, 40));
  assert.match(await said(page), /no whole key/);
  assert.ok(!watch.requests.some((request) => request.url().includes('/api/')));
});

pageTest(place, 'an unknown key is refused with a word', async ({ open, watch }) => {
  watch.expect(...refused);
  const page = await open('/', { key: null });
  await signIn(page, someKey);
  assert.match(await said(page), /unknown, paused or revoked/);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

pageTest(place, 'a key that may not read numbers is refused with a word', async ({ open }) => {
  const { key } = await api.makeKey('writer', 'register');
  const page = await open('/', { key: null });
  await signIn(page, key);
  assert.match(await said(page), /its scopes are register, and stats is needed/);
});

pageTest(place, 'a right key is kept for the tab alone, in no cookie', async ({ open, context }) => {
  const page = await open('/', { key: null });
  await signIn(page, server.key);
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  assert.ok(await page.evaluate((key) => Object.values(sessionStorage).includes(key), server.key));
  assert.equal(await page.evaluate((key) => JSON.stringify(localStorage).includes(key), server.key), false);
  assert.deepEqual(await context.cookies(), []);
  await page.reload();
  await page.getByRole('heading', { name: 'Campaigns' }).waitFor();
  const other = await open('/', { key: null });
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
});

pageTest(place, 'signing out forgets the key', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

pageTest(place, 'a key that is revoked signs out with a word', async ({ open, watch }) => {
  const { key, id } = await api.makeKey('for a while', 'stats');
  const page = await open(`/?campaign=${campaign.id}`, { key });
  await page.getByRole('heading', { name: 'Premiere' }).waitFor();
  watch.expect(...refused);
  await api.send('DELETE', `/api/v1/keys/${id}`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.match(await said(page), /refused.*Sign in with another one/);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

pageTest(place, 'a key for numbers alone sees no way to make anything', async ({ open }) => {
  const { key } = await api.makeKey('reader', 'stats');
  const page = await open('/', { key });
  await page.getByText('reader').waitFor();
  await page.getByRole('link', { name: 'Premiere' }).waitFor();
  for (const name of ['New campaign', 'Single links']) {
    assert.equal(await page.getByRole('link', { name }).count(), 0, name);
  }
  await page.getByRole('link', { name: 'Premiere' }).click();
  await page.getByRole('heading', { name: 'Premiere' }).waitFor();
  assert.equal(await page.getByRole('navigation', { name: 'Change the campaign' }).count(), 0);
  for (const view of ['new', 'single-links', 'upload', 'short-links', 'settings']) {
    const of = ['new', 'single-links'].includes(view) ? '' : `campaign=${campaign.id}&`;
    await page.goto(`${server.page}/?${of}view=${view}`);
    await page.getByText('This key may not make or change campaigns').waitFor();
    assert.equal(await page.locator('main form, main button').count(), 0, view);
  }
});

pageTest(
  place,
  'the key in a link is gone from the address at once, and is sent nowhere',
  async ({ open, watch }) => {
    const page = await open(`/?campaign=${campaign.id}`);
    await page.getByRole('heading', { name: 'Premiere' }).waitFor();
    await page.getByRole('table').first().waitFor();
    assert.equal(page.url(), `${server.page}/?campaign=${campaign.id}`);
    assert.equal(await page.evaluate(() => history.length), 2); // about:blank and the page
    for (const request of watch.requests) {
      const headers = await request.allHeaders();
      const { pathname } = new URL(request.url());
      assert.ok(!request.url().includes(server.key), request.url());
      const sent = Object.entries(headers).filter(([, value]) => value.includes(server.key));
      const wanted = pathname.startsWith('/api/') ? [['authorization', `Bearer ${server.key}`]] : [];
      assert.deepEqual(sent, wanted, request.url());
      assert.equal(headers['referer'], undefined);
      assert.equal(headers['cookie'], undefined);
    }
    await page.goBack();
    await page.goForward();
    await page.getByRole('heading', { name: 'Premiere' }).waitFor();
    assert.equal(page.url(), `${server.page}/?campaign=${campaign.id}`);
  },
);

pageTest(place, 'a link with another key takes its place in a tab that is open', async ({ open }) => {
  const { key } = await api.makeKey('another reader', 'stats');
  const page = await open('/');
  await page.evaluate((fragment) => (location.hash = fragment), `#key=${key}`);
  await becomes(async () => plain(await page.locator('.who bdi').textContent()), 'another reader');
  assert.equal(page.url(), `${server.page}/`);
});

pageTest(place, 'the keyboard goes on after signing out and in', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await becomes(() => hasFocus(page.getByLabel('API key')), true);
  await signIn(page, server.key);
  await page.getByRole('link', { name: 'Premiere' }).waitFor();
  await becomes(() => page.evaluate(() => document.activeElement.id), 'main');
  assert.equal(await page.getByRole('region', { name: 'Chosen campaigns' }).count(), 0);
});

pageTest(place, 'a link with a key of another account is a question', async ({ open, watch }) => {
  const other = await elsewhere(api, 'Partner');
  const page = await open(`/?campaign=${campaign.id}`);
  await heading(page, 'Premiere').waitFor();
  const follow = () => page.evaluate((fragment) => (location.hash = fragment), `#key=${other.key}`);
  await follow();
  await dialog(page, 'Go to another account?').getByText(other.id).waitFor();
  assert.ok(!page.url().includes('#'));
  await page.getByRole('button', { name: 'Stay' }).click();
  await heading(page, 'Premiere').waitFor();
  assert.ok(await page.evaluate((key) => Object.values(sessionStorage).includes(key), server.key));
  await follow();
  watch.expect(/404/);
  await page.getByRole('button', { name: 'Go to the other account' }).click();
  await becomes(async () => plain(await page.locator('.who code').textContent()), other.id);
});

pageTest(place, 'a link with half a key signs nobody out', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('link', { name: 'Premiere' }).waitFor();
  await page.evaluate(() => (location.hash = '#key=wp_12'));
  await dialog(page, 'The link’s key cannot be used').getByText('This is no whole key').waitFor();
  assert.equal(page.url(), `${server.page}/`);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('link', { name: 'Premiere' }).click();
  await heading(page, 'Premiere').waitFor();
});

for (const width of [360, 1440]) {
  pageTest(
    place,
    `the account is said in a window of ${width} px, and the key is not to be read`,
    async ({ open }) => {
      const page = await open('/', { key: null });
      await page.getByLabel('API key').fill(server.key);
      const masked = (field) => getComputedStyle(field).webkitTextSecurity;
      assert.equal(await page.getByLabel('API key').evaluate(masked), 'disc');
      await page.getByRole('button', { name: 'Sign in' }).click();
      const { account } = await api.get('/api/v1/key');
      await page.locator('.who code').getByText(account).waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    },
    { viewport: { width, height: 800 } },
  );
}

pageTest(place, 'another account sees nothing of this one’s campaigns', async ({ open, watch }) => {
  const { id } = await api.send('POST', '/api/v1/accounts', { name: 'Agency' });
  const made = { name: 'theirs', scopes: ['stats'], account: id };
  const { key } = await api.send('POST', '/api/v1/keys', made);
  const page = await open('/', { key });
  await page.getByText('There are no campaigns yet').waitFor();
  watch.expect(/404/);
  await page.goto(`${server.page}/?campaign=${campaign.id}`);
  await page.getByRole('heading', { name: 'The campaign cannot be shown' }).waitFor();
  assert.equal((await new Api(server, key).call(campaign.path)).status, 404);
});
