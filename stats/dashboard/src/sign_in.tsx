import { useEffect, useRef, useState } from 'preact/hooks';

import { signIn, signOut, useKey } from './key';
import { SteadyButton } from './parts/steady_button';
import { useTitle } from './title';
import { tryKey } from './try_key';

// The form that takes a key. It is tried before it is kept.
export function SignIn() {
  const { why, who, visit } = useKey();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  useTitle('Sign in');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const key = String(new FormData(form).get('key')).trim();
    setFault(null);
    setBusy(true);
    const found = await tryKey(key);
    if (typeof found === 'string') setFault(found);
    else signIn(key, found);
    setBusy(false);
  };
  // What had the focus went away with whoever was here.
  useEffect(() => {
    if (visit > 0) field.current?.focus();
  }, []);
  const said = fault ?? why;
  return (
    <form class="sign-in card" onSubmit={submit}>
      <h1>Sign in</h1>
      <p>
        Paste an API key with the scope <code>stats</code>. It is kept for this tab only and forgotten when
        the tab is closed.
      </p>
      <label class="field">
        <span>API key</span>
        <input
          ref={field}
          class="input mono masked"
          name="key"
          // Not a password: browsers offer to keep these.
          type="text"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="wp_…"
          aria-invalid={fault !== null}
          aria-describedby={said ? 'sign-in-fault' : undefined}
        />
      </label>
      {said && (
        <p id="sign-in-fault" class="bad-word" role="alert">
          {said}
        </p>
      )}
      <SteadyButton type="submit" class="button primary" off={busy}>
        {busy ? 'Trying the key…' : 'Sign in'}
      </SteadyButton>
      {who && <Waiting account={who.account} />}
      <p class="hint">
        On the server's machine, <code>waypost keys create --scopes stats --name …</code> makes one.
      </p>
    </form>
  );
}

// What one was at is not lost with the key.
const Waiting = ({ account }: { account: string }) => (
  <p>
    What you had open is still there, for a key of the account <code>{account}</code>.{' '}
    <button type="button" class="button small quiet" onClick={() => signOut()}>
      Close it
    </button>
  </p>
);
