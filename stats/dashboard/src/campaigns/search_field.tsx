import { useEffect, useRef, useState } from 'preact/hooks';

import { change } from '../address';

const pause = 200;

// What is typed goes into the address when the typing pauses, so that the way back leads over whole searches.
export function SearchField({ search }: { search: string }) {
  const [typed, setTyped] = useState(search);
  const timer = useRef<number>();
  const sent = useRef(search);
  useEffect(() => {
    if (sent.current !== search) setTyped(search);
    sent.current = search;
  }, [search]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const go = (text: string) => {
    clearTimeout(timer.current);
    const wanted = text.trim();
    if (wanted === sent.current) return;
    const began = sent.current === '';
    sent.current = wanted;
    change({ search: wanted, after: null, page: null }, { replace: !began });
  };
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => go(text), pause);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    go(typed);
  };
  return (
    <form role="search" class="search" onSubmit={submit}>
      <input
        class="input"
        type="search"
        aria-label="Search campaigns by name"
        placeholder="Search by name"
        maxLength={200}
        value={typed}
        onInput={(event) => type(event.currentTarget.value)}
      />
    </form>
  );
}
