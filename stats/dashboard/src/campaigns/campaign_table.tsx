import type { ComponentChildren } from 'preact';

import type { CampaignRow } from '../answers';
import { DataTable } from '../parts/table';
import { campaignColumns } from './campaign_columns';
import { useChosen } from './chosen';
import { orderBy } from './list_state';

export interface CampaignTableProps {
  caption: string;
  rows: readonly CampaignRow[];
  sort: string;
  children: ComponentChildren; // the ways to other pages, and what can be saved
}

export function CampaignTable({ caption, rows, sort, children }: CampaignTableProps) {
  return (
    <DataTable
      caption={caption}
      hideCaption
      cards
      columns={campaignColumns(useChosen())}
      rows={rows}
      rowKey={({ id }) => id}
      order={sort}
      onOrder={orderBy}
    >
      {children}
    </DataTable>
  );
}
