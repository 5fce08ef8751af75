import type { GoalNumbers, GoalStats } from '../answers';
import { none, number, percent } from '../format';
import { money } from '../money';
import { type Column, DataTable } from '../parts/table';

interface Row extends GoalNumbers {
  event: string;
  window: number;
  counted: 'influenced' | 'click_through';
}

// The goals, each as influenced and as click-through.
export function GoalTable({ goals }: { goals: readonly GoalStats[] }) {
  const rows = goals.flatMap(({ event, window_minutes: window, influenced, click_through }): Row[] => [
    { event, window, counted: 'influenced', ...influenced },
    { event, window, counted: 'click_through', ...click_through },
  ]);
  return (
    <DataTable
      caption="Goals"
      hideCaption
      columns={columns}
      rows={rows}
      rowKey={({ event, counted }) => `${counted} ${event}`}
    />
  );
}

const columns: readonly Column<Row>[] = [
  {
    name: 'event',
    label: 'Goal',
    heading: true,
    cell: ({ event, window }) => (
      <>
        <bdi>{event}</bdi> <span class="quiet-text">within {duration(window)}</span>
      </>
    ),
  },
  {
    name: 'counted',
    label: 'Counted',
    cell: ({ counted }) => (counted === 'influenced' ? 'Influenced' : 'Click-through'),
    definition: 'conversion.click_through',
  },
  {
    name: 'converted',
    label: 'Converted users',
    number: true,
    cell: ({ converted }) => number(converted),
    definition: 'conversion.converted',
  },
  {
    name: 'rate',
    label: 'Rate',
    number: true,
    cell: ({ rate }) => percent(rate),
    definition: 'conversion.rate',
  },
  {
    name: 'rate_of_sent',
    label: 'Of sent',
    number: true,
    cell: (row) => percent(row.rate_of_sent),
    definition: 'conversion.rate_of_sent',
  },
  {
    name: 'revenue',
    label: 'Revenue',
    number: true,
    cell: ({ revenue }) =>
      revenue.length ? revenue.map((sum) => <div key={sum.currency}>{money(sum)}</div>) : none,
    definition: 'conversion.revenue',
  },
];

const units: readonly [number, string][] = [
  [1440, 'day'],
  [60, 'hour'],
  [1, 'minute'],
];

// Minutes in the largest unit that they are whole numbers of: 4320 is "3 days".
export function duration(minutes: number): string {
  const [size, unit] = units.find(([many]) => minutes % many === 0) ?? [1, 'minute'];
  const count = minutes / size;
  return `${number(count)} ${unit}${count === 1 ? '' : 's'}`;
}
