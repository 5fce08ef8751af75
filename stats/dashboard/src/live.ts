import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import { type Params, call, isAbort, parse, textOf, withParams } from './api';
import { Problem, noAnswer } from './problem';

// What is known of one answer of the API that is asked for again and again.
export interface Live<T> {
  data: T | undefined; // the newest there is, also while newer is on its way or does not come
  of: string | undefined; // the address that `data` answers; another than asked for while the view changes
  asOf: Date | undefined; // when `data` was known to be true
  problem: Problem | undefined; // of the last try; undefined when it succeeded
  loading: boolean; // what is asked for has not come yet
  moved: number; // counted up when the data changed
  retry: () => void;
}

export interface Pace {
  every?: number; // milliseconds between two askings
  after?: unknown; // asks again at once when this changes
}

const longestPause = 30_000;

// Asks for `path` now, and again at its pace while the tab can be seen; null asks for nothing. An answer that says the
// same but for its as_of changes nothing but asOf.
export function useLive<T>(path: string | null, params: Params = {}, { every, after }: Pace = {}): Live<T> {
  const address = path === null ? null : withParams(path, params);
  const [state, setState] = useState<Omit<Live<T>, 'loading' | 'retry'>>(nothing);
  const [asked, askAgain] = useState(0);
  const retry = useCallback(() => askAgain((count) => count + 1), []);
  const last = useRef({ of: '', text: '' });

  useEffect(() => {
    if (address === null) return;
    return repeat(every, async (signal) => {
      try {
        const text = await textOf(await call(address, { signal }));
        const said = text.replace(/"as_of":"[^"]*",?/, '');
        const same = last.current.of === address && last.current.text === said;
        last.current = { of: address, text: said };
        setState((old) => (same ? { ...old, ...known(text) } : { ...took<T>(text, old.moved), of: address }));
      } catch (error) {
        if (isAbort(error)) throw error;
        const problem = error instanceof Problem ? error : noAnswer();
        setState((old) => ({ ...old, problem }));
        throw problem;
      }
    });
  }, [address, every, after, asked]);

  return { ...state, loading: address !== null && state.of !== address && !state.problem, retry };
}

const nothing = { data: undefined, of: undefined, asOf: undefined, problem: undefined, moved: 0 };

// Parts without an as_of are as old as their answer.
function known(text: string): { asOf: Date; problem: undefined } {
  const asOf = /"as_of":"([^"]*)"/.exec(text)?.[1];
  return { asOf: asOf ? new Date(asOf) : new Date(), problem: undefined };
}

const took = <T>(text: string, moved: number) => ({ data: parse<T>(text), moved: moved + 1, ...known(text) });

// Calls `work` now and then every so many milliseconds: never two at a time, never while the tab is hidden, slower
// where an answer takes long or fails. Ends, and aborts the work, when the function that is given back is called.
export function repeat(every: number | undefined, work: (signal: AbortSignal) => Promise<void>): () => void {
  const over = new AbortController();
  let timer: number | undefined;
  let failures = 0;
  let busy = false;
  let due = true; // what was missed while hidden is made up for at once

  async function turn(): Promise<void> {
    if (busy || document.hidden) return;
    busy = true;
    due = false;
    const began = performance.now();
    let pause = every;
    try {
      await work(over.signal);
      failures = 0;
      if (every !== undefined) pause = Math.max(every, 3 * (performance.now() - began));
    } catch (error) {
      pause = pauseAfter(error, failures++);
    }
    busy = false;
    if (over.signal.aborted || pause === undefined) return;
    timer = window.setTimeout(() => {
      due = true;
      void turn();
    }, pause);
  }

  const seen = () => {
    if (due) void turn();
  };
  document.addEventListener('visibilitychange', seen);
  void turn();
  return () => {
    over.abort();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}

// What the server asks for, or else twice as long each time. A call that can never succeed is not made again.
function pauseAfter(error: unknown, failures: number): number | undefined {
  const status = error instanceof Problem ? error.status : 0;
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return undefined;
  const wait = error instanceof Problem && error.retryAfter ? error.retryAfter * 1000 : 0;
  return Math.min(longestPause, Math.max(wait, 1000 * 2 ** Math.min(failures, 5)));
}
