// What the tests of keys have in common.
export const refused = [/answer: 401/, /console: Failed to load resource: .* 401/];

export async function signIn(page, key) {
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

// A key of another account, and that account's id.
export async function elsewhere(api, name) {
  const { id } = await api.send('POST', '/api/v1/accounts', { name });
  const made = { name: `key of ${name}`, scopes: ['stats', 'register'], account: id };
  const { key } = await api.send('POST', '/api/v1/keys', made);
  return { key, id };
}

export const heading = (page, name) => page.getByRole('heading', { name, exact: true });
export const dialog = (page, name) => page.getByRole('dialog', { name });
