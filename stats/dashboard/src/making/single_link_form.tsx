import { useState } from 'preact/hooks';

import type { SingleLink } from '../answers';
import { send } from '../api';
import { Problem, noAnswer } from '../problem';
import { SteadyButton } from '../parts/steady_button';
import { type Faults, faultsIn, noFaults, urlFault, wordsFault } from './faults';
import { TextField } from './field';
import { FormProblem } from './form_problem';
import { Unsaved } from './unsaved';

const empty = { url: '', alias: '', label: '' };

// Makes a single link. `onMade` is told of the link; undefined where it is not known whether one was made.
export function SingleLinkForm({ onMade }: { onMade: (link: SingleLink | undefined) => void }) {
  const [draft, setDraft] = useState(empty);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(0);
  const [problem, setProblem] = useState<Problem>();
  const [faults, setFaults] = useState<Faults>(noFaults);
  const change = (changes: Partial<typeof empty>) => {
    setDraft((old) => ({ ...old, ...changes }));
    setProblem(undefined);
    setFaults(noFaults);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    const known = faultsOf(draft);
    setFaults(known);
    setProblem(undefined);
    setTried((count) => count + 1);
    if (known.size > 0) return;
    setBusy(true);
    try {
      onMade(await send<SingleLink>('POST', '/api/v1/links', bodyOf(draft)));
      setDraft(empty);
      setTried(0);
    } catch (error) {
      const found = error instanceof Problem ? error : noAnswer();
      setProblem(found);
      setFaults(faultsIn(found));
      if (found.status === 0 || found.status >= 500) onMade(undefined);
    }
    setBusy(false);
  };
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <Fields draft={draft} faults={faults} change={change} />
      <FormProblem problem={problem} faults={faults} tried={tried} />
      {problem && (problem.status === 0 || problem.status >= 500) && (
        <p class="hint">It may have been made all the same: look at the list before you make it again.</p>
      )}
      <div class="form-end">
        <SteadyButton type="submit" class="button primary" off={busy}>
          {busy ? 'Making…' : 'Make a short link'}
        </SteadyButton>
      </div>
      <Unsaved when={draft.url !== '' || draft.alias !== '' || draft.label !== ''} />
    </form>
  );
}

interface FieldsProps {
  draft: typeof empty;
  faults: Faults;
  change: (changes: Partial<typeof empty>) => void;
}

function Fields({ draft, faults, change }: FieldsProps) {
  return (
    <div class="single-fields">
      <TextField
        label="Leads to"
        type="url"
        value={draft.url}
        placeholder="https://shop.example/sale"
        fault={faults.get('url')}
        onValue={(url) => change({ url })}
      />
      <TextField
        label="Alias"
        value={draft.alias}
        placeholder="Summer-Sale"
        hint="What stands behind the domain. Without one, a code does."
        fault={faults.get('alias')}
        onValue={(alias) => change({ alias })}
      />
      <TextField
        label="Label"
        value={draft.label}
        hint="For you. Without one, the alias or the URL is it."
        fault={faults.get('label')}
        onValue={(label) => change({ label })}
      />
    </div>
  );
}

function faultsOf({ url, alias, label }: typeof empty): Faults {
  const found = new Map<string, string>();
  const wrong = urlFault(url);
  if (wrong) found.set('url', wrong);
  if (alias.trim() && !/^[a-z0-9_-]{1,64}$/i.test(alias.trim())) {
    found.set('alias', 'At most 64 of a–z, A–Z, 0–9, hyphens and underscores.');
  }
  const words = label.trim() !== '' && wordsFault(label, 64);
  if (words) found.set('label', words);
  return found;
}

const bodyOf = ({ url, alias, label }: typeof empty) => ({
  url: url.trim(),
  ...(alias.trim() ? { alias: alias.trim() } : {}),
  ...(label.trim() ? { label: label.trim() } : {}),
});
