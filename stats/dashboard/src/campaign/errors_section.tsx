import { useId, useMemo, useRef } from 'preact/hooks';

import type { ErrorNumbers, Errors } from '../answers';
import { campaignPath } from '../api';
import { useLive } from '../live';
import { Chart } from '../parts/chart';
import type { Csv } from '../parts/csv_button';
import type { Series } from '../parts/plot_options';
import { Empty, Shown } from '../parts/states';
import { Titled } from '../parts/titled';
import { ErrorTable } from './error_table';
import { lineColour } from './line_colours';
import { type Period, PeriodChoice, bucketWord, periodOf } from './period';
import type { SectionProps } from './section';
import { hiddenIn, namedBuckets, reset, toggle, zoom } from './time_chart';

// Errors: why messages failed, how often, and when.
export default function ErrorsSection({ id, address, campaign, moved }: SectionProps) {
  const path = campaignPath(id, 'stats', 'errors');
  const period = periodOf(address, campaign);
  const params = period.params ?? {};
  const errors = useLive<Errors>(path, {}, { after: moved, every: 30_000 });
  const byTime = useLive<Errors>(period.params && path, params, { after: moved, every: 30_000 });
  const [table, trend] = [useId(), useId()];
  const name = campaign.data?.name ?? id;
  const zone = period.zone ?? 'UTC';
  return (
    <div class="stack">
      <section class="card" aria-labelledby={table}>
        <div class="card-head">
          <Titled id={table} title="Errors" definition="about.of_errors" />
        </div>
        <Shown brief live={errors}>
          {(data) => <ErrorTable errors={data.errors} zone={zone} csv={{ name: [name, 'errors'], path }} />}
        </Shown>
      </section>
      <section class="card" aria-labelledby={trend}>
        <div class="card-head">
          <Titled id={trend} title="Errors by time" definition="about.by_time" />
          <PeriodChoice period={period} campaign={campaign} />
        </div>
        <Shown brief live={byTime} lines={10}>
          {(data) => (
            <ErrorTrend
              errors={data}
              period={period}
              hide={address['hide']}
              csv={{ name: [name, 'errors', period.interval], path, params }}
            />
          )}
        </Shown>
      </section>
    </div>
  );
}

interface ErrorTrendProps {
  errors: Errors;
  period: Period;
  hide: string | undefined;
  csv: Csv;
}

function ErrorTrend({ errors, period, hide, csv }: ErrorTrendProps) {
  const interval = errors.interval ?? period.interval;
  const times = errors.errors[0]?.buckets ?? [];
  const buckets = useMemo(() => namedBuckets(times, interval), [errors]);
  const series = useLines(errors);
  const hidden = hiddenIn(hide, series);
  if (times.length === 0) return <Empty title="No failure was reported" />;
  return (
    <Chart
      caption={`Failures by ${interval}, ${errors.time_zone ?? ''}`}
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

// The errors as lines, the most frequent first. While they are in sight each keeps its place, whichever overtakes it; its
// colour goes by when it was first seen, so that it is the same for whoever opens the page when.
function useLines({ errors }: Errors): Series[] {
  const places = useRef(new Map<string, number>()).current;
  return useMemo(() => {
    for (const { error } of errors) if (!places.has(error)) places.set(error, places.size);
    const placeOf = ({ error }: ErrorNumbers) => places.get(error) ?? 0;
    const seen = [...errors].sort(bySight);
    return [...errors]
      .sort((one, other) => placeOf(one) - placeOf(other))
      .map((one) => ({
        name: `e${one.error}`,
        label: one.error,
        colour: lineColour(seen.indexOf(one)),
        values: (one.buckets ?? []).map(({ count }) => count),
      }));
  }, [errors]);
}

const bySight = (one: ErrorNumbers, other: ErrorNumbers): number =>
  one.first_seen === other.first_seen
    ? compare(one.error, other.error)
    : compare(one.first_seen, other.first_seen);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
