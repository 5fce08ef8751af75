import { useState } from 'preact/hooks';

import { hrefTo } from '../address';
import type { SingleLink } from '../answers';
import { none, number } from '../format';
import { LeadsTo } from '../parts/leads_to';
import { type Column, DataTable } from '../parts/table';
import '../style/link_table.css';
import { Copy } from './copy';
import { QrDialog } from './qr_dialog';
import { ChangeSingle, PauseSingle } from './single_link_dialogs';
import { placeOf, useClicks } from './use_single_links';

type Asked = { what: 'qr' | 'destination' | 'pause'; link: SingleLink };

// All single links, with their clicks and what can be done with them.
export function SingleLinkTable({ links, reload }: { links: readonly SingleLink[]; reload: () => void }) {
  const [asked, setAsked] = useState<Asked>();
  const clicks = useClicks(links);
  const clicksOf = (link: SingleLink) => clicks.get(placeOf(link)) ?? null;
  const close = () => setAsked(undefined);
  return (
    <>
      <DataTable
        caption="Single links, the newest first"
        hideCaption
        cards
        most={100}
        columns={columnsFor(clicksOf, setAsked)}
        rows={links}
        orderIn="sort"
        rowKey={placeOf}
        csv={{
          name: ['single links'],
          columns: ['short_url', 'label', 'url', 'paused', 'clicks'],
          rows: () =>
            links.map((link) => [link.short_url, link.label, link.url, String(link.paused), clicksOf(link)]),
        }}
      />
      {asked?.what === 'qr' && (
        <QrDialog url={asked.link.short_url} name={asked.link.label} onClose={close} />
      )}
      {asked?.what === 'destination' && <ChangeSingle link={asked.link} reload={reload} onClose={close} />}
      {asked?.what === 'pause' && <PauseSingle link={asked.link} reload={reload} onClose={close} />}
    </>
  );
}

const columnsFor = (
  clicksOf: (link: SingleLink) => number | null,
  ask: (asked: Asked) => void,
): Column<SingleLink>[] => [
  {
    name: 'short_url',
    label: 'Short link',
    heading: true,
    cell: ({ short_url }) => <Copy text={short_url} />,
  },
  { name: 'url', label: 'Leads to', cell: (link) => <Destination link={link} /> },
  {
    name: 'clicks',
    label: 'Clicks',
    number: true,
    definition: 'link.clicks',
    sort: clicksOf,
    cell: (link) => <a href={hrefTo({ campaign: link.campaign, view: 'links' })}>{shown(clicksOf(link))}</a>,
  },
  {
    name: 'actions',
    label: 'Actions',
    number: true,
    cell: (link) => <Actions link={link} ask={(what) => ask({ what, link })} />,
  },
];

const shown = (clicks: number | null): string => (clicks === null ? none : number(clicks));

// A label that is not the alias or the URL over again is worth the room.
function Destination({ link: { label, alias, url, paused } }: { link: SingleLink }) {
  return (
    <span>
      {label !== alias && !url.startsWith(label) && (
        <strong class="single-label">
          <bdi>{label}</bdi>
        </strong>
      )}
      <LeadsTo url={url} /> {paused && <span class="badge warn">Paused</span>}
    </span>
  );
}

function Actions({ link, ask }: { link: SingleLink; ask: (what: Asked['what']) => void }) {
  const of = <span class="visually-hidden">{link.short_url}</span>;
  return (
    <span class="row tight actions">
      <button type="button" class="button small" onClick={() => ask('qr')}>
        QR {of}
      </button>
      <button type="button" class="button small quiet" onClick={() => ask('destination')}>
        Change {of}
      </button>
      <button type="button" class="button small quiet" onClick={() => ask('pause')}>
        {link.paused ? 'Resume' : 'Pause'} {of}
      </button>
    </span>
  );
}
