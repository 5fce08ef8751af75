import type { Ref } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { change } from '../address';
import { isFocusLost } from '../parts/focus';
import { Loading } from '../parts/states';
import { Titled } from '../parts/titled';
import { SteadyButton } from '../parts/steady_button';
import { RecipientCard } from './recipient_card';
import { RecipientFilters, filterOf } from './recipient_filters';
import { RecipientList } from './recipient_list';
import type { SectionProps } from './section';

// Recipients: one of them, found by the platform's own id, and all for whom something holds.
export default function RecipientsSection({ id, address, campaign, moved }: SectionProps) {
  const shown = address['recipient'];
  const zone = address['zone'] ?? campaign.data?.time_zone ?? 'UTC';
  const list = useId();
  const { heading, search } = useComingAndGoing(shown);
  const filter = filterOf(address, campaign.data);
  return (
    <div class="stack">
      <Find shown={shown} field={search} />
      {shown && (
        <RecipientCard key={shown} id={id} recipient={shown} zone={zone} moved={moved} heading={heading} />
      )}
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

// The card of who is chosen is above the list: it is led to, and where it is closed the keyboard goes on from what led
// there.
function useComingAndGoing(shown: string | undefined) {
  const heading = useRef<HTMLHeadingElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const opener = useRef<Element | null>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (shown !== undefined) {
      opener.current = isFocusLost() ? null : document.activeElement;
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView({ block: 'nearest' });
    } else if (isFocusLost()) {
      const led = opener.current;
      (led instanceof HTMLElement && led.isConnected ? led : search.current)?.focus();
    }
  }, [shown]);
  return { heading, search };
}

interface FindProps {
  shown: string | undefined;
  field: Ref<HTMLInputElement>;
}

function Find({ shown, field }: FindProps) {
  const [text, setText] = useState(shown ?? '');
  useEffect(() => setText(shown ?? ''), [shown]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    change({ recipient: text });
  };
  return (
    <form class="row find" role="search" onSubmit={submit}>
      <label class="field">
        <span>Find a recipient</span>
        <input
          ref={field}
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
      <SteadyButton type="submit" class="button primary" off={text === ''}>
        Find
      </SteadyButton>
    </form>
  );
}
