import type { Interval } from './answers';

// How the beginnings of a trend's buckets are written. They come as the zone's clocks show them, with their offset, and
// are shown so: the browser need not know the zone.

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  dayTick: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  monthTick: { month: 'short', year: 'numeric' },
  yearTick: { year: 'numeric' },
  time: { timeStyle: 'short' },
};
const formats = new Map<string, Intl.DateTimeFormat>();

function written(style: string, start: string): string {
  let format = formats.get(style);
  if (!format)
    formats.set(style, (format = new Intl.DateTimeFormat(undefined, { ...styles[style], timeZone: 'UTC' })));
  return format.format(new Date(`${start.slice(0, 19)}Z`));
}

// In full: "Fri, 20 Nov 2026, 09:00 +05:30". The offset tells the hour that comes twice in autumn.
export function bucketLabel(start: string, interval: Interval): string {
  if (interval === 'month') return written('month', start);
  if (interval === 'week') return `Week of ${written('day', start)}`;
  if (interval === 'day') return written('day', start);
  return `${written('day', start)}, ${written('time', start)} (${offset(start)})`;
}

const offset = (start: string): string =>
  (/([+-]\d\d:\d\d)$/.exec(start)?.[1] ?? 'UTC').replace('+00:00', 'UTC');

// Short, for an axis. `major`: begins a day among hours, a month among days, a year among months.
export function bucketTick(start: string, interval: Interval): { text: string; major: boolean } {
  if (interval === 'month') {
    const major = start.slice(5, 7) === '01';
    return { text: written('monthTick', start), major };
  }
  if (interval !== 'hour') return { text: written('dayTick', start), major: start.slice(8, 10) === '01' };
  const major = start.slice(11, 13) === '00';
  return { text: written(major ? 'dayTick' : 'time', start), major };
}
