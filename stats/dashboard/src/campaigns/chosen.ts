import { useEffect } from 'preact/hooks';

import { type Address, address, change } from '../address';
import type { CampaignRows } from '../answers';
import { get } from '../api';
import { keyState, onLeaving } from '../key';
import { Observed, useObserved } from '../observed';
import { Problem } from '../problem';

// The ids of the campaigns chosen for a comparison, across the pages of the list.
export type Chosen = ReadonlySet<string>;

export const mostChosen = 50; // as the API has it

const chosen = new Observed<Chosen>(said());
let checked = false; // whether the account has what the address said

export const useChosen = (): Chosen => useObserved(chosen);

export function choose(id: string, wanted: boolean): void {
  const next = new Set(chosen.get());
  if (!wanted) next.delete(id);
  else if (next.size < mostChosen) next.add(id);
  chosen.set(next);
}

export const chooseOnly = (ids: readonly string[]): void => chosen.set(new Set(ids));

// What the address says was chosen, as far as that can be ids.
function said(): Chosen {
  const ids = (address()['chosen'] ?? '').split(',').filter((id) => /^[0-9a-f]{16}$/.test(id));
  return new Set([...new Set(ids)].slice(0, mostChosen));
}

// Nothing is kept of who leaves; who comes by an address has what it says.
onLeaving(() => {
  if (!keyState.get().key) change({ chosen: null }, { replace: true });
  chosen.set(said());
  checked = false;
});

// Keeps in the list's address what is chosen. The way back leads to other pages, and never to another choice.
export function useChosenInAddress({ chosen: written }: Address): void {
  const now = useChosen();
  useEffect(() => {
    change({ chosen: [...now].join(',') }, { replace: true });
  }, [now, written]);
  useEffect(() => {
    if (checked) return;
    const over = new AbortController();
    check(over.signal)
      .then(() => (checked = true))
      .catch(() => undefined); // the list itself says what is wrong
    return () => over.abort();
  }, []);
}

// Takes away what the account does not have. The API names one at a time.
async function check(signal: AbortSignal): Promise<void> {
  for (let ids = [...chosen.get()]; ids.length > 0;) {
    try {
      await get<CampaignRows>('/api/v1/stats/campaigns', { campaigns: ids.join(',') }, signal);
      return;
    } catch (error) {
      const detail = error instanceof Problem && error.status === 404 ? error.detail : '';
      const missing = ids.find((id) => detail.includes(`"${id}"`));
      if (!missing) throw error;
      choose(missing, false);
      ids = ids.filter((id) => id !== missing);
    }
  }
}
