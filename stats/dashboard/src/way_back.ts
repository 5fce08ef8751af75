import { onLeaving } from './key';

// The way back through the pages of a list is known where one came from, since the API's lead forward only: address by
// address, for as long as the tab is open.
const place = 'waypost.pages';
const most = 200; // addresses: those that were not come to for the longest time are forgotten

const before = new Map<string, string>(kept());

// Keeps that the page of the list at `href` comes after the one at `from`.
export function comesAfter(href: string, from: string): void {
  if (before.get(href) === from) return;
  before.delete(href);
  before.set(href, from);
  for (const oldest of [...before.keys()].slice(0, -most)) before.delete(oldest);
  keep();
}

export const pageBefore = (href: string): string | undefined => before.get(href);

onLeaving(() => {
  before.clear();
  keep();
});

// Where storage is forbidden or full, the way holds until the page is loaded anew.
function keep(): void {
  try {
    if (before.size === 0) sessionStorage.removeItem(place);
    else sessionStorage.setItem(place, JSON.stringify([...before]));
  } catch {
    // As above.
  }
}

function kept(): [string, string][] {
  try {
    const pairs: unknown = JSON.parse(sessionStorage.getItem(place) ?? '[]');
    const isPair = (pair: unknown): pair is [string, string] =>
      Array.isArray(pair) && pair.length === 2 && pair.every((href) => typeof href === 'string');
    return Array.isArray(pairs) ? pairs.filter(isPair) : [];
  } catch {
    return [];
  }
}
