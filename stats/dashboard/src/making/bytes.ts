const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

// "12.4 MB", as people of the browser's locale write it.
export function bytes(count: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(count, 1)) / 3));
  const format = new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: power > 0 ? 1 : 0,
  });
  return format.format(count / 1000 ** power);
}
