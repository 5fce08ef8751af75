import assert from 'node:assert/strict';

import { Api } from './support/api.mjs';
import { findings } from './support/axe.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { hasFocus } from './support/keyboard.mjs';
import { csvOf, make } from './support/making.mjs';
import { becomes, plain } from './support/seen.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api, { recipients: 12 });
const someKey = `wp_${'0'.repeat(16)}_${'a'.repeat(64)}`;
const refused = [/answer: 401/, /console: Failed to load resource: .* 401/];

async function signIn(page, key) {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

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

// A key of another account, and that account's id.
async function elsewhere(name) {
  const { id } = await api.send('POST', '/api/v1/accounts', { name });
  const made = { name: `key of ${name}`, scopes: ['stats', 'register'], account: id };
  const { key } = await api.send('POST', '/api/v1/keys', made);
  return { key, id };
}

const heading = (page, name) => page.getByRole('heading', { name, exact: true });
const dialog = (page, name) => page.getByRole('dialog', { name });

// A form that is half filled in, and a key of its own that can be revoked.
async function halfFilled({ open, watch }) {
  const { key, id } = await api.makeKey('for a form', 'stats', 'register');
  const page = await open(`/?campaign=${campaign.id}&view=settings`, { key });
  await page.getByLabel('Name').fill('Half a campaign');
  watch.expect(...refused);
  return { page, revoke: () => api.send('DELETE', `/api/v1/keys/${id}`) };
}

const save = (page) => page.getByRole('button', { name: 'Save' }).click();

pageTest(place, 'what was typed is still there for another key of the account', async (visit) => {
  const { page, revoke } = await halfFilled(visit);
  await revoke();
  await save(page);
  await heading(page, 'Sign in').waitFor();
  assert.ok(await hasFocus(page.getByLabel('API key')));
  assert.deepEqual(await findings(page), []);
  // A browser closes a dialog on the second one whatever the page says.
  for (let times = 0; times < 3; ++times) await page.keyboard.press('Escape');
  await signIn(page, server.key);
  await heading(page, 'Sign in').waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Name').inputValue(), 'Half a campaign');
  assert.equal(await page.title(), 'Premiere – Waypost');
  await page.getByLabel('Name').fill('');
  await save(page);
  await page.getByText('not right yet').waitFor();
});

pageTest(place, 'a dialog that was open when the key was refused goes on', async (visit) => {
  const { page, revoke } = await halfFilled(visit);
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  const asked = page.getByRole('dialog').filter({ hasText: 'Pause' });
  await asked.waitFor();
  await revoke();
  await asked.getByRole('button', { name: /^Pause/ }).click();
  await heading(page, 'Sign in').waitFor();
  await signIn(page, server.key);
  await heading(page, 'Sign in').waitFor({ state: 'detached' });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Half a campaign');
});

pageTest(place, 'what was typed is not there for another account, nor once it is closed', async (visit) => {
  visit.watch.expect(/404/);
  const other = await elsewhere('Rival');
  for (const leave of [
    (page) => signIn(page, other.key),
    async (page) => {
      await page.getByRole('button', { name: 'Close it' }).click();
      await signIn(page, server.key);
    },
  ]) {
    const { page, revoke } = await halfFilled(visit);
    await revoke();
    await save(page);
    await heading(page, 'Sign in').waitFor();
    await leave(page);
    await heading(page, 'Sign in').waitFor({ state: 'detached' });
    await page
      .getByRole('main')
      .getByText(/Premiere|not there|never there|No such/i)
      .first()
      .waitFor();
    const values = await page.locator('input').evaluateAll((all) => all.map(({ value }) => value));
    assert.ok(!values.includes('Half a campaign'));
    await page.close();
  }
});

const readers = {
  comparison: `view=compare&campaigns=${campaign.id}`,
  search: 'search=premiere',
  'single links': 'view=single-links',
  recipients: `campaign=${campaign.id}&view=recipients`,
};

for (const [name, query] of Object.entries(readers)) {
  pageTest(place, `${name} go on where a key was refused, and ask for nothing until then`, async (visit) => {
    const { open, watch } = visit;
    const { key, id } = await api.makeKey(`for ${name}`, 'stats', 'register');
    await api.send('POST', '/api/v1/links', { url: 'https://shop.example/', label: 'of a test' });
    const page = await open(`/?${query}`, { key });
    await page.getByRole('table').first().waitFor();
    watch.expect(...refused);
    await api.send('DELETE', `/api/v1/keys/${id}`);
    await heading(page, 'Sign in').waitFor({ timeout: 40_000 });
    await page.waitForTimeout(500);
    const before = watch.requests.length;
    await page.waitForTimeout(2000);
    assert.equal(watch.requests.length, before);
    await signIn(page, server.key);
    await heading(page, 'Sign in').waitFor({ state: 'detached' });
    await becomes(() => page.locator('.notice').count(), 0);
    const asked = watch.requests.length;
    await becomes(async () => watch.requests.length > asked, true);
  });
}

pageTest(place, 'a file that was not taken for its key’s sake is still chosen', async ({ open, watch }) => {
  const { key, id } = await api.makeKey('for a file', 'stats', 'register');
  const { id: to } = await make(api, 'Files');
  const page = await open(`/?campaign=${to}&view=upload`, { key });
  watch.expect(...refused);
  await page.locator('input[type=file]').setInputFiles({
    name: 'two.csv',
    mimeType: 'text/csv',
    buffer: csvOf(['a', 'b']),
  });
  await page.getByRole('button', { name: 'Upload 2 recipients' }).waitFor();
  await api.send('DELETE', `/api/v1/keys/${id}`);
  await page.getByRole('button', { name: 'Upload 2 recipients' }).click();
  await heading(page, 'Sign in').waitFor();
  await signIn(page, server.key);
  await page.getByRole('button', { name: 'Send it once more' }).click();
  await page.getByText('The campaign has 2 recipients now, 2 of them new.').waitFor();
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
  const other = await elsewhere('Partner');
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

pageTest(place, 'a fragment leads away from no form, and a key in it stays nowhere', async (visit) => {
  const { page } = await halfFilled(visit);
  await page.getByText('for a form').waitFor();
  const { key } = await api.makeKey('of a link', 'stats', 'register');
  await page.getByRole('link', { name: 'Skip to the content' }).focus();
  await page.keyboard.press('Enter');
  await page.evaluate((fragment) => (location.hash = fragment), `#key=${key}`);
  await becomes(async () => plain(await page.locator('.who bdi').textContent()), 'of a link');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.getByLabel('Name').inputValue(), 'Half a campaign');
  for (let back = 0; back < 2; ++back) {
    assert.ok(!page.url().includes('key='), page.url());
    await page.evaluate(() => history.back());
    await page.waitForTimeout(300);
  }
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
