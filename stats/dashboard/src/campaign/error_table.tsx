import type { ErrorNumbers } from '../answers';
import { dateTime, none, number, percent, shownZone } from '../format';
import { Bar } from '../parts/bar';
import type { Csv } from '../parts/csv_button';
import { Empty } from '../parts/states';
import { type Column, DataTable } from '../parts/table';

export interface ErrorTableProps {
  errors: readonly ErrorNumbers[];
  zone: string;
  csv?: Csv;
  brief?: boolean;
}

// Why messages failed, the most frequent reason first.
export function ErrorTable({ errors, zone, csv, brief = false }: ErrorTableProps) {
  if (errors.length === 0) return <Empty title="No failure was reported" />;
  const all = errors.reduce((sum, { count }) => sum + count, 0);
  const columns = columnsOf(all, zone).filter(({ name }) => !brief || !name.endsWith('_seen'));
  return (
    <>
      <DataTable
        caption="Errors"
        hideCaption
        cards={!brief}
        columns={columns}
        rows={errors}
        orderIn="errors_sort"
        rowKey={({ error }) => error}
        most={brief ? 5 : 100}
        csv={csv}
      />
      {!brief && <p class="hint">Times are those of {shownZone(zone)}.</p>}
    </>
  );
}

const columnsOf = (all: number, zone: string): Column<ErrorNumbers>[] => [
  {
    name: 'error',
    label: 'Error',
    heading: true,
    definition: 'error.meaning',
    sort: ({ error }) => error,
    cell: ({ error, meaning }) => (
      <>
        <bdi class="mono">{error}</bdi> <bdi class="meaning">{meaning ?? none}</bdi>
      </>
    ),
  },
  {
    name: 'share',
    label: 'Share',
    number: true,
    definition: 'error.share',
    sort: ({ count }) => count,
    cell: ({ share }) => percent(share),
  },
  {
    name: 'bar',
    label: 'Drawn',
    wide: true,
    cell: ({ count }) => <Bar part={count} whole={all} colour="--series-failed" />,
  },
  {
    name: 'count',
    label: 'Failures',
    number: true,
    definition: 'error.count',
    sort: ({ count }) => count,
    cell: ({ count }) => number(count),
  },
  {
    name: 'first_seen',
    label: 'First seen',
    number: true,
    definition: 'error.first_seen',
    sort: (row) => row.first_seen,
    cell: (row) => dateTime(row.first_seen, zone),
  },
  {
    name: 'last_seen',
    label: 'Last seen',
    number: true,
    definition: 'error.last_seen',
    sort: (row) => row.last_seen,
    cell: (row) => dateTime(row.last_seen, zone),
  },
];
