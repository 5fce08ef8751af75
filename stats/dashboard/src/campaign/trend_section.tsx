import type { Bucket, Trend } from '../answers';
import { campaignPath } from '../api';
import { useLive } from '../live';
import { useMemo } from 'preact/hooks';
import { Chart } from '../parts/chart';
import { Titled } from '../parts/titled';
import type { Series } from '../parts/plot_options';
import { Sums } from '../parts/sums';
import { Empty, Shown } from '../parts/states';
import { PeriodChoice, type Period, bucketWord, periodOf } from './period';
import type { SectionProps } from './section';
import { hiddenIn, namedBuckets, reset, toggle, zoom } from './time_chart';

// Message Trend: what was sent and what came of it, by time.
export default function TrendSection({ id, address, campaign, stats, moved }: SectionProps) {
  const period = periodOf(address, campaign);
  const path = period.params && campaignPath(id, 'stats', 'trend');
  const trend = useLive<Trend>(path, period.params ?? {}, { after: moved, every: 30_000 });
  return (
    <section class="card" aria-labelledby="trend">
      <div class="card-head">
        <Titled id="trend" title="Message Trend" definition="about.by_time" />
        <PeriodChoice period={period} campaign={campaign} />
      </div>
      <Shown brief live={trend} lines={12}>
        {(data) => (
          <TrendChart
            trend={data}
            period={period}
            goal={stats?.converted !== null}
            hide={address['hide']}
            csvName={[campaign.data?.name ?? id, 'trend', data.interval]}
            csvPath={campaignPath(id, 'stats', 'trend')}
          />
        )}
      </Shown>
    </section>
  );
}

const lines: readonly (Omit<Series, 'values'> & { name: keyof Bucket })[] = [
  { name: 'sent', label: 'Sent', colour: '--series-sent', panel: 0, area: true },
  { name: 'delivered', label: 'Delivered', colour: '--series-delivered', panel: 0 },
  { name: 'failed', label: 'Failed', colour: '--series-failed', panel: 0 },
  { name: 'clicks', label: 'Clicks', colour: '--series-clicks', panel: 1, area: true },
  { name: 'first_clicks', label: 'First clicks', colour: '--series-first-clicks', panel: 1 },
  { name: 'converted', label: 'Converted', colour: '--series-converted', panel: 1 },
];

const panels = [
  { label: 'Messages', height: 150 },
  { label: 'Responses', height: 230 },
];

interface TrendChartProps {
  trend: Trend;
  period: Period;
  goal: boolean; // whether the campaign has one: without it nobody is converted, which is no line at 0
  hide: string | undefined; // names of lines, separated by commas
  csvName: string[];
  csvPath: string;
}

function TrendChart({ trend, period, goal, hide, csvName, csvPath }: TrendChartProps) {
  const series = useMemo(() => seriesOf(trend, goal), [trend, goal]);
  const buckets = useMemo(() => namedBuckets(trend.buckets, trend.interval), [trend]);
  const hidden = hiddenIn(hide, series);
  if (buckets.length === 0) return <Empty title="There is no time between these days" />;
  return (
    <Chart
      caption={`Message Trend by ${trend.interval}, ${trend.time_zone}`}
      of={bucketWord(trend.interval)}
      buckets={buckets}
      series={series}
      panels={panels}
      hidden={hidden}
      onToggle={(name) => toggle(hidden, name)}
      onZoom={(first, last) => zoom(trend.buckets, first, last)}
      onReset={reset(period)}
      extra={{ label: 'Revenue', cell: (at) => <Sums of={trend.buckets[at]?.revenue ?? []} /> }}
      csv={{ name: csvName, path: csvPath, ...(period.params ? { params: period.params } : {}) }}
    />
  );
}

const seriesOf = ({ buckets }: Trend, goal: boolean): Series[] =>
  lines
    .filter(({ name }) => goal || name !== 'converted')
    .map((line) => ({ ...line, values: buckets.map((bucket) => Number(bucket[line.name])) }));
