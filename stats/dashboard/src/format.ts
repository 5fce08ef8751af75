// Numbers and times as people of the browser's locale write them.

export const none = '–'; // a number that there is none of

const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const perCent = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'percent',
  minimumFractionDigits: 2, // below each other they are compared
  maximumFractionDigits: 2,
});

type Maybe<T> = T | null | undefined;

export const number = (value: Maybe<number>): string => (isNone(value) ? none : whole.format(value));

// For axes alone: 12,300 becomes 12.3K.
export const compact = (value: number): string => short.format(value);

// A rate of the API, which has been rounded there.
export const percent = (value: Maybe<number>): string => (isNone(value) ? none : perCent.format(value));

// part / whole × 100, rounded half up to two decimals as the API does it; null where there is nothing to divide by.
export function rateOf(part: number, whole: number): number | null {
  if (whole === 0) return null;
  return Number((BigInt(part) * 20_000n + BigInt(whole)) / (BigInt(whole) * 2n)) / 100;
}

const isNone = (value: unknown): value is null | undefined => value === null || value === undefined;

// Zones that the browser does not know are shown as UTC: shownZone says which it is.
const zoned = new Map<string, Intl.DateTimeFormat>();

function style(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const place = zone + JSON.stringify(options);
  let format = zoned.get(place);
  if (!format) {
    format = new Intl.DateTimeFormat(undefined, { ...options, timeZone: shownZone(zone) });
    zoned.set(place, format);
  }
  return format;
}

export function shownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat(undefined, { timeZone: zone });
    return zone;
  } catch {
    return 'UTC';
  }
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

// Every zone the browser knows, for a list to choose from.
export const allZones = (): string[] => [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'),
];

// `none` also for what is no time, such as one of an address.
function written(at: Maybe<string | Date>, zone: string, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(at ?? '');
  return Number.isNaN(moment.getTime()) ? none : style(zone, options).format(moment);
}

export const dateTime = (at: Maybe<string>, zone: string): string =>
  written(at, zone, { dateStyle: 'medium', timeStyle: 'short' });

export const exactTime = (at: Maybe<string>, zone: string): string =>
  written(at, zone, { dateStyle: 'medium', timeStyle: 'medium' });

export const date = (at: Maybe<string>, zone: string): string => written(at, zone, { dateStyle: 'medium' });

// By the browser's own clock, for "as of"; with the date where it is not today's.
export function clock(at: Date): string {
  const today = at.toDateString() === new Date().toDateString();
  return written(at, browserZone(), { ...(today ? {} : { dateStyle: 'medium' }), timeStyle: 'medium' });
}
