import { change } from '../address';
import type { Interval } from '../answers';
import { bucketLabel, bucketTick } from '../bucket_label';
import type { Bucket } from '../parts/chart';
import type { Series } from '../parts/plot_options';
import { tellable } from './line_colours';
import type { Period } from './period';

// What charts over time have in common: their buckets' names, and their state in the address.

type Times = readonly { start: string }[];

export const namedBuckets = (times: Times, interval: Interval): Bucket[] =>
  times.map(({ start }) => ({ name: bucketLabel(start, interval), ...bucketTick(start, interval) }));

const total = ({ values }: Series): number => values.reduce((sum, value) => sum + value, 0);
const byTotal = (one: Series, other: Series): number => total(other) - total(one);

// The lines that are not drawn: what the address says, or else the lowest beyond what can be told apart. '-' is none.
export function hiddenIn(hide: string | undefined, series: readonly Series[]): Set<string> {
  if (hide)
    return new Set(
      hide
        .split(',')
        .filter((name) => name !== '-')
        .map(decoded),
    );
  return new Set(
    [...series]
      .sort(byTotal)
      .slice(tellable)
      .map(({ name }) => name),
  );
}

export function toggle(hidden: ReadonlySet<string>, name: string): void {
  const next = new Set(hidden);
  if (!next.delete(name)) next.add(name);
  change({ hide: [...next].map(encodeURIComponent).join(',') || '-' }, { replace: true });
}

// Names are separated by commas, and may have some of their own.
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

// The address says from when to when, so that what is seen can be sent to somebody. What reaches to an end stays there.
export function zoom(times: Times, first: number, last: number): void {
  const from = first > 0 ? { from: times[first]?.start } : {};
  const to = last + 1 < times.length ? { to: times[last + 1]?.start } : {};
  change({ ...from, ...to });
}

export const reset = ({ from, to }: Period): (() => void) | undefined =>
  from || to ? () => change({ from: null, to: null }) : undefined;
