import type { KeyAnswer } from './answers';
import { Observed, useObserved } from './observed';

// Who is signed in. The key is kept for this tab only, and is sent nowhere but in the header of API calls.
export interface KeyState {
  key: string | null;
  who: KeyAnswer | null; // null until the server has said
  why: string | null; // why one has to sign in again
}

const place = 'waypost.key';
const shape = /^wp_[0-9a-f]{16}_[0-9a-f]{64}$/;

export const keyState = new Observed<KeyState>({ key: null, who: null, why: null });
export const useKey = (): KeyState => useObserved(keyState);

export const isKey = (text: string): boolean => shape.test(text);

// Whether the signed-in key has the scope; false while that is not known.
export const may = (scope: string, { who }: KeyState): boolean => who?.scopes.includes(scope) ?? false;

export function signIn(key: string, who: KeyAnswer | null = null): void {
  keep(key);
  keyState.set({ key, who, why: null });
}

export function signOut(why: string | null = null): void {
  keep(null);
  keyState.set({ key: null, who: null, why });
}

function keep(key: string | null): void {
  if (key) storage()?.setItem(place, key);
  else storage()?.removeItem(place);
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
  takeFragment();
  addEventListener('hashchange', takeFragment);
  const kept = storage()?.getItem(place) ?? null;
  if (!keyState.get().key && kept) keyState.set({ key: kept, who: null, why: null });
}

function takeFragment(): void {
  const given = /^#key=(.+)$/.exec(location.hash)?.[1];
  if (!given) return;
  history.replaceState(null, '', location.pathname + location.search);
  if (isKey(given)) signIn(given);
  else signOut('The link had no whole key in it.');
}
