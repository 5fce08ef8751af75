import { useMemo } from 'preact/hooks';

import type { Split } from '../answers';
import { Chart } from '../parts/chart';
import type { Csv } from '../parts/csv_button';
import type { Series } from '../parts/plot_options';
import { Empty } from '../parts/states';
import { lineColour } from './line_colours';
import { type Period, bucketWord } from './period';
import { hiddenIn, namedBuckets, reset, toggle, zoom } from './time_chart';

export interface SplitTrendProps {
  split: Split;
  period: Period;
  hide: string | undefined;
  csv: Csv;
}

// Clicks of each link by time.
export function SplitTrend({ split, period, hide, csv }: SplitTrendProps) {
  const interval = split.interval ?? period.interval;
  const times = split.links[0]?.buckets ?? [];
  const buckets = useMemo(() => namedBuckets(times, interval), [split]);
  const series = useMemo(() => seriesOf(split), [split]);
  const hidden = hiddenIn(hide, series);
  if (times.length === 0) return <Empty title="There is no time between these days" />;
  return (
    <Chart
      caption={`Clicks of each link by ${interval}, ${split.time_zone ?? ''}`}
      of={bucketWord(interval)}
      buckets={buckets}
      series={series}
      hidden={hidden}
      onToggle={(name) => toggle(hidden, name)}
      onZoom={(first, last) => zoom(times, first, last)}
      onReset={reset(period)}
      csv={csv}
    />
  );
}

const seriesOf = ({ links }: Split): Series[] =>
  links.map(({ link, buckets = [] }, at) => ({
    name: `l${at}`,
    label: link,
    colour: lineColour(at),
    values: buckets.map(({ clicks }) => clicks),
  }));
