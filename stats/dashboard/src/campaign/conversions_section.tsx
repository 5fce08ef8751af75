import { useId } from 'preact/hooks';

import type { Conversions } from '../answers';
import { campaignPath } from '../api';
import { useLive } from '../live';
import { CsvButton } from '../parts/csv_button';
import { Empty, Shown } from '../parts/states';
import { Titled } from '../parts/titled';
import { Funnel } from './funnel';
import { GoalTable } from './goal_table';
import type { SectionProps } from './section';

// Conversion performance: what each goal came to, and where people were lost on the way.
export default function ConversionsSection(props: SectionProps) {
  return (
    <div class="stack">
      <ConversionCards {...props} />
    </div>
  );
}

function ConversionCards({ id, campaign, moved }: SectionProps) {
  const path = campaignPath(id, 'stats', 'conversions');
  // Goals but the first do not move the campaign's totals.
  const conversions = useLive<Conversions>(path, {}, { after: moved, every: 10_000 });
  const [goals, funnel] = [useId(), useId()];
  const csv = { name: [campaign.data?.name ?? id, 'conversions'], path };
  return (
    <>
      <section class="card" aria-labelledby={goals}>
        <div class="card-head">
          <Titled id={goals} title="Conversion performance" definition="about.of_conversions" />
          <CsvButton csv={csv} />
        </div>
        <Shown brief live={conversions}>
          {({ events }) =>
            events.length ? (
              <GoalTable goals={events} />
            ) : (
              <Empty title="The campaign has no goal">
                Give it conversions (an event and a window), and what was reported counts at once, also of the
                past.
              </Empty>
            )
          }
        </Shown>
      </section>
      <section class="card" aria-labelledby={funnel}>
        <div class="card-head">
          <Titled id={funnel} title="Funnel" definition="funnel.share" />
        </div>
        <Shown brief live={conversions}>
          {(data) => <Funnel steps={data.funnel} />}
        </Shown>
      </section>
    </>
  );
}
