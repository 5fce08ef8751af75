import { onLeaving } from '../key';
import { Observed, useObserved } from '../observed';

// The campaigns chosen for a comparison, by id with their names, across the pages of the list.
export type Chosen = ReadonlyMap<string, string>;

export const mostChosen = 50; // as the API has it

const chosen = new Observed<Chosen>(new Map());

export const useChosen = (): Chosen => useObserved(chosen);

export function choose(id: string, name: string, wanted: boolean): void {
  const next = new Map(chosen.get());
  if (!wanted) next.delete(id);
  else if (next.size < mostChosen) next.set(id, name);
  chosen.set(next);
}

export const chooseOnly = (those: Chosen): void => chosen.set(those);

onLeaving(() => chooseOnly(new Map()));
