import type { Bucket, CampaignRow, Trend } from '../answers';
import { campaignPath, get } from '../api';

export type Unit = 'hour' | 'day';

// Clicks of one campaign by whole hours or days of its zone, from the one in which it began.
export interface Aligned {
  start: string; // of the first
  by: 'send' | 'creation'; // what began then; the creation where no send was reported
  clicks: readonly number[];
}

export const longest: Record<Unit, number> = { hour: 72, day: 90 };

// Where the API has a day with a send, the campaign's trend begins there; reports may be of a time before its creation.
export async function alignedClicks(row: CampaignRow, unit: Unit, signal: AbortSignal): Promise<Aligned> {
  const path = campaignPath(row.id, 'stats', 'trend');
  const days = (await get<Trend>(path, { interval: 'day' }, signal)).buckets;
  const first = beginningOf(days, row);
  if (unit === 'day') return cut(days, first, longest.day, row);
  const from = days[first]?.start;
  const to = days[first + longest.hour / 24 + 1]?.start;
  const hours = (await get<Trend>(path, { interval: 'hour', from, to }, signal)).buckets;
  return cut(hours, beginningOf(hours, row), longest.hour, row);
}

// The bucket of the first send, or else of the creation.
function beginningOf(buckets: readonly Bucket[], { sent, created_at }: CampaignRow): number {
  if (sent)
    return Math.max(
      0,
      buckets.findIndex((bucket) => bucket.sent > 0),
    );
  const made = Date.parse(created_at);
  const later = buckets.findIndex(({ start }) => Date.parse(start) > made);
  return Math.max(0, (later < 0 ? buckets.length : later) - 1);
}

function cut(buckets: readonly Bucket[], first: number, most: number, { sent }: CampaignRow): Aligned {
  const shown = buckets.slice(first, first + most);
  return {
    start: shown[0]?.start ?? '',
    by: sent ? 'send' : 'creation',
    clicks: shown.map(({ clicks }) => clicks),
  };
}

// Each value with all before it.
export function sums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}
