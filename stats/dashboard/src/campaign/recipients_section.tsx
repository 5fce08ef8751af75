import { useId, useState } from 'preact/hooks';

import { change } from '../address';
import { Loading } from '../parts/states';
import { Titled } from '../parts/titled';
import { RecipientCard } from './recipient_card';
import { RecipientFilters, filterOf } from './recipient_filters';
import { RecipientList } from './recipient_list';
import type { SectionProps } from './section';

// Recipients: one of them, found by the platform's own id, and all for whom something holds.
export default function RecipientsSection({ id, address, campaign, moved }: SectionProps) {
  const shown = address['recipient'];
  const zone = address['zone'] ?? campaign.data?.time_zone ?? 'UTC';
  const list = useId();
  const filter = filterOf(address, campaign.data);
  return (
    <div class="stack">
      <Find key={shown ?? ''} shown={shown} />
      {shown && <RecipientCard key={shown} id={id} recipient={shown} zone={zone} moved={moved} />}
      <section class="card" aria-labelledby={list}>
        <div class="card-head">
          <Titled id={list} title="Recipients" />
        </div>
        <RecipientFilters filter={filter} campaign={campaign.data} />
        {campaign.data || campaign.problem ? (
          <RecipientList id={id} address={address} filter={filter} name={campaign.data?.name ?? id} />
        ) : (
          <Loading lines={10} />
        )}
      </section>
    </div>
  );
}

function Find({ shown }: { shown: string | undefined }) {
  const [text, setText] = useState(shown ?? '');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change({ recipient: text });
  };
  return (
    <form class="row find" role="search" onSubmit={submit}>
      <label class="field">
        <span>Find a recipient</span>
        <input
          class="input"
          type="search"
          dir="auto"
          value={text}
          placeholder="The platform's own id"
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button primary" disabled={text === ''}>
        Find
      </button>
    </form>
  );
}
