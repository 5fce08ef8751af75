import { useId } from 'preact/hooks';

import type { Split } from '../answers';
import { campaignPath } from '../api';
import { useLive } from '../live';
import { Titled } from '../parts/titled';
import { Shown } from '../parts/states';
import { ClickersByLinks } from './clickers_by_links';
import { PeriodChoice, periodOf } from './period';
import type { SectionProps } from './section';
import { SplitTable } from './split_table';
import { SplitTrend } from './split_trend';

// Split of Clicks: which link was clicked how often, how many links a recipient clicked, and when.
export default function LinksSection({ id, address, campaign, stats, moved }: SectionProps) {
  const period = periodOf(address, campaign);
  const path = campaignPath(id, 'stats', 'links');
  const split = useLive<Split>(period.params && path, period.params ?? {}, { after: moved, every: 30_000 });
  const [table, clickers, trend] = [useId(), useId(), useId()];
  const name = campaign.data?.name ?? id;
  return (
    <div class="stack">
      <section class="card" aria-labelledby={table}>
        <div class="card-head">
          <Titled id={table} title="Split of Clicks" definition="link.clicks" />
        </div>
        {stats ? (
          <SplitTable stats={stats} links={campaign.data?.links} csv={{ name: [name, 'links'], path }} />
        ) : (
          <Shown brief live={split}>
            {() => null}
          </Shown>
        )}
      </section>
      <section class="card" aria-labelledby={trend}>
        <div class="card-head">
          <Titled id={trend} title="Clicks by time" definition="about.by_time" />
          <PeriodChoice period={period} campaign={campaign} />
        </div>
        <Shown brief live={split} lines={10}>
          {(data) => (
            <SplitTrend
              split={data}
              period={period}
              hide={address['hide']}
              csv={{ name: [name, 'links', period.interval], path, params: period.params ?? {} }}
            />
          )}
        </Shown>
      </section>
      <section class="card" aria-labelledby={clickers}>
        <div class="card-head">
          <Titled id={clickers} title="Clickers by number of links" definition="clickers_by_links" />
        </div>
        {stats && <ClickersByLinks stats={stats} name={name} />}
      </section>
    </div>
  );
}
