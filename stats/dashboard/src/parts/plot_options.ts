import type uPlot from 'uplot';

import { compact } from '../format';
import { colour } from '../theme';

export interface Tick {
  text: string;
  major: boolean; // keeps its place where there is no room for all
}

export interface Series {
  name: string;
  label: string;
  colour: string; // a custom property: '--series-clicks'
  values: readonly number[]; // one for each bucket; where there are fewer, the line ends
  total?: number; // what they come to, where that is not their sum
  panel?: number; // which of the chart's panels it is drawn in: 0 unless said otherwise
  area?: boolean; // with a light ground below the line
}

// All panels have their plots above each other.
const leftSize = 60;
const tickWidth = 64;

// How a plot of `series` over `count` buckets looks with the colours of now. Buckets stand at 0, 1, …, whatever time
// each covers. `bottom`: with the buckets' names.
export function plotOptions(
  series: readonly Series[],
  ticks: () => readonly Tick[],
  bottom: boolean,
): uPlot.Options {
  const font = `11.5px ${getComputedStyle(document.body).fontFamily}`;
  const quiet = { stroke: colour('var(--ink-3)'), font };
  return {
    width: 300,
    height: 100,
    padding: [8, 12, bottom ? 0 : 8, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: () => [-0.5, Math.max(1, ticks().length) - 0.5] },
      y: { range: fromZero },
    },
    series: [{}, ...series.map((one) => seriesOptions(one))],
    axes: [
      {
        ...quiet,
        show: bottom,
        size: 28,
        gap: 6,
        splits: (u) => splits(u, ticks()),
        values: (_, places) => places.map((at) => ticks()[at]?.text ?? ''),
        grid: { show: false },
        ticks: { stroke: colour('var(--line)'), width: 1, size: 4 },
      },
      {
        ...quiet,
        size: leftSize,
        gap: 8,
        space: 34,
        incrs: wholeSteps,
        values: (_, values) => values.map((value) => compact(value)),
        grid: { stroke: colour('var(--line)'), width: 1 },
        ticks: { show: false },
      },
    ],
    cursor: {
      y: false,
      move: ontoBucket,
      points: { size: 8, width: 2 },
      drag: { x: true, y: false, setScale: false },
    },
  };
}

// The line at the pointer stands on a bucket, in all panels on the same.
const ontoBucket: uPlot.Cursor.MousePosRefiner = (u, left, top) => {
  if (left < 0) return [left, top];
  const last = Math.max(0, (u.data[0]?.length ?? 0) - 1);
  const at = Math.max(0, Math.min(last, Math.round(u.posToVal(left, 'x'))));
  return [u.valToPos(at, 'x'), top];
};

function seriesOptions({ colour: property, area, values }: Series): uPlot.Series {
  const stroke = colour(`var(${property})`);
  const below = area ? { fill: colour(`color-mix(in srgb, var(${property}) 10%, transparent)`) } : {};
  // A line between few points hides where they are; a single one would not be seen at all.
  return {
    stroke,
    ...below,
    width: 2,
    points: { show: values.length <= 40, size: values.length < 4 ? 9 : 5, fill: stroke, width: 0 },
  };
}

// Counts: from 0 to a little above the highest, and never a scale of fractions.
const fromZero: uPlot.Range.Function = (_, __, highest) => [0, Math.max(4, highest * 1.06)];

const wholeSteps = Array.from({ length: 14 }, (_, power) =>
  [1, 2, 5].map((step) => step * 10 ** power),
).flat();

// The buckets to be named: all, or else the major ones, or else every so many.
function splits(u: uPlot, ticks: readonly Tick[]): number[] {
  const first = Math.max(0, Math.ceil(u.scales['x']?.min ?? 0));
  const last = Math.min(ticks.length - 1, Math.floor(u.scales['x']?.max ?? 0));
  const most = Math.max(2, Math.floor(u.bbox.width / devicePixelRatio / tickWidth));
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const major = all.filter((at) => ticks[at]?.major);
  const chosen = all.length > most && major.length >= Math.min(3, most) ? major : all;
  const step = Math.ceil(chosen.length / most);
  return chosen.filter((_, at) => at % step === 0);
}
