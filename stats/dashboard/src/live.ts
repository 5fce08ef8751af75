import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import { type Params, call, isAbort, json, parse, textOf, withParams } from './api';
import { withPatience } from './patience';
import { Problem, noAnswer, notYet } from './problem';
import { Repeater } from './repeater';

// What is known of one answer of the API that is asked for again and again.
export interface Live<T> {
  data: T | undefined; // the newest there is, also while newer is on its way or does not come
  asOf: Date | undefined; // when `data` was known to be true
  problem: Problem | undefined; // of the last try; undefined when it succeeded
  loading: boolean; // `data` is not yet of what is asked for now
  moved: number; // counted up when the data changed, and when they could be read again
  retry: () => void;
}

export interface Pace {
  every?: number; // milliseconds between two askings
  after?: unknown; // asks again when this changes
  accept?: string; // JSON unless said otherwise
  read?: (text: string) => unknown; // what the answer's text means: JSON unless said otherwise
}

interface State<T> {
  data: T | undefined;
  asOf: Date | undefined;
  problem: Problem | undefined;
  moved: number;
  of: string | undefined; // the address that was answered last, or failed to be
  said: string; // the answer without its as_of
}

const nothing = { data: undefined, asOf: undefined, problem: undefined, moved: 0, of: undefined, said: '' };

// Asks for `path` now, and again at its pace while the tab can be seen; null asks for nothing. An answer that says the
// same but for its as_of changes nothing but asOf.
export function useLive<T>(path: string | null, params: Params = {}, pace: Pace = {}): Live<T> {
  const { every, after, accept = json, read = parse } = pace;
  const address = path === null ? null : withParams(path, params);
  const [state, setState] = useState<State<T>>(nothing);
  const repeater = useRef<Repeater>();
  const giveUp = useRef<() => void>(); // the call that is out, which takes long
  const retry = useCallback(() => {
    giveUp.current?.();
    repeater.current?.again();
  }, []);

  useEffect(() => {
    if (address === null) return;
    const late = (stop: () => void) => {
      giveUp.current = stop;
      setState((old) => without(old, address, notYet()));
    };
    const ask = async (signal: AbortSignal) => {
      const answer = async (mine: AbortSignal) => textOf(await call(address, { signal: mine, accept }));
      const text = await withPatience(signal, late, answer);
      const data = read(text) as T;
      if (!signal.aborted) setState((old) => taken(old, address, text, data));
    };
    const made = new Repeater(
      (signal) => ask(signal).catch((error) => failed(error, address, setState)),
      every,
    );
    repeater.current = made;
    return () => made.stop();
  }, [address, every, accept]);

  const seen = useRef(after);
  useEffect(() => {
    if (seen.current !== after) repeater.current?.again();
    seen.current = after;
  }, [after]);

  const { data, asOf, moved, of } = state;
  const current = of === address;
  const problem = current ? state.problem : undefined;
  return { data, asOf, moved, problem, loading: address !== null && !current, retry };
}

function taken<T>(old: State<T>, of: string, text: string, data: T): State<T> {
  const said = text.replace(/"as_of":"[^"]*",?/, '');
  const at = /"as_of":"([^"]*)"/.exec(text)?.[1];
  const asOf = at ? new Date(at) : new Date();
  if (old.data !== undefined && old.of === of && old.said === said) {
    return { ...old, asOf, problem: undefined, moved: old.moved + (old.problem ? 1 : 0) };
  }
  return { data, asOf, problem: undefined, moved: old.moved + 1, of, said };
}

// Throws it on, so that the repeater waits.
function failed<T>(
  error: unknown,
  of: string,
  setState: (change: (old: State<T>) => State<T>) => void,
): never {
  if (isAbort(error)) throw error;
  const problem = error instanceof Problem ? error : noAnswer();
  // Not said here: who signs in has it asked again.
  if (problem.status === 401) throw problem;
  setState((old) => without(old, of, problem));
  throw problem;
}

// What was said before was another address's if this one failed first.
const without = <T>(old: State<T>, of: string, problem: Problem): State<T> => ({
  ...old,
  problem,
  of,
  said: old.of === of ? old.said : '',
});
