import type { CampaignRow, Interval, Trend } from '../answers';
import { campaignPath, get } from '../api';
import { onLeaving } from '../key';

// Clicks over a campaign's time, for a small line.
export interface Line {
  interval: Interval;
  starts: readonly string[];
  clicks: readonly number[];
  total: number; // the campaign's clicks when it was asked for
  at: number; // when that was, by performance.now()
}

const kept = new Map<string, Line>();
onLeaving(() => kept.clear());
export const lineOf = (id: string): Line | undefined => kept.get(id);

// A few at a time: a page has many campaigns, and the server others to answer.
const most = 3;
const notBefore = 10_000;
const waiting: (() => Promise<void>)[] = [];
let busy = 0;

// Gives `take` the line of the campaign, now if it is known and again when it has been read anew. Nothing more is given
// once the function that comes back is called.
export function pointsOf(row: CampaignRow, take: (line: Line) => void): () => void {
  const known = kept.get(row.id);
  if (known) take(known);
  if (known?.total === row.clicks) return () => undefined;
  const over = new AbortController();
  const work = async () => {
    const line = await read(row, over.signal);
    kept.set(row.id, line);
    take(line);
  };
  const wait = known ? Math.max(0, known.at + notBefore - performance.now()) : 0;
  const timer = setTimeout(() => {
    waiting.push(work);
    next();
  }, wait);
  return () => {
    clearTimeout(timer);
    over.abort();
    const place = waiting.indexOf(work);
    if (place >= 0) waiting.splice(place, 1);
  };
}

function next(): void {
  const work = busy < most ? waiting.shift() : undefined;
  if (!work) return;
  ++busy;
  // A line that does not come is left out; the numbers beside it say what is wrong.
  void work()
    .catch(() => undefined)
    .finally(() => {
      --busy;
      next();
    });
}

async function read(row: CampaignRow, signal: AbortSignal): Promise<Line> {
  const interval = intervalFor(row.created_at);
  const { buckets } = await get<Trend>(campaignPath(row.id, 'stats', 'trend'), { interval }, signal);
  return {
    interval,
    starts: buckets.map(({ start }) => start),
    clicks: buckets.map(({ clicks }) => clicks),
    total: row.clicks ?? 0,
    at: performance.now(),
  };
}

const day = 86_400_000;

// So that a line has some twenty to two hundred points.
export function intervalFor(created: string): Interval {
  const age = Date.now() - Date.parse(created);
  if (age < 5 * day) return 'hour';
  if (age < 180 * day) return 'day';
  return age < 3 * 365 * day ? 'week' : 'month';
}
