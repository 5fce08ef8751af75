import { useState } from 'preact/hooks';

import type { CampaignLink } from '../answers';
import { number } from '../format';
import { LeadsTo } from '../parts/leads_to';
import { type Column, DataTable } from '../parts/table';
import { SteadyButton } from '../parts/steady_button';
import '../style/link_table.css';
import { AddLink } from './add_link';
import { ChangeDestination, PauseLink } from './link_dialogs';
import type { SettingsProps } from './settings_view';

interface Row extends CampaignLink {
  index: number;
}

type Asked = { what: 'destination' | 'pause'; row: Row } | { what: 'add' };

const mostLinks = 100;

// The campaign's links: where each leads, and what can be done with it.
export function LinksCard({ campaign, live }: SettingsProps) {
  const [asked, setAsked] = useState<Asked>();
  const rows = campaign.links.map((link, index) => ({ ...link, index }));
  const close = () => setAsked(undefined);
  const shared = { campaign, live, onClose: close };
  return (
    <section class="card" aria-labelledby="links">
      <div class="card-head">
        <h2 id="links">Links</h2>
        <SteadyButton
          type="button"
          class="button small"
          off={rows.length >= mostLinks}
          onClick={() => setAsked({ what: 'add' })}
        >
          Add a link
        </SteadyButton>
      </div>
      <DataTable
        caption="Links of the campaign"
        hideCaption
        cards
        columns={columnsFor(setAsked)}
        rows={rows}
        rowKey={({ index }) => index}
        csv={{
          name: [campaign.name, 'links'],
          columns: ['link', 'url', 'paused'],
          rows: () => rows.map(({ label, url, paused }) => [label, url, String(paused)]),
        }}
      >
        <span class="hint">
          {number(rows.length)} {rows.length === 1 ? 'link' : 'links'}
        </span>
      </DataTable>
      {asked?.what === 'add' && <AddLink {...shared} />}
      {asked?.what === 'destination' && <ChangeDestination {...shared} {...asked.row} />}
      {asked?.what === 'pause' && <PauseLink {...shared} {...asked.row} />}
    </section>
  );
}

const columnsFor = (ask: (asked: Asked) => void): Column<Row>[] => [
  {
    name: 'label',
    label: 'Label',
    heading: true,
    cell: ({ label, paused }) => (
      <>
        <bdi>{label}</bdi> {paused && <span class="badge warn">Paused</span>}
      </>
    ),
  },
  { name: 'url', label: 'Leads to', cell: ({ url }) => <LeadsTo url={url} /> },
  {
    name: 'actions',
    label: 'Actions',
    number: true,
    cell: (row) => (
      <span class="row tight actions">
        <button type="button" class="button small" onClick={() => ask({ what: 'destination', row })}>
          Change <span class="visually-hidden">where {row.label} leads</span>
        </button>
        <button type="button" class="button small quiet" onClick={() => ask({ what: 'pause', row })}>
          {row.paused ? 'Resume' : 'Pause'} <span class="visually-hidden">{row.label}</span>
        </button>
      </span>
    ),
  },
];
