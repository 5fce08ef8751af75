// Days and moments of an address: what the API takes as from and to.

const day = 86_400_000;

// What a field of days may say: none of it leads out of the API's years, also a day later.
export const firstDay = '1970-01-01';
export const lastDay = '9999-12-30';

export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

// A day or a moment of an address as the API takes it; '' where it is none. An address that went through other hands
// may have lost its end, or have a space where the '+' of an offset was.
export function readMoment(text = ''): string {
  const moment = text.replace(/ (?=\d\d:\d\d$)/, '+');
  if (isDay(moment)) return dayAfter(moment, 0);
  const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(moment);
  return whole && isDay(readMoment(moment.slice(0, 10))) && !Number.isNaN(Date.parse(moment)) ? moment : '';
}

// The day so many days after this one; '' where there is no such day, or none that the API has.
export function dayAfter(text: string, days: number): string {
  const begins = Date.parse(`${text}T00:00:00Z`);
  // Some browsers take 30 February for 2 March.
  if (Number.isNaN(begins) || new Date(begins).toISOString().slice(0, 10) !== text) return '';
  const after = new Date(begins + days * day).toISOString().slice(0, 10);
  return isDay(after) && after >= firstDay ? after : '';
}
