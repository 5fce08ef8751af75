import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

import { colours } from '../theme';
import { type Series, type Tick, plotOptions } from './plot_options';
import { followTouch } from './touch';

export interface PlotProps {
  series: readonly Series[];
  ticks: readonly Tick[];
  height: number;
  bottom: boolean; // with the buckets' names
  at: number | null; // the bucket that is pointed at
  chosen: readonly [number, number] | null; // the buckets chosen with the keyboard
  onPoint: (at: number | null) => void;
  onChoose: (first: number, last: number) => void;
}

// One canvas. Made anew when its lines or the theme change, and otherwise given new data in place.
export function Plot(props: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const now = useRef(props); // what the plot's own callbacks see
  now.current = props;
  const looks = props.series.map(({ name, colour }) => `${name} ${colour}`).join('\n');
  const dotted = props.ticks.length <= 40;

  useEffect(() => {
    const shown = place.current;
    if (!shown) return;
    const draw = () => {
      plot.current?.destroy();
      plot.current = make(shown, now);
    };
    draw();
    // At once and not with the next drawing: before paper is printed there is none.
    const deaf = colours.listen(draw);
    const follow = new ResizeObserver(() => plot.current && fit(plot.current, shown, now.current.height));
    follow.observe(shown);
    return () => {
      deaf();
      follow.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [looks, props.bottom, dotted]);

  useEffect(() => plot.current?.setData(dataOf(props)), [props.series, props.ticks]);
  useEffect(() => {
    if (plot.current) fit(plot.current, place.current, props.height);
  }, [props.height]);
  useEffect(() => plot.current && point(plot.current, props.at), [props.at]);
  useEffect(() => plot.current && choose(plot.current, props.chosen), [props.chosen]);

  return <div ref={place} class="plot" aria-hidden="true" />;
}

const dataOf = ({ series, ticks }: PlotProps): uPlot.AlignedData => [
  ticks.map((_, at) => at),
  ...series.map(({ values }) => values as number[]),
];

function make(place: HTMLElement, now: { current: PlotProps }): uPlot {
  const { series, bottom } = now.current;
  const options = plotOptions(series, () => now.current.ticks, bottom);
  options.hooks = {
    setCursor: [(u) => now.current.onPoint(u.cursor.idx ?? null)],
    setSelect: [(u) => chosenByDrag(u, now.current)],
  };
  const made = new uPlot(options, dataOf(now.current), place);
  followTouch(made);
  fit(made, place, now.current.height);
  return made;
}

function fit(u: uPlot, place: HTMLElement | null, height: number): void {
  const width = place?.clientWidth ?? 0;
  if (width > 0 && (width !== u.width || height !== u.height)) u.setSize({ width, height });
}

function chosenByDrag(u: uPlot, { ticks, onChoose }: PlotProps): void {
  const { left, width } = u.select;
  if (width < 4) return;
  const within = (at: number) => Math.max(0, Math.min(ticks.length - 1, at));
  const first = within(Math.round(u.posToVal(left, 'x')));
  const last = within(Math.round(u.posToVal(left + width, 'x')));
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onChoose(first, last);
}

function point(u: uPlot, at: number | null): void {
  if (at === (u.cursor.idx ?? null)) return;
  u.setCursor({ left: at === null ? -10 : u.valToPos(at, 'x'), top: at === null ? -10 : 1 }, false);
}

function choose(u: uPlot, chosen: readonly [number, number] | null): void {
  const [first, last] = chosen ?? [0, -1];
  const left = u.valToPos(first - 0.5, 'x');
  const width = chosen ? u.valToPos(last + 0.5, 'x') - left : 0;
  u.setSelect({ left, top: 0, width, height: chosen ? u.over.clientHeight : 0 }, false);
}
