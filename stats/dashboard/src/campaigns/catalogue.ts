import { useCallback, useEffect, useState } from 'preact/hooks';

import type { CampaignRow, CampaignRows } from '../answers';
import { get, isAbort } from '../api';
import { keyState, onNewKey } from '../key';
import { Problem, noAnswer } from '../problem';

// The account's campaigns as far as they were read, the newest first: what a search looks through, since the API
// cannot search. Kept for a while, so that each letter typed does not read them again.
export interface Catalogue {
  rows: readonly CampaignRow[];
  over: boolean; // there are no more
  most: number; // how many are read before asking whether to go on
  reading: boolean;
  problem: Problem | undefined;
}

const step = 10_000;
const freshFor = 60_000;
const perCall = 500;
const nothing: Catalogue = { rows: [], over: false, most: step, reading: false, problem: undefined };

let kept = { ...nothing, key: '' as string | null, next: null as string | null, at: 0 };

// Reads the campaigns. `readOn` goes on behind `most`, or after a failure.
export function useCatalogue(): Catalogue & { readOn: () => void } {
  const [state, setState] = useState<Catalogue>(nothing);
  const [asked, askAgain] = useState(0);
  useEffect(() => {
    const over = new AbortController();
    void read(over.signal, () => setState({ ...kept }));
    return () => over.abort();
  }, [asked]);
  useEffect(() => onNewKey(() => askAgain((count) => count + 1)), []);
  const readOn = useCallback(() => {
    if (!kept.problem) kept.most += step;
    askAgain((count) => count + 1);
  }, []);
  return { ...state, readOn };
}

async function read(signal: AbortSignal, tell: () => void): Promise<void> {
  const { key } = keyState.get();
  const stale = performance.now() - kept.at > freshFor;
  if (kept.key !== key || stale) kept = { ...nothing, key, next: null, at: performance.now() };
  kept.problem = undefined;
  const mine = kept;
  try {
    while (!mine.over && mine.rows.length < mine.most) {
      mine.reading = true;
      tell();
      const page = await get<CampaignRows>(
        '/api/v1/stats/campaigns',
        { limit: perCall, after: mine.next },
        signal,
      );
      mine.rows = [...mine.rows, ...page.items];
      mine.next = page.next;
      mine.over = page.next === null;
    }
  } catch (error) {
    if (isAbort(error)) return;
    mine.problem = error instanceof Problem ? error : noAnswer();
  } finally {
    mine.reading = false;
  }
  tell();
}

// Without accents and case, so that "zoe" finds "Zoë".
export const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

// The campaigns whose names have all the words of `search`, or whose id it is.
export function matching(rows: readonly CampaignRow[], search: string): CampaignRow[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return rows.filter(({ id, name }) => {
    const text = folded(name);
    return id === search || words.every((word) => text.includes(word));
  });
}
