import { plain } from './seen.mjs';

// Numbers as people in the United States write them, worked out apart from the page.
const locale = 'en-US';

export const none = '–';
const or = (write) => (value) => (value === null || value === undefined ? none : plain(write(value)));

export const number = or((value) => value.toLocaleString(locale));

export const percent = or(
  (value) => `${value.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}%`,
);

const decimals = { INR: 2, JPY: 0, KWD: 3 };

export const money = ({ currency, minor_units }) => {
  const digits = decimals[currency];
  const style = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return plain((minor_units / 10 ** digits).toLocaleString(locale, style));
};

export const sums = (amounts, between = ' + ') => amounts.map(money).join(between) || none;

const time = (style) => (at, timeZone) =>
  at ? plain(new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(new Date(at))) : none;

export const dateTime = time({ dateStyle: 'medium', timeStyle: 'short' });
export const exactTime = time({ dateStyle: 'medium', timeStyle: 'medium' });
export const date = time({ dateStyle: 'medium' });

// The beginning of a bucket, as its zone's clocks show it.
export function bucket(start, interval) {
  const shown = new Date(`${start.slice(0, 19)}Z`);
  const write = (style) =>
    plain(new Intl.DateTimeFormat(locale, { ...style, timeZone: 'UTC' }).format(shown));
  if (interval === 'month') return write({ month: 'long', year: 'numeric' });
  const day = write({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  if (interval === 'week') return `Week of ${day}`;
  if (interval === 'day') return day;
  const offset = start.endsWith('Z') || start.endsWith('+00:00') ? 'UTC' : start.slice(-6);
  return `${day}, ${write({ timeStyle: 'short' })} (${offset})`;
}
