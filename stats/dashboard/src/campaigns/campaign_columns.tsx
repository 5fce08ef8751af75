import { hrefTo } from '../address';
import type { CampaignRow } from '../answers';
import { browserZone, dateTime, exactTime, none, number, percent } from '../format';
import { Sums } from '../parts/sums';
import type { Column } from '../parts/table';
import { type Chosen, choose, mostChosen } from './chosen';
import { ClicksLine } from './clicks_line';

// The columns of the list. Those that can be sorted by are called as the API calls them.
export const campaignColumns = (chosen: Chosen): Column<CampaignRow>[] => [
  { name: 'chosen', label: 'Compare', cell: (row) => <Choice row={row} chosen={chosen} /> },
  {
    name: 'name',
    label: 'Name',
    heading: true,
    sort: ({ name }) => name,
    cell: ({ id, name, problem }) => (
      <>
        <a class="campaign-name" href={hrefTo({ campaign: id })}>
          <bdi>{name}</bdi>
        </a>
        {problem && <div class="bad-word">No numbers: {problem}</div>}
      </>
    ),
  },
  {
    name: 'created_at',
    label: 'Made',
    sort: ({ created_at }) => created_at,
    cell: ({ created_at }) => (
      <time dateTime={created_at} title={`${exactTime(created_at, browserZone())} (${browserZone()})`}>
        {dateTime(created_at, browserZone())}
      </time>
    ),
  },
  ...numbers,
  { name: 'line', label: 'Clicks over time', cell: (row) => <ClicksLine row={row} /> },
];

const count = (name: 'recipients' | 'sent' | 'clicks', label: string): Column<CampaignRow> => ({
  name,
  label,
  number: true,
  sort: (row) => row[name],
  cell: (row) => number(row[name]),
});

const numbers: Column<CampaignRow>[] = [
  count('recipients', 'Recipients'),
  { ...count('sent', 'Sent'), definition: 'sent' },
  { ...count('clicks', 'Clicks'), definition: 'clicks' },
  {
    name: 'ctr',
    label: 'CTR',
    number: true,
    definition: 'ctr',
    sort: ({ ctr }) => ctr,
    cell: ({ ctr }) => percent(ctr),
  },
  {
    name: 'converted',
    label: 'Converted',
    number: true,
    definition: 'conversion.converted',
    sort: ({ converted }) => converted,
    cell: (row) => <Converted row={row} />,
  },
  {
    name: 'revenue',
    label: 'Revenue',
    number: true,
    definition: 'conversion.revenue',
    cell: ({ revenue }) => <Sums lines of={revenue ?? []} />,
  },
];

function Choice({ row: { id, name }, chosen }: { row: CampaignRow; chosen: Chosen }) {
  const checked = chosen.has(id);
  return (
    <label class="choice">
      <input
        type="checkbox"
        checked={checked}
        disabled={!checked && chosen.size >= mostChosen}
        onChange={(event) => choose(id, event.currentTarget.checked)}
      />
      <span class="visually-hidden">
        Compare <bdi>{name}</bdi>
      </span>
    </label>
  );
}

function Converted({ row: { converted, conversion_rate, problem } }: { row: CampaignRow }) {
  if (problem) return <>{none}</>;
  if (converted === null) return <span title="The campaign has no goal">{none}</span>;
  return (
    <>
      {number(converted)} <span class="quiet-text">({percent(conversion_rate)})</span>
    </>
  );
}
