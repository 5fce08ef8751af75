import type { Money } from './answers';

// Decimals of the currencies whose minor unit is not a hundredth (ISO 4217, List One), as the server counts them.
// Browsers know others: they give PKR and LBP none, and would show a hundred times too much.
const unusualDecimals: Readonly<Record<string, number>> = {
  ...same(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...same(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...same(4, 'CLF UYW'),
};

function same(decimals: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, decimals]));
}

export const decimalsOf = (currency: string): number => unusualDecimals[currency] ?? 2;

// The amount as a decimal number, exactly: 4990 INR is "49.90".
export function decimal({ currency, minor_units }: Money): string {
  const decimals = decimalsOf(currency);
  const units = minor_units.padStart(decimals + 1, '0');
  const point = units.length - decimals;
  return decimals ? `${units.slice(0, point)}.${units.slice(point)}` : units;
}

interface Formats {
  whole: Intl.NumberFormat; // with the currency, and zeros for decimals
  decimals: Intl.NumberFormat;
}

const formats = new Map<string, Formats>();

function formatsOf(currency: string): Formats {
  let found = formats.get(currency);
  if (!found) {
    const digits = decimalsOf(currency);
    const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    found = {
      whole: new Intl.NumberFormat(undefined, { style: 'currency', currency, ...fixed }),
      decimals: new Intl.NumberFormat(undefined, { useGrouping: false, minimumIntegerDigits: digits || 1 }),
    };
    formats.set(currency, found);
  }
  return found;
}

// As people of the browser's locale write it. Exact for any sum: both sides of the point are whole numbers, since older
// browsers round a decimal text to what a number holds.
export function money(amount: Money): string {
  const { whole, decimals } = formatsOf(amount.currency);
  const [units = '0', fraction = '0'] = decimal(amount).split('.');
  return whole
    .formatToParts(BigInt(units))
    .map(({ type, value }) => (type === 'fraction' ? decimals.format(BigInt(fraction)) : value))
    .join('');
}
