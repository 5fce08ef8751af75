import type { ComponentChildren } from 'preact';

import type { CampaignRow } from '../answers';
import type { DefinitionName } from '../definition_names';
import { none, number, percent } from '../format';
import { money } from '../money';

// One number of a comparison.
export interface Measure {
  name: string;
  label: string;
  definition?: DefinitionName;
  value: (row: CampaignRow) => number | bigint | null;
  show: (row: CampaignRow) => ComponentChildren;
  best: boolean; // the highest is marked: a rate, of which more is better however large the campaign is
}

type Count = 'recipients' | 'sent' | 'delivered' | 'failed' | 'clicks' | 'unique_clickers' | 'converted';
type Rate = 'ctr' | 'conversion_rate';

const count = (name: Count, label: string, definition?: DefinitionName): Measure => ({
  name,
  label,
  best: false,
  ...(definition ? { definition } : {}),
  value: (row) => row[name],
  show: (row) => number(row[name]),
});

const rate = (name: Rate, label: string, definition: DefinitionName): Measure => ({
  name,
  label,
  best: true,
  definition,
  value: (row) => row[name],
  show: (row) => percent(row[name]),
});

const measures: readonly Measure[] = [
  count('recipients', 'Recipients'),
  count('sent', 'Sent', 'sent'),
  count('delivered', 'Delivered', 'delivered'),
  count('failed', 'Failed', 'failed'),
  count('clicks', 'Clicks', 'clicks'),
  count('unique_clickers', 'Unique clickers', 'unique_clickers'),
  rate('ctr', 'CTR', 'ctr'),
  count('converted', 'Converted', 'conversion.converted'),
  rate('conversion_rate', 'Conversion rate', 'conversion.conversion_rate'),
];

// Each currency is a number of its own.
export function measuresOf(rows: readonly CampaignRow[]): Measure[] {
  const currencies = new Set(rows.flatMap(({ revenue }) => (revenue ?? []).map(({ currency }) => currency)));
  return [...measures, ...[...currencies].sort().map(revenueIn)];
}

function revenueIn(currency: string): Measure {
  const sumOf = ({ revenue }: CampaignRow) => revenue?.find((sum) => sum.currency === currency);
  return {
    name: `revenue-${currency}`,
    label: `Revenue, ${currency}`,
    definition: 'conversion.revenue',
    best: false,
    value: (row) => {
      const sum = sumOf(row);
      return sum ? BigInt(sum.minor_units) : null;
    },
    show: (row) => {
      const sum = sumOf(row);
      return sum ? money(sum) : none;
    },
  };
}

export interface Standing {
  best: boolean;
  part: number | null; // of the highest, 0 to 1
}

// How each campaign stands in this number. None is best where there is nothing to choose between.
export function standings({ value, best }: Measure, rows: readonly CampaignRow[]): Standing[] {
  const values = rows.map(value);
  const known = values.filter((one) => one !== null);
  const highest = known.reduce((most, one) => (one > most ? one : most), 0);
  const differ = known.some((one) => one < highest);
  return values.map((one) => ({
    best: best && differ && one !== null && one == highest,
    part: one === null ? null : !highest ? 0 : Number(one) / Number(highest),
  }));
}
