import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

import { hrefTo } from '../address';
import type { Clients, Conversions, Errors } from '../answers';
import { campaignPath } from '../api';
import { useLive } from '../live';
import { CsvButton } from '../parts/csv_button';
import { Empty, Loading, Shown } from '../parts/states';
import { Titled } from '../parts/titled';
import { ErrorTable } from './error_table';
import { Funnel } from './funnel';
import { GoalTable } from './goal_table';
import { NameTable } from './name_table';
import type { SectionProps } from './section';
import { SplitTable } from './split_table';
import TrendSection from './trend_section';

// The parts in brief, each with the way to the whole of it, as a view and as a file. They are asked for beside each other.
export default function Overview(props: SectionProps) {
  const { id, stats, campaign } = props;
  return (
    <div class="stack">
      <TrendSection {...props} />
      <div class="columns two">
        <Part {...{ id, campaign }} view="links" title="Split of Clicks">
          {stats ? <SplitTable brief stats={stats} links={campaign.data?.links} /> : <Loading />}
        </Part>
        <FunnelPart {...props} />
        <ErrorsPart {...props} />
        <SystemsPart {...props} />
      </div>
    </div>
  );
}

interface PartProps {
  id: string;
  campaign: SectionProps['campaign'];
  view: string;
  title: string;
  children: ComponentChildren;
}

function Part({ id, campaign, view, title, children }: PartProps) {
  const heading = useId();
  const name = [campaign.data?.name ?? id, view];
  return (
    <section class="card" aria-labelledby={heading}>
      <div class="card-head">
        <Titled id={heading} title={title} />
        <span class="row tight">
          <CsvButton csv={{ name, path: campaignPath(id, 'stats', view) }} />
          <a class="more" href={hrefTo({ campaign: id, view })} aria-label={`All of it: ${title}`}>
            All of it
          </a>
        </span>
      </div>
      {children}
    </section>
  );
}

function FunnelPart({ id, campaign, moved }: SectionProps) {
  const path = campaignPath(id, 'stats', 'conversions');
  const conversions = useLive<Conversions>(path, {}, { after: moved, every: 10_000 });
  return (
    <Part {...{ id, campaign }} view="conversions" title="Conversion performance">
      <Shown brief live={conversions}>
        {({ funnel, events }) => {
          if (funnel.length) return <Funnel steps={funnel} />;
          return events.length ? <GoalTable goals={events} /> : <Empty title="The campaign has no goal" />;
        }}
      </Shown>
    </Part>
  );
}

function ErrorsPart({ id, campaign, moved }: SectionProps) {
  const errors = useLive<Errors>(campaignPath(id, 'stats', 'errors'), {}, { after: moved, every: 30_000 });
  return (
    <Part {...{ id, campaign }} view="errors" title="Errors">
      <Shown brief live={errors}>
        {(data) => <ErrorTable brief errors={data.errors} zone={campaign.data?.time_zone ?? 'UTC'} />}
      </Shown>
    </Part>
  );
}

function SystemsPart({ id, campaign, moved }: SectionProps) {
  const clients = useLive<Clients>(campaignPath(id, 'stats', 'clients'), {}, { after: moved, every: 30_000 });
  return (
    <Part {...{ id, campaign }} view="clients" title="Clients">
      <Shown brief live={clients}>
        {({ systems }) => <NameTable title="Systems" rows={systems} most={6} />}
      </Shown>
    </Part>
  );
}
