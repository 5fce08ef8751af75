import type { CampaignStats } from '../answers';
import { number, percent, rateOf } from '../format';
import { Bar } from '../parts/bar';
import { Empty } from '../parts/states';
import { DataTable } from '../parts/table';

// How many recipients clicked exactly one of the links, exactly two, ….
export function ClickersByLinks({ stats, name }: { stats: CampaignStats; name: string }) {
  const rows = stats.clickers_by_links;
  if (!rows) return <Empty title="The links are shared">They stand for nobody in particular.</Empty>;
  const all = rows.reduce((sum, { recipients }) => sum + recipients, 0);
  if (all === 0) return <Empty title="Nobody has clicked yet" />;
  const columns = ['links', 'recipients'];
  return (
    <DataTable
      caption="Clickers by number of links"
      hideCaption
      rows={rows}
      rowKey={({ links }) => links}
      csv={{
        name: [name, 'clickers by links'],
        columns,
        rows: () => rows.map(({ links, recipients }) => [links, recipients]),
      }}
      columns={[
        { name: 'links', label: 'Links clicked', heading: true, cell: ({ links }) => number(links) },
        { name: 'share', label: 'Share', number: true, cell: (row) => percent(rateOf(row.recipients, all)) },
        { name: 'bar', label: 'Drawn', wide: true, cell: (row) => <Bar part={row.recipients} whole={all} /> },
        { name: 'recipients', label: 'Recipients', number: true, cell: (row) => number(row.recipients) },
      ]}
    />
  );
}
