import { useId } from 'preact/hooks';

import type { NamedClicks, NamedRequests } from '../answers';
import type { DefinitionName } from '../definition_names';
import { number, percent, rateOf } from '../format';
import { Bar } from '../parts/bar';
import { Empty } from '../parts/states';
import { DataTable } from '../parts/table';
import { Titled } from '../parts/titled';

type Named = NamedClicks | NamedRequests;

export interface NameTableProps {
  of?: string; // the campaign, for the name of the file; without it there is none
  title: string;
  rows: readonly Named[];
  written?: (name: string) => string; // how a name is written here
  most?: number;
}

const countOf = (row: Named): number => ('clicks' in row ? row.clicks : row.requests);

const total = (rows: readonly Named[]): number => rows.reduce((sum, row) => sum + countOf(row), 0);

const regions = new Intl.DisplayNames('en', { type: 'region' });

// ISO 3166-1 in the page's language.
export function countryName(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

// One list of names with their counts, the most frequent first, as a card.
export function NameCard({ definition, ...table }: NameTableProps & { definition?: DefinitionName }) {
  const heading = useId();
  return (
    <section class="card" aria-labelledby={heading}>
      <div class="card-head">
        <Titled id={heading} title={table.title} {...(definition ? { definition } : {})} />
        <span class="quiet-text">{number(total(table.rows))}</span>
      </div>
      <NameTable {...table} />
    </section>
  );
}

export function NameTable({ of, title, rows, written = (name) => name, most = 8 }: NameTableProps) {
  if (rows.length === 0) {
    return (
      <Empty title="None yet">{title === 'Countries' && 'Or the server has no database of networks.'}</Empty>
    );
  }
  const all = total(rows);
  const people = rows.every((row) => 'clicks' in row);
  const csv = {
    name: [of ?? '', title],
    columns: ['name', people ? 'clicks' : 'requests'],
    rows: () => rows.map((row) => [row.name, countOf(row)]),
  };
  return (
    <DataTable
      caption={title}
      hideCaption
      rows={rows}
      rowKey={({ name }) => name}
      most={most}
      csv={of === undefined ? undefined : csv}
      columns={[
        { name: 'name', label: 'Name', heading: true, cell: (row) => <bdi>{written(row.name)}</bdi> },
        { name: 'share', label: 'Share', number: true, cell: (row) => percent(rateOf(countOf(row), all)) },
        { name: 'bar', label: 'Drawn', wide: true, cell: (row) => <Bar part={countOf(row)} whole={all} /> },
        {
          name: 'count',
          label: people ? 'Clicks' : 'Requests',
          number: true,
          cell: (row) => number(countOf(row)),
        },
      ]}
    />
  );
}
