import type { CampaignStats } from '../answers';
import type { DefinitionName } from '../definition_names';
import { number, percent } from '../format';
import { Sums } from '../parts/sums';
import { Tile } from '../parts/tile';

// The campaign's numbers at a glance: the four that everybody asks for, and those that explain them.
export function CampaignTiles({ stats }: { stats: CampaignStats | undefined }) {
  return (
    <section aria-label="Numbers of the campaign" class="stack tight">
      <dl class="tiles four">
        <Tile
          large
          label="Sent"
          definition="sent"
          value={stats && number(stats.sent)}
          note={messages(stats)}
        />
        <Tile
          large
          label="Clicked"
          definition="clicks"
          value={stats && number(stats.clicks)}
          note={people(stats)}
        />
        <Tile large label="CTR" definition="ctr" value={stats && percent(stats.ctr)} note={rates(stats)} />
        <Tile
          large
          label="Converted users"
          definition="conversion.converted"
          value={stats && number(stats.converted)}
          note={converted(stats)}
        />
      </dl>
      <dl class="tiles">
        {small.map(({ label, definition, value }) => (
          <Tile key={definition} label={label} definition={definition} value={stats && value(stats)} />
        ))}
      </dl>
    </section>
  );
}

const small: readonly {
  label: string;
  definition: DefinitionName;
  value: (stats: CampaignStats) => string;
}[] = [
  { label: 'Delivered', definition: 'delivered', value: ({ delivered }) => number(delivered) },
  { label: 'Failed', definition: 'failed', value: ({ failed }) => number(failed) },
  { label: 'Unique clickers', definition: 'unique_clickers', value: (of) => number(of.unique_clickers) },
  { label: 'Unique CTR', definition: 'unique_ctr', value: (of) => percent(of.unique_ctr) },
  { label: 'CTR of delivered', definition: 'delivered_ctr', value: (of) => percent(of.delivered_ctr) },
  {
    label: 'Conversion rate',
    definition: 'conversion.conversion_rate',
    value: (of) => percent(of.conversion_rate),
  },
  {
    label: 'Converted of sent',
    definition: 'conversion.converted_of_sent',
    value: (of) => percent(of.converted_of_sent),
  },
  { label: 'Previews', definition: 'previews', value: ({ previews }) => number(previews) },
  { label: 'Bots', definition: 'bots', value: ({ bots }) => number(bots) },
  {
    label: 'Forwarded devices',
    definition: 'forwarded_devices',
    value: (of) => number(of.forwarded_devices),
  },
  { label: 'Fallbacks', definition: 'fallbacks', value: ({ fallbacks }) => number(fallbacks) },
  {
    label: 'Unknown recipients',
    definition: 'unknown_recipients',
    value: (of) => number(of.unknown_recipients),
  },
];

const messages = (stats: CampaignStats | undefined) =>
  stats && `${number(stats.delivered)} delivered, ${number(stats.failed)} failed`;

const people = (stats: CampaignStats | undefined) =>
  stats &&
  (stats.unique_clickers === null
    ? 'by nobody in particular'
    : `by ${number(stats.unique_clickers)} recipients`);

const rates = (stats: CampaignStats | undefined) =>
  stats && `unique ${percent(stats.unique_ctr)}, of delivered ${percent(stats.delivered_ctr)}`;

function converted(stats: CampaignStats | undefined) {
  if (!stats) return undefined;
  if (stats.converted === null) return 'The campaign has no goal';
  return (
    <>
      {percent(stats.conversion_rate)} of recipients
      {stats.revenue.length > 0 && ', '}
      {stats.revenue.length > 0 && <Sums of={stats.revenue} />}
    </>
  );
}
