import { useEffect, useState } from 'preact/hooks';

import { leave } from './address';
import type { KeyAnswer } from './answers';
import { keyState, offered, signIn } from './key';
import { useObserved } from './observed';
import { Dialog } from './parts/dialog';
import { tryKey } from './try_key';

// A key that a link brought to somebody who is signed in. One of the same account takes the place of theirs; another
// account is a question, since they would take its campaigns for their own.
export function KeyOffer() {
  const given = useObserved(offered);
  return given === null ? null : <Offered key={given} given={given} />;
}

const stay = () => offered.set(null);

function take(given: string, who: KeyAnswer): void {
  stay();
  signIn(given, who);
}

function Offered({ given }: { given: string }) {
  const [found, setFound] = useState<KeyAnswer | string>();
  useEffect(() => {
    let over = false;
    void Promise.all([tryKey(given), ownAccount()]).then(([who, own]) => {
      if (over) return;
      if (typeof who !== 'string' && who.account === own) take(given, who);
      else setFound(who);
    });
    return () => {
      over = true;
    };
  }, [given]);
  if (!found) return null;
  return typeof found === 'string' ? <Useless why={found} /> : <Another given={given} who={found} />;
}

// Undefined where the server does not say.
async function ownAccount(): Promise<string | undefined> {
  const { key, who } = keyState.get();
  if (who || !key) return who?.account;
  const answer = await tryKey(key);
  return typeof answer === 'string' ? undefined : answer.account;
}

const Useless = ({ why }: { why: string }) => (
  <Dialog title="The link’s key cannot be used" onClose={stay}>
    <p>{why}</p>
    {keyState.get().key && <p>You are signed in as before.</p>}
    <div class="dialog-buttons">
      <button type="button" class="button primary" onClick={stay}>
        Close
      </button>
    </div>
  </Dialog>
);

const Another = ({ given, who }: { given: string; who: KeyAnswer }) => (
  <Dialog title="Go to another account?" onClose={stay}>
    <p>
      The link has a key of another account than the one you are signed in to: <bdi>{who.name}</bdi>, of the
      account <code>{who.account}</code>. You would see its campaigns, and what you make would be its own.
    </p>
    <div class="dialog-buttons">
      <button type="button" class="button primary" onClick={stay}>
        Stay
      </button>
      <button type="button" class="button danger" onClick={() => leave(() => take(given, who))}>
        Go to the other account
      </button>
    </div>
  </Dialog>
);
