import { Observed, useObserved } from './observed';

// What the query string says, by name. The state of the page is here, so that a view can be sent to a colleague.
export type Address = Readonly<Record<string, string>>;

// Members to set; null, undefined and '' take one away.
export type Changes = Readonly<Record<string, string | null | undefined>>;

// What a path of this page says.
export const addressIn = (href: string): Address =>
  Object.fromEntries(new URL(href, location.origin).searchParams);

const read = (): Address => addressIn(location.href);
const current = new Observed<Address>(read());

export const useAddress = (): Address => useObserved(current);
export const address = (): Address => current.get();

// The address that `changes` lead to from `base`, for an <a>.
export function hrefTo(changes: Changes, base: Address = {}): string {
  const members = Object.entries({ ...base, ...changes }).filter(([, value]) => value);
  const query = new URLSearchParams(members as [string, string][]).toString();
  return query ? `/?${query}` : '/';
}

// Changes members of the address and leaves the others. `replace`: the way back does not lead here.
export function change(changes: Changes, { replace = false } = {}): void {
  visit(hrefTo(changes, current.get()), replace);
}

// Who has something to lose where one leaves, such as a form that is not saved. Asked before the page goes elsewhere:
// true keeps it here, and `go` is the way to leave after all.
export type Keeper = (go: () => void) => boolean;
let keeper: Keeper | null = null;

// Until the function that is given back is called.
export function keepHere(asks: Keeper): () => void {
  keeper = asks;
  return () => {
    if (keeper === asks) keeper = null;
  };
}

// Does what leads away from here, unless somebody keeps the page.
export function leave(go: () => void): void {
  const gone = () => {
    keeper = null;
    go();
  };
  if (!keeper?.(gone)) go();
}

// Goes to `href`, a path of this page. One that takes the place of this one leads nowhere else.
export function visit(href: string, replace = false): void {
  if (href === here()) return;
  if (replace) go(href, true);
  else leave(() => go(href, false));
}

const here = (): string => location.pathname + location.search;
let shown = here(); // what `current` was read of

function take(): void {
  shown = here();
  current.set(read());
}

function go(href: string, replace: boolean): void {
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  take();
}

// Follows the browser's way back and forth, and takes clicks on links of this page, so that it is not loaded anew.
export function followAddress(): void {
  addEventListener('popstate', goneBack);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target || link.hasAttribute('download') || link.hash) return;
    if (link.origin !== location.origin || link.pathname !== '/') return;
    event.preventDefault();
    visit(link.pathname + link.search);
  });
}

// The browser has gone already: where the page is kept, its address is put back on top. Another fragment is no other
// place.
function goneBack(): void {
  if (here() === shown) return;
  const kept = keeper?.(() => {
    keeper = null;
    history.back();
  });
  if (kept) history.pushState(null, '', shown);
  else take();
}
