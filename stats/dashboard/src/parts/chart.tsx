import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';

import { change, useAddress } from '../address';
import { number } from '../format';
import '../style/chart.css';
import type { Csv } from './csv_button';
import { Legend } from './legend';
import { Plot } from './plot';
import type { Series, Tick } from './plot_options';
import { DataTable } from './table';

export interface Bucket extends Tick {
  name: string; // in full, for the table and whoever listens
}

export interface ChartProps {
  caption: string;
  of: string; // what a bucket is: 'Day'
  buckets: readonly Bucket[];
  series: readonly Series[];
  panels?: readonly { label?: string; height: number }[]; // one above the other, each with a scale of its own
  hidden?: ReadonlySet<string>; // names of series that are not drawn
  onToggle?: (name: string) => void;
  onZoom?: (first: number, last: number) => void; // buckets were chosen by dragging, or with Shift and Enter
  onReset?: (() => void) | undefined; // Escape, where nothing is chosen with the keyboard
  extra?: { label: string; cell: (at: number) => ComponentChildren }; // a further column of the table
  csv?: Csv;
}

// A figure: lines or bars over time, who they are, what is under the pointer, and the same as a table. The arrow keys
// move from bucket to bucket.
export function Chart(props: ChartProps) {
  const { caption, buckets, series, hidden, onToggle } = props;
  const names = [...(hidden ?? [])].join('\n');
  const drawn = useMemo(() => series.filter(({ name }) => !hidden?.has(name)), [series, names]);
  return (
    <figure class="chart">
      <figcaption class="visually-hidden">{caption}</figcaption>
      <p class="on-paper hint">
        {caption}: {buckets[0]?.name} – {buckets.at(-1)?.name}
      </p>
      <Legend series={series} hidden={hidden} onToggle={onToggle} />
      {drawn.length === 0 ? (
        <p class="empty">Nothing is chosen to be drawn.</p>
      ) : (
        <Canvas {...props} series={drawn} />
      )}
      <Behind {...props} />
    </figure>
  );
}

const onePanel = [{ height: 240 }];

function Canvas(props: ChartProps) {
  const { caption, buckets, series, onZoom, onReset } = props;
  const panels = props.panels ?? onePanel;
  const [pointed, point] = useState<number | null>(null);
  const [keyed, setKeyed] = useState(false);
  const [anchor, setAnchor] = useState<number | null>(null);
  const at = pointed !== null && pointed < buckets.length ? pointed : null;
  const chosen = range(anchor, at);
  const used = useMemo(() => panelsOf(panels, series), [panels, series]);
  const pointAt = (to: number | null) => {
    setKeyed(false);
    point(to);
  };
  const zoom = (first: number, last: number) => {
    point(null);
    setAnchor(null);
    onZoom?.(first, last);
  };
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const to = next(event.key, at, buckets.length);
    if (to !== undefined) {
      setAnchor(event.shiftKey && onZoom ? (anchor ?? at ?? to) : null);
      point(to);
      setKeyed(true);
    } else if (event.key === 'Enter' && chosen) zoom(...chosen);
    else if (event.key === 'Escape' && (chosen ?? onReset)) chosen ? setAnchor(null) : onReset?.();
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="canvas"
      role="group"
      aria-roledescription="chart"
      aria-label={`${caption}. Arrow keys move${onZoom ? ', Shift and arrow keys choose, Enter zooms in' : ''}.`}
      tabIndex={0}
      onKeyDown={press}
      onBlur={() => point(null)}
    >
      {used.map((panel, order) => (
        <div key={panel.index} class="panel">
          {panel.label && <span class="panel-label">{panel.label}</span>}
          <Plot
            series={panel.series}
            ticks={buckets}
            height={panel.height}
            bottom={order === used.length - 1}
            at={at}
            chosen={chosen}
            onPoint={pointAt}
            onChoose={zoom}
          />
        </div>
      ))}
      {/* Always there: what is put in together with its first text is not said aloud by every reader. */}
      <div role="status">{at !== null && keyed && <Readout buckets={buckets} series={series} at={at} />}</div>
      {at !== null && !keyed && <Readout buckets={buckets} series={series} at={at} />}
    </div>
  );
}

function panelsOf(panels: NonNullable<ChartProps['panels']>, series: readonly Series[]) {
  return panels.flatMap((panel, index) => {
    const own = series.filter((one) => (one.panel ?? 0) === index);
    return own.length ? [{ ...panel, index, series: own }] : [];
  });
}

const range = (anchor: number | null, at: number | null): [number, number] | null =>
  anchor === null || at === null ? null : [Math.min(anchor, at), Math.max(anchor, at)];

// Where a key leads from bucket `at`; undefined for keys that lead nowhere.
function next(key: string, at: number | null, count: number): number | undefined {
  const last = count - 1;
  if (key === 'ArrowRight') return at === null ? 0 : Math.min(last, at + 1);
  if (key === 'ArrowLeft') return at === null ? last : Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : undefined;
}

interface ReadoutProps {
  buckets: readonly Bucket[];
  series: readonly Series[];
  at: number;
}

// The numbers of one bucket, beside it, on the side where there is more room.
function Readout({ buckets, series, at }: ReadoutProps) {
  const place = (at + 0.5) / buckets.length;
  return (
    <div class={place > 0.5 ? 'readout before' : 'readout'} style={{ '--at': place }}>
      <strong>{buckets[at]?.name}</strong>
      <dl>
        {series.map((one) => (
          <div key={one.name}>
            <dt>
              <i class="swatch" style={{ background: `var(${one.colour})` }} />
              <bdi>{one.label}</bdi>
            </dt>
            <dd>{number(one.values[at])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

// The table behind the chart, made when it is opened. The address has that it is, and its order.
function Behind({ caption, of, buckets, series, extra, csv }: ChartProps) {
  const open = useAddress()['table'] !== undefined;
  const turn = (now: boolean) => now !== open && change({ table: now ? 'open' : null }, { replace: true });
  const columns = [
    {
      name: 'bucket',
      label: of,
      cell: (at: number) => buckets[at]?.name,
      heading: true,
      sort: (at: number) => at,
    },
    ...series.map((one) => ({
      name: one.name,
      label: one.label,
      number: true,
      cell: (at: number) => number(one.values[at]),
      sort: (at: number) => one.values[at] ?? null,
    })),
    ...(extra ? [{ name: 'extra', label: extra.label, number: true, cell: extra.cell }] : []),
  ];
  const rows = () => buckets.map(({ name }, at) => [name, ...series.map(({ values }) => values[at])]);
  const own = { name: [caption], columns: [of, ...series.map(({ label }) => label)], rows };
  return (
    <details class="behind-table" open={open} onToggle={(event) => turn(event.currentTarget.open)}>
      <summary>Table</summary>
      {open && (
        <DataTable
          caption={caption}
          hideCaption
          columns={columns}
          rows={buckets.map((_, at) => at)}
          rowKey={(at) => at}
          orderIn="table"
          csv={csv ?? own}
        />
      )}
    </details>
  );
}
