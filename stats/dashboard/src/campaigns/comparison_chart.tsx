import { useMemo } from 'preact/hooks';

import { change, useAddress } from '../address';
import type { CampaignRow } from '../answers';
import { bucketLabel } from '../bucket_label';
import { lineColour } from '../campaign/line_colours';
import { hiddenIn, toggle } from '../campaign/time_chart';
import { Chart } from '../parts/chart';
import type { Series } from '../parts/plot_options';
import { Loading, Words } from '../parts/states';
import { type Aligned, type Unit, longest, sums } from './aligned';
import { useAligned } from './use_aligned';

export interface ComparisonChartProps {
  rows: readonly CampaignRow[];
  unit: string | undefined;
  sums: boolean; // clicks so far, rather than those of each hour or day
}

// The clicks of all from where each began, whenever that was.
export default function ComparisonChart({ rows, unit: asked, sums: summed }: ComparisonChartProps) {
  const unit: Unit = asked === 'day' ? 'day' : 'hour';
  const hide = useAddress()['hide'];
  const lines = useMemo(() => rows.map((row, at) => series(row, at, undefined, summed)), [rows, summed]);
  const hidden = hiddenIn(hide, lines);
  const shown = rows.filter(({ id, problem }) => !problem && !hidden.has(id));
  const { known, problem } = useAligned(shown, unit);
  const all = useMemo(
    () => rows.map((row, at) => series(row, at, known.get(row.id), summed)),
    [rows, known, summed],
  );
  const buckets = useMemo(() => bucketsFor(all, unit), [all, unit]);
  return (
    <section class="card" aria-labelledby="clicks-since">
      <div class="card-head">
        <h2 id="clicks-since">Clicks since the first send</h2>
        <Choices unit={unit} summed={summed} />
      </div>
      {problem && (
        <div class="notice warn" role="status">
          <div>
            <strong>Not all lines are there. {problem.title}</strong>
            <Words problem={problem} />
          </div>
        </div>
      )}
      {buckets.length === 0 && !problem ? (
        <Loading lines={8} />
      ) : (
        <Chart
          caption={`Clicks ${summed ? 'so far' : `by ${unit}`} since the first send`}
          of={unit === 'hour' ? 'Hour' : 'Day'}
          buckets={buckets}
          series={all}
          panels={panels}
          hidden={hidden}
          onToggle={(name) => toggle(hidden, name)}
        />
      )}
      <Begun rows={shown} known={known} unit={unit} />
    </section>
  );
}

const panels = [{ height: 300 }];

function series(row: CampaignRow, at: number, known: Aligned | undefined, summed: boolean): Series {
  const clicks = known?.clicks ?? [];
  return {
    name: row.id,
    label: row.name,
    colour: lineColour(at),
    values: summed ? sums(clicks) : clicks,
    total: row.clicks ?? 0,
  };
}

// Hour 1 is the one in which the first was sent. Hours are named by whole days on the axis.
function bucketsFor(all: readonly Series[], unit: Unit) {
  const count = Math.max(0, ...all.map(({ values }) => values.length));
  return Array.from({ length: count }, (_, at) => ({
    name: unit === 'hour' ? `Hour ${at + 1}` : `Day ${at + 1}`,
    text: unit === 'hour' ? `${at + 1} h` : `Day ${at + 1}`,
    major: unit === 'hour' ? at % 12 === 11 : at % 7 === 6,
  }));
}

function Choices({ unit, summed }: { unit: Unit; summed: boolean }) {
  return (
    <div class="row choices-of-chart">
      <label class="check">
        <input
          type="checkbox"
          checked={summed}
          onChange={(event) => change({ sums: event.currentTarget.checked ? 'on' : null }, { replace: true })}
        />
        Clicks so far
      </label>
      <div class="segments" role="group" aria-label="By">
        {(['hour', 'day'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === unit}
            onClick={() => change({ unit: one === 'hour' ? null : one }, { replace: true })}
          >
            {one === 'hour' ? `First ${longest.hour} hours` : `First ${longest.day} days`}
          </button>
        ))}
      </div>
    </div>
  );
}

// Says where each line begins.
function Begun({
  rows,
  known,
  unit,
}: {
  rows: readonly CampaignRow[];
  known: ReadonlyMap<string, Aligned>;
  unit: Unit;
}) {
  const unsent = rows.filter(({ id }) => known.get(id)?.by === 'creation').length;
  return (
    <>
      <p class="hint">
        Each line begins with the {unit} of the campaign's first send
        {unsent > 0 &&
          `; where no send was reported (${unsent} of ${rows.length}), with that of its creation`}
        .
      </p>
      <details class="behind-table">
        <summary>Where each line begins</summary>
        <ul class="begun">
          {rows.map(({ id, name }) => (
            <li key={id}>
              <bdi>{name}</bdi>: {beginning(known.get(id), unit)}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const beginning = (aligned: Aligned | undefined, unit: Unit): string =>
  aligned?.start ? `${bucketLabel(aligned.start, unit)}, its ${words[aligned.by]}` : 'not known yet';

const words = { send: 'first send', creation: 'creation' };
