import type { CampaignRow } from '../answers';
import type { Column } from '../parts/table';

const by = (name: keyof Omit<CampaignRow, 'revenue' | 'problem'>): Column<CampaignRow> => ({
  name,
  label: name,
  cell: () => null,
  sort: (row) => row[name],
});

// What the API can sort by, for rows that are here already.
export const searchOrder: readonly Column<CampaignRow>[] = [
  by('name'),
  by('created_at'),
  by('recipients'),
  by('sent'),
  by('delivered'),
  by('failed'),
  by('clicks'),
  by('unique_clickers'),
  by('ctr'),
  by('converted'),
  by('conversion_rate'),
];
