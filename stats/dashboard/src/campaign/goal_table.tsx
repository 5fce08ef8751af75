import type { GoalNumbers, GoalStats } from '../answers';
import { number, percent } from '../format';
import { windowText } from '../goal_window';
import { Definition } from '../parts/definition';
import { Sums } from '../parts/sums';
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
      cards
      columns={columns}
      rows={rows}
      rowKey={({ event, counted }) => `${counted} ${event}`}
    />
  );
}

const ways = { influenced: 'Influenced', click_through: 'Click-through' };

const columns: readonly Column<Row>[] = [
  {
    name: 'event',
    label: 'Goal',
    heading: true,
    cell: ({ event, window }) => (
      <>
        <bdi>{event}</bdi> <span class="quiet-text">within {windowText(window)}</span>
      </>
    ),
  },
  {
    name: 'counted',
    label: 'Counted',
    cell: ({ counted }) => (
      <span class="heading">
        {ways[counted]}
        <Definition of={`conversion.${counted}`} label={ways[counted]} />
      </span>
    ),
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
    cell: ({ revenue }) => <Sums lines of={revenue} />,
    definition: 'conversion.revenue',
  },
];
