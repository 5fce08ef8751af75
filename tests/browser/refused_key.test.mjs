import assert from 'node:assert/strict';

import { findings } from './support/axe.mjs';
import { hasFocus } from './support/keyboard.mjs';
import { csvOf, make } from './support/making.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes, plain } from './support/seen.mjs';
import { elsewhere, heading, refused, signIn } from './support/signing.mjs';

const place = await together();
const { api, server } = place;
const campaign = await premiere(api, { recipients: 12 });

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
  assert.equal(await page.title(), 'Settings – Premiere – Waypost');
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
  const other = await elsewhere(api, 'Rival');
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
