import { becomes } from './seen.mjs';

// The whole text of the view, but for what the clock changes.
const viewed = (page) =>
  page.locator('main').evaluate((main) => {
    const copy = main.cloneNode(true);
    copy.querySelectorAll('.as-of').forEach((part) => part.remove());
    return copy.textContent;
  });

// Opens the address in a new tab, which asks for a key, and says whether it shows the same view then.
export async function sentToColleague({ open, server }, page) {
  const { pathname, search } = new URL(page.url());
  const theirs = await open(pathname + search, { key: null });
  await theirs.getByLabel('API key').fill(server.key);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await becomes(() => viewed(theirs), await viewed(page));
  return theirs;
}
