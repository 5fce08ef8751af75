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

const formats = new Map<string, Intl.NumberFormat>();

// As people of the browser's locale write it. Exact for any sum: no floating point in between.
export function money(amount: Money): string {
  let format = formats.get(amount.currency);
  if (!format) {
    const digits = decimalsOf(amount.currency);
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    format = new Intl.NumberFormat(undefined, { style: 'currency', currency: amount.currency, ...options });
    formats.set(amount.currency, format);
  }
  // A decimal text is formatted to its last digit (ES2023), which TypeScript's list of types does not say.
  return format.format(decimal(amount) as unknown as number);
}
