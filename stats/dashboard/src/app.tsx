import { useEffect, useRef } from 'preact/hooks';

import { useAddress } from './address';
import type { KeyAnswer } from './answers';
import { Head } from './head';
import { learnWho, useKey } from './key';
import { KeyOffer } from './key_offer';
import { useLive } from './live';
import { Lazy } from './parts/lazy';
import { Empty } from './parts/states';
import { SignIn } from './sign_in';
import { SignInAgain } from './sign_in_again';
import { viewFor } from './views';

// The whole page: its head, and the view that the address asks for, or the form to sign in.
export function App() {
  const { key, who, visit } = useKey();
  // Where a key was refused, what it was used for stays and waits for another one.
  const someone = key !== null || who !== null;
  useComing(someone);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <Head />
      <main id="main" tabIndex={-1}>
        {someone ? <SignedIn key={visit} /> : <SignIn />}
      </main>
      {!key && who && <SignInAgain />}
      <KeyOffer />
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

// The form that one signed in with is gone, and the keyboard goes on from what it led to.
function useComing(someone: boolean): void {
  const before = useRef(someone);
  useEffect(() => {
    if (someone && !before.current) document.getElementById('main')?.focus({ preventScroll: true });
    before.current = someone;
  }, [someone]);
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
