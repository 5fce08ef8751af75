import type { CampaignLink, CampaignStats, LinkNumbers } from '../answers';
import { number, percent } from '../format';
import { Bar } from '../parts/bar';
import type { Csv } from '../parts/csv_button';
import { LeadsTo } from '../parts/leads_to';
import { Empty } from '../parts/states';
import { type Column, DataTable } from '../parts/table';
import { lineColour } from './line_colours';

interface Row extends LinkNumbers {
  at: number;
  link: string;
  url: string | undefined;
  paused: boolean;
}

export interface SplitTableProps {
  stats: Pick<CampaignStats, 'clicks' | 'links'>;
  links: readonly CampaignLink[] | undefined; // where they lead, once that is known
  csv?: Csv;
  brief?: boolean;
}

// The links with their clicks. They come as the campaign has them, and so do their destinations.
export function SplitTable({ stats, links, csv, brief = false }: SplitTableProps) {
  if (stats.links.length === 0) return <Empty title="The campaign has no links" />;
  const rows = stats.links.map((numbers, at): Row => {
    const link =
      links?.[at]?.label === numbers.link ? links[at] : links?.find(({ label }) => label === numbers.link);
    return { ...numbers, at, url: link?.url, paused: link?.paused ?? false };
  });
  const columns = columnsOf(stats.clicks).filter(({ name }) => !brief || name !== 'unique_clickers');
  return (
    <DataTable
      caption="Split of Clicks"
      hideCaption
      cards={!brief}
      columns={columns}
      rows={rows}
      rowKey={({ at }) => at}
      order="-clicks"
      orderIn="links_sort"
      most={brief ? 5 : 25}
      csv={csv}
    />
  );
}

const columnsOf = (clicks: number): Column<Row>[] => [
  {
    name: 'link',
    label: 'Link',
    heading: true,
    sort: ({ link }) => link,
    cell: (row) => <LinkName {...row} />,
  },
  {
    name: 'share',
    label: 'Share',
    number: true,
    definition: 'link.share',
    sort: (row) => row.clicks,
    cell: ({ share }) => percent(share),
  },
  {
    name: 'bar',
    label: 'Drawn',
    wide: true,
    cell: (row) => <Bar part={row.clicks} whole={clicks} colour={lineColour(row.at)} />,
  },
  {
    name: 'clicks',
    label: 'Clicks',
    number: true,
    definition: 'link.clicks',
    sort: (row) => row.clicks,
    cell: (row) => number(row.clicks),
  },
  {
    name: 'unique_clickers',
    label: 'Unique clickers',
    number: true,
    definition: 'link.unique_clickers',
    sort: (row) => row.unique_clickers,
    cell: (row) => number(row.unique_clickers),
  },
];

const LinkName = ({ link, url, paused }: Row) => (
  <div class="link-name">
    <span>
      <bdi>{link}</bdi> {paused && <span class="badge warn">Paused</span>}
    </span>
    {url && url !== link && <LeadsTo url={url} look="destination" />}
  </div>
);
