import type { KeyAnswer } from './answers';
import { Observed, useObserved } from './observed';

// Who is signed in. The key is kept for this tab only, and is sent nowhere but in the header of API calls.
export interface KeyState {
  key: string | null;
  // Null until the server has said. Without a key: whose was refused, and whose view waits for another one.
  who: KeyAnswer | null;
  why: string | null; // why one has to sign in again
  visit: number; // another one where nothing that was there is for who comes now
}

const place = 'waypost.key';
const shape = /^wp_[0-9a-f]{16}_[0-9a-f]{64}$/;

export const keyState = new Observed<KeyState>({ key: null, who: null, why: null, visit: 0 });

// A key that a link brought, while somebody was signed in; to be looked at before it is taken.
export const offered = new Observed<string | null>(null);

export const useKey = (): KeyState => useObserved(keyState);

export const isKey = (text: string): boolean => shape.test(text);

// Whether the signed-in key has the scope; false while that is not known.
export const may = (scope: string, { who }: KeyState): boolean => who?.scopes.includes(scope) ?? false;

// Whoever has a key of the same account goes on where the one before was.
export function signIn(key: string, who: KeyAnswer | null = null): void {
  const before = keyState.get();
  const same = before.who !== null && before.who.account === who?.account;
  keep(key);
  keyState.set({ key, who, why: null, visit: before.visit + (same ? 0 : 1) });
}

export function signOut(why: string | null = null): void {
  keep(null);
  keyState.set({ key: null, who: null, why, visit: keyState.get().visit + 1 });
}

// The key is not taken any more. What it was used for waits, such as a form that is not saved.
export function refuse(why: string): void {
  keep(null);
  keyState.set({ ...keyState.get(), key: null, why });
}

// Calls `listener` with each key that takes the place of another or of none, until the function that is given back is
// called.
export function onNewKey(listener: () => void): () => void {
  let before = keyState.get().key;
  return keyState.listen(() => {
    const { key } = keyState.get();
    if (key && key !== before) listener();
    before = key;
  });
}

// Calls `forget` whenever somebody has left, and nothing of theirs is to be seen.
export function onLeaving(forget: () => void): void {
  let before = keyState.get().visit;
  keyState.listen(() => {
    const { visit } = keyState.get();
    if (visit !== before) forget();
    before = visit;
  });
}

// Without a key nothing else stays in the tab's storage either.
function keep(key: string | null): void {
  if (key) storage()?.setItem(place, key);
  else storage()?.clear();
}

// Browsers may forbid storage: the key holds until the page is left.
function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

export function learnWho(who: KeyAnswer): void {
  keyState.set({ ...keyState.get(), who });
}

// Takes the key out of the fragment, where a link from the server's terminal has it, or out of the tab's storage.
export function takeKey(): void {
  const key = storage()?.getItem(place) ?? null;
  if (key) keyState.set({ ...keyState.get(), key });
  takeFragment();
  addEventListener('hashchange', takeFragment);
}

function takeFragment(): void {
  const given = /^#key=(.*)$/.exec(location.hash)?.[1];
  if (given === undefined) return;
  history.replaceState(null, '', location.pathname + location.search);
  const { key, who } = keyState.get();
  if (given === key) return;
  if (key || who) offered.set(given);
  else if (isKey(given)) signIn(given);
  else signOut('The link had no whole key in it.');
}
