import { type Address, change } from '../address';
import type { Campaign } from '../answers';
import type { Params } from '../api';

const states = ['clicked', 'sent', 'delivered', 'failed', 'converted'] as const;

// What the API's call selects by, out of the address.
export function filterOf(address: Address): Params {
  const chosen: Record<string, string | undefined> = {};
  for (const name of states) chosen[name] = address[name];
  if (address['clicked']) chosen['link'] = address['link'];
  if (address['converted']) chosen['event'] = address['event'];
  return chosen;
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

export function RecipientFilters({
  address,
  campaign,
}: {
  address: Address;
  campaign: Campaign | undefined;
}) {
  const links = campaign?.links ?? [];
  const goals = campaign?.conversions ?? [];
  return (
    <>
      <p class="on-paper">Shown: {filterText(address)}</p>
      <div class="filters" role="group" aria-label="Who is shown">
        {states
          // Without a goal nobody can be asked for as converted.
          .filter((name) => name !== 'converted' || address[name] || campaign?.conversions?.length)
          .map((name) => (
            <Choice key={name} name={name} value={address[name]} />
          ))}
        {address['clicked'] && links.length > 0 && (
          <Narrow
            name="link"
            label="Link"
            all="any link"
            value={address['link']}
            options={links.map(({ label }) => label)}
          />
        )}
        {address['converted'] && goals.length > 0 && (
          <Narrow
            name="event"
            label="Goal"
            all="any goal"
            value={address['event']}
            options={goals.map(({ event }) => event)}
          />
        )}
      </div>
    </>
  );
}

// "clicked (tickets), not delivered"
function filterText(address: Address): string {
  const { link, event, ...chosen } = filterOf(address);
  const narrowed: Record<string, unknown> = { clicked: link, converted: event };
  const parts = states.flatMap((name) => {
    if (!chosen[name]) return [];
    const [, yes, no] = words[name];
    const only = narrowed[name] ? ` (${String(narrowed[name])})` : '';
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
