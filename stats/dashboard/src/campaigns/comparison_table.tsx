import type { ComponentChildren } from 'preact';

import { hrefTo } from '../address';
import type { CampaignRow } from '../answers';
import { browserZone, date } from '../format';
import { Bar } from '../parts/bar';
import { Definition } from '../parts/definition';
import { OnPaper } from '../parts/on_paper';
import { type Measure, type Standing, measuresOf, standings } from './measures';

export interface ComparisonTableProps {
  rows: readonly CampaignRow[];
  without: (id: string) => string; // the address of the comparison without this campaign
}

// A column for each campaign, a row for each number; the numbers' names stay in sight.
export function ComparisonTable({ rows, without }: ComparisonTableProps) {
  return (
    <>
      <div class="table-scroll on-screen" role="region" aria-label="Numbers of the campaigns" tabIndex={0}>
        <SideBySide rows={rows} of={rows} without={rows.length > 1 ? without : undefined} />
      </div>
      <OnPaper>
        {() => groupsOf(rows).map((group) => <SideBySide key={group[0]?.id} rows={group} of={rows} />)}
      </OnPaper>
      <p class="hint">
        The highest of a rate is marked <Best />. Counts and revenue are not: they say how large a campaign
        is, too. Bars show each number's part of the highest.
      </p>
    </>
  );
}

// As many as are beside each other on paper that stands upright.
const onPaper = 6;

const groupsOf = (rows: readonly CampaignRow[]): (readonly CampaignRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / onPaper) }, (_, at) =>
    rows.slice(at * onPaper, (at + 1) * onPaper),
  );

interface SideBySideProps {
  rows: readonly CampaignRow[];
  of: readonly CampaignRow[]; // all that are compared
  without?: ComparisonTableProps['without'] | undefined;
}

function SideBySide({ rows, of, without }: SideBySideProps) {
  return (
    <table class="table side-by-side">
      <caption class="visually-hidden">Numbers of the campaigns, a column for each</caption>
      <thead>
        <tr>
          <td />
          {rows.map((row) => (
            <Head key={row.id} row={row} without={without?.(row.id)} />
          ))}
        </tr>
      </thead>
      <tbody>
        {measuresOf(of).map((measure) => (
          <Row key={measure.name} measure={measure} rows={rows} of={of} />
        ))}
      </tbody>
    </table>
  );
}

function Head({
  row: { id, name, created_at, problem },
  without,
}: {
  row: CampaignRow;
  without: string | undefined;
}) {
  return (
    <th scope="col">
      <a class="campaign-name" href={hrefTo({ campaign: id })}>
        <bdi>{name}</bdi>
      </a>
      <span class="made">
        Made {date(created_at, browserZone())}
        {without && (
          <a class="take-away" href={without}>
            Remove<span class="visually-hidden"> {name}</span>
          </a>
        )}
        {problem && <span class="bad-word">No numbers: {problem}</span>}
      </span>
    </th>
  );
}

interface RowProps extends Pick<SideBySideProps, 'rows' | 'of'> {
  measure: Measure;
}

function Row({ measure, rows, of }: RowProps) {
  const { label, definition, show } = measure;
  const standing = standings(measure, of);
  return (
    <tr>
      <th scope="row">
        <span class="heading">
          {label}
          {definition && <Definition of={definition} label={label} />}
        </span>
      </th>
      {rows.map((row) => (
        <td key={row.id}>
          <Value standing={standing[of.indexOf(row)]}>{show(row)}</Value>
        </td>
      ))}
    </tr>
  );
}

function Value({ standing, children }: { standing: Standing | undefined; children: ComponentChildren }) {
  return (
    <>
      <span class="compared">
        <span>{children}</span>
        {standing?.best && <Best />}
      </span>
      {standing && standing.part !== null && <Bar part={standing.part} whole={1} />}
    </>
  );
}

const Best = () => (
  <span class="badge good best">
    <span aria-hidden="true">▲</span> best
  </span>
);
