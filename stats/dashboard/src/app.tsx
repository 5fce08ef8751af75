import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { type Address, useAddress } from './address';
import type { KeyAnswer } from './answers';
import { Head } from './head';
import { learnWho, useKey } from './key';
import { useLive } from './live';
import { Empty, Failed, Loading } from './parts/states';
import { noAnswer } from './problem';
import { SignIn } from './sign_in';
import { type View, viewFor } from './views';

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
  if (!view) return <NotThere />;
  return <Loaded key={view.name} view={view} address={address} />;
}

const NotThere = () => (
  <Empty title="There is no such page">
    <a href="/">All campaigns</a>
  </Empty>
);

function Loaded({ view, address }: { view: View; address: Address }) {
  const [found, setFound] = useState<{ Component: ComponentType<{ address: Address }> }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    view
      .load()
      .then((file) => setFound({ Component: file.default }))
      .catch(() => setFailed(true));
  }, [view]);
  useEffect(() => scrollTo(0, 0), []);
  // After an update of the server its old files are gone, and the page has to be loaded anew.
  if (failed) return <Failed problem={noAnswer()} retry={() => location.reload()} />;
  return found ? <found.Component address={address} /> : <Loading lines={8} />;
}
