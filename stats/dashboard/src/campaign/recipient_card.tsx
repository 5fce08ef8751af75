import type { Ref } from 'preact';
import { useId } from 'preact/hooks';

import { change } from '../address';
import type { Recipient } from '../answers';
import { campaignPath, canBeAsked } from '../api';
import { exactTime, none, number, shownZone } from '../format';
import { useLive } from '../live';
import { money } from '../money';
import { Empty, Shown } from '../parts/states';
import { DataTable } from '../parts/table';
import { Tile } from '../parts/tile';

export interface RecipientCardProps {
  id: string;
  recipient: string;
  zone: string;
  moved: number;
  heading: Ref<HTMLHeadingElement>;
}

// What is known of one recipient.
export function RecipientCard({ id, recipient, zone, moved, heading }: RecipientCardProps) {
  const path = canBeAsked(recipient) ? campaignPath(id, 'recipients', recipient) : null;
  const found = useLive<Recipient>(path, {}, { after: moved, every: 15_000 });
  const name = useId();
  return (
    <section class="card recipient" aria-labelledby={name}>
      <div class="card-head">
        <h2 ref={heading} id={name} tabIndex={-1}>
          <bdi>{recipient}</bdi>
        </h2>
        <button type="button" class="button small quiet" onClick={() => change({ recipient: null })}>
          Close
        </button>
      </div>
      {path === null ? (
        <Empty title="This id cannot be asked for">
          Browsers take it for a folder. What became of it is in the files of the list.
        </Empty>
      ) : found.problem?.status === 404 ? (
        <div role="status">
          <Empty title="The campaign has no such recipient">Ids are compared letter by letter.</Empty>
        </div>
      ) : (
        <Shown brief live={found}>
          {(data) => <Known recipient={data} zone={zone} />}
        </Shown>
      )}
    </section>
  );
}

function Known({ recipient, zone }: { recipient: Recipient; zone: string }) {
  const { position, sent, delivered, failed, first_click } = recipient;
  return (
    <div class="stack">
      <dl class="tiles">
        <Tile label="Sent" value={exactTime(sent, zone)} />
        <Tile label="Delivered" value={exactTime(delivered, zone)} />
        <Tile
          label="Failed"
          definition="recipient.failed"
          value={exactTime(failed?.at, zone)}
          note={failed && <bdi>Error {failed.error}</bdi>}
        />
        <Tile label="First click" definition="recipient.first_click" value={exactTime(first_click, zone)} />
        <Tile label="Position" definition="recipient.position" value={number(position)} />
      </dl>
      <p class="hint">Times are those of {shownZone(zone)}.</p>
      <Links recipient={recipient} />
      <ConversionTable recipient={recipient} zone={zone} />
    </div>
  );
}

const kinds = new Map([
  ['ios', 'iOS'],
  ['android', 'Android'],
  ['desktop', 'Desktop'],
  ['other', 'Other'],
]);

const Links = ({ recipient: { recipient, links } }: { recipient: Recipient }) => (
  <DataTable
    caption="Links"
    cards
    rows={links.map((link, at) => ({ ...link, at }))}
    rowKey={({ at }) => at}
    csv={{
      name: [recipient ?? '', 'links'],
      columns: ['link', 'short_url', 'clicked', 'devices'],
      rows: () => links.map((row) => [row.link, row.short_url, String(row.clicked), row.devices.join(' ')]),
    }}
    columns={[
      { name: 'link', label: 'Link', heading: true, cell: ({ link }) => <bdi>{link}</bdi> },
      {
        name: 'short_url',
        label: 'Short link',
        cell: (row) => <bdi class="mono short-link">{row.short_url ?? none}</bdi>,
      },
      {
        name: 'clicked',
        label: 'Clicked',
        definition: 'recipient.clicked',
        cell: ({ clicked }) => (clicked ? <span class="badge good">Clicked</span> : 'No'),
      },
      {
        name: 'devices',
        label: 'Devices',
        definition: 'recipient.devices',
        cell: ({ devices }) => devices.map((kind) => kinds.get(kind) ?? kind).join(', ') || none,
      },
    ]}
  />
);

function ConversionTable({
  recipient: { recipient, conversions, more_conversions },
  zone,
}: {
  recipient: Recipient;
  zone: string;
}) {
  if (conversions.length === 0) return <p class="quiet-text">No conversion was reported.</p>;
  const rows = conversions.map((conversion, at) => ({ ...conversion, at_row: at }));
  return (
    <DataTable
      caption={more_conversions ? `The first ${number(conversions.length)} conversions` : 'Conversions'}
      rows={rows}
      rowKey={(row) => row.at_row}
      csv={{
        name: [recipient ?? '', 'conversions'],
        columns: ['event', 'at', 'currency', 'minor_units'],
        rows: () => conversions.map((row) => [row.event, row.at, row.currency, row.minor_units]),
      }}
      columns={[
        {
          name: 'event',
          label: 'Event',
          heading: true,
          definition: 'recipient.conversions',
          cell: ({ event }) => <bdi>{event}</bdi>,
        },
        { name: 'at', label: 'When', cell: ({ at }) => exactTime(at, zone) },
        {
          name: 'value',
          label: 'Value',
          number: true,
          cell: ({ currency, minor_units }) =>
            currency && minor_units ? money({ currency, minor_units }) : none,
        },
      ]}
    />
  );
}
