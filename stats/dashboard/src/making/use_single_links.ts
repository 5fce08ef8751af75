import { useCallback, useEffect, useState } from 'preact/hooks';

import type { Page, SingleLink, Split } from '../answers';
import { campaignPath, get, isAbort } from '../api';
import { onNewKey } from '../key';
import { Problem, noAnswer } from '../problem';
import { Repeater } from '../repeater';

const path = '/api/v1/links';
const step = 5000;
const perCall = 1000;

export interface SingleLinks {
  links: readonly SingleLink[] | undefined; // the newest first; undefined until some are here
  over: boolean; // there are no more
  problem: Problem | undefined;
}

// The account's single links. The API has the oldest first, so that all are read before the newest are known; of very
// many, `step` at a time.
export function useSingleLinks() {
  const [state, setState] = useState<SingleLinks>({ links: undefined, over: false, problem: undefined });
  const [most, setMost] = useState(step);
  const [asked, askAgain] = useState(0);
  useEffect(() => {
    const over = new AbortController();
    readAll(most, over.signal)
      .then((read) => setState({ ...read, problem: undefined }))
      .catch((error: unknown) => {
        if (isAbort(error)) return;
        setState((old) => ({ ...old, problem: error instanceof Problem ? error : noAnswer() }));
      });
    return () => over.abort();
  }, [most, asked]);
  const reload = useCallback(() => askAgain((count) => count + 1), []);
  useEffect(() => onNewKey(reload), [reload]);
  const readOn = useCallback(() => setMost((count) => count + step), []);
  return { ...state, reload, readOn };
}

async function readAll(most: number, signal: AbortSignal): Promise<{ links: SingleLink[]; over: boolean }> {
  const links: SingleLink[] = [];
  let after: string | null = null;
  do {
    const page: Page<SingleLink> = await get(path, { limit: perCall, after }, signal);
    links.push(...page.items);
    after = page.next;
  } while (after && links.length < most);
  return { links: links.reverse(), over: after === null };
}

export const placeOf = ({ campaign, index }: Pick<SingleLink, 'campaign' | 'index'>): string =>
  `${campaign}.${index}`;

// Clicks of single links by placeOf(), live. They lie in a few campaigns, whose splits have them in their places.
export function useClicks(links: readonly SingleLink[] | undefined): ReadonlyMap<string, number> {
  const [clicks, setClicks] = useState<ReadonlyMap<string, number>>(new Map());
  const campaigns = [...new Set(links?.map(({ campaign }) => campaign))].join(',');
  useEffect(() => {
    if (!campaigns) return;
    const repeater = new Repeater(async (signal) => {
      const found = new Map<string, number>();
      for (const campaign of campaigns.split(',')) {
        const split = await get<Split>(campaignPath(campaign, 'stats', 'links'), {}, signal);
        split.links.forEach((link, index) => found.set(placeOf({ campaign, index }), link.clicks));
      }
      setClicks((old) => (sameEntries(old, found) ? old : found));
    }, 1000);
    return () => repeater.stop();
  }, [campaigns]);
  return clicks;
}

const sameEntries = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);
