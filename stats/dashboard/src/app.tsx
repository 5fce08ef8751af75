import { useEffect, useRef } from 'preact/hooks';

import { useAddress } from './address';
import type { KeyAnswer } from './answers';
import { Head } from './head';
import { learnWho, useKey } from './key';
import { useLive } from './live';
import { Lazy } from './parts/lazy';
import { Empty } from './parts/states';
import { SignIn } from './sign_in';
import { viewFor } from './views';

// The whole page: its head, and the view that the address asks for, or the form to sign in.
export function App() {
  const { key } = useKey();
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Head />
      <main id="main" tabIndex={-1}>
        {key ? <SignedIn key={key} /> : <SignIn />}
      </main>
    </>
  );
}

// The view does not wait for what the key is called and may do.
function SignedIn() {
  const address = useAddress();
  const who = useLive<KeyAnswer>('/api/v1/key').data;
  useEffect(() => {
    if (who) learnWho(who);
  }, [who]);
  const view = viewFor(address);
  useArrival(`${view?.name} ${address['campaign']}`);
  if (!view) return <NotThere />;
  return <Lazy key={view.name} load={view.load} props={{ address }} />;
}

// Another view begins at its top, and the keyboard goes on from there.
function useArrival(place: string): void {
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [place]);
}

const NotThere = () => (
  <Empty title="There is no such page">
    <a href="/">All campaigns</a>
  </Empty>
);
