import { useState } from 'preact/hooks';

import type { KeyAnswer } from './answers';
import { call, parse, textOf } from './api';
import { isKey, signIn, useKey } from './key';
import { Problem, noAnswer } from './problem';
import { useTitle } from './title';

// The form that takes a key. It is tried before it is kept.
export function SignIn() {
  const { why } = useKey();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  useTitle('Sign in');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const key = String(new FormData(form).get('key')).trim();
    setFault(null);
    if (!isKey(key)) return setFault('This is no whole key: wp_, 16 digits, _, and 64 digits (0-9, a-f).');
    setBusy(true);
    const found = await tryKey(key);
    if (typeof found === 'string') setFault(found);
    else signIn(key, found);
    setBusy(false);
  };
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
          class="input mono"
          name="key"
          type="password"
          required
          autocomplete="off"
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
      <button type="submit" class="button primary" disabled={busy}>
        {busy ? 'Trying the key…' : 'Sign in'}
      </button>
      <p class="hint">
        On the server's machine, <code>waypost keys create --scopes stats --name …</code> makes one.
      </p>
    </form>
  );
}

// Who the key is, or why it cannot be used.
async function tryKey(key: string): Promise<KeyAnswer | string> {
  try {
    const who = parse<KeyAnswer>(await textOf(await call('/api/v1/key', { key })));
    if (who.scopes.includes('stats')) return who;
    return `This key may not read numbers: its scopes are ${who.scopes.join(', ')}, and stats is needed.`;
  } catch (error) {
    const problem = error instanceof Problem ? error : noAnswer();
    if (problem.status === 401) return 'The server does not take this key: it is unknown, paused or revoked.';
    return `${problem.title}. ${problem.detail}`;
  }
}
