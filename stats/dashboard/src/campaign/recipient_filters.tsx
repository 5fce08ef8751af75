import { type Address, change } from '../address';
import type { Campaign } from '../answers';

const states = ['clicked', 'sent', 'delivered', 'failed', 'converted'] as const;

// What the API's call selects by.
export type Filter = Readonly<Record<string, string>>;

// Out of the address, but for what nobody can be asked for.
export function filterOf(address: Address, campaign: Campaign | undefined): Filter {
  const filter: Record<string, string> = {};
  for (const name of states) {
    const value = address[name];
    if (value === 'true' || value === 'false') filter[name] = value;
  }
  const { link, event } = address;
  if (link && filter['clicked'] && (campaign?.links.some(({ label }) => label === link) ?? true)) {
    filter['link'] = link;
  }
  if (event && filter['converted'] && (campaign?.conversions?.some((goal) => goal.event === event) ?? true)) {
    filter['event'] = event;
  }
  return filter;
}

const words: Record<(typeof states)[number], [string, string, string]> = {
  clicked: ['Clicked', 'clicked', 'did not click'],
  sent: ['Sent', 'sent', 'not sent'],
  delivered: ['Delivered', 'delivered', 'not delivered'],
  failed: ['Failed', 'failed', 'did not fail'],
  converted: ['Converted', 'converted', 'did not convert'],
};

// Another choice begins at the first page.
const choose = (name: string, value: string) => change({ [name]: value, after: null });

export function RecipientFilters({ filter, campaign }: { filter: Filter; campaign: Campaign | undefined }) {
  const links = campaign?.links ?? [];
  const goals = campaign?.conversions ?? [];
  return (
    <>
      <p class="on-paper">Shown: {filterText(filter)}</p>
      <div class="filters" role="group" aria-label="Who is shown">
        {states
          // Without a goal nobody can be asked for as converted.
          .filter((name) => name !== 'converted' || filter[name] || campaign?.conversions?.length)
          .map((name) => (
            <Choice key={name} name={name} value={filter[name]} />
          ))}
        {filter['clicked'] && links.length > 0 && (
          <Narrow
            name="link"
            label="Link"
            all="any link"
            value={filter['link']}
            options={links.map(({ label }) => label)}
          />
        )}
        {filter['converted'] && goals.length > 0 && (
          <Narrow
            name="event"
            label="Goal"
            all="any goal"
            value={filter['event']}
            options={goals.map(({ event }) => event)}
          />
        )}
      </div>
    </>
  );
}

// "clicked (tickets), not delivered"
function filterText({ link, event, ...chosen }: Filter): string {
  const narrowed: Record<string, string | undefined> = { clicked: link, converted: event };
  const parts = states.flatMap((name) => {
    if (!chosen[name]) return [];
    const [, yes, no] = words[name];
    const only = narrowed[name] ? ` (${narrowed[name]})` : '';
    return [(chosen[name] === 'true' ? yes : no) + only];
  });
  return parts.join(', ') || 'all recipients';
}

function Choice({ name, value }: { name: (typeof states)[number]; value: string | undefined }) {
  const [label, yes, no] = words[name];
  return (
    <label class="field">
      <span>{label}</span>
      <select
        class="select small"
        value={value ?? ''}
        onChange={(event) => choose(name, event.currentTarget.value)}
      >
        <option value="">any</option>
        <option value="true">{yes}</option>
        <option value="false">{no}</option>
      </select>
    </label>
  );
}

interface NarrowProps {
  name: string;
  label: string;
  all: string;
  value: string | undefined;
  options: readonly string[];
}

const Narrow = ({ name, label, all, value, options }: NarrowProps) => (
  <label class="field">
    <span>{label}</span>
    <select
      class="select small"
      dir="auto"
      value={value ?? ''}
      onChange={(event) => choose(name, event.currentTarget.value)}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  </label>
);
