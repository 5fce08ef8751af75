import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { Dialog } from '../parts/dialog';
import { Words } from '../parts/states';
import { Problem, noAnswer } from '../problem';
import { SteadyButton } from '../parts/steady_button';
import { type Faults, faultsIn, noFaults } from './faults';

export interface ConfirmProps {
  title: string;
  label: string; // of the button that does it
  danger?: boolean;
  work: () => Promise<void>; // may throw a Problem: the dialog stays and says it
  check?: () => Faults; // what can be told before
  onClose: () => void;
  children: (faults: Faults) => ComponentChildren;
}

// A dialog that says what is going to happen, does it, and closes when it is done.
export function Confirm({ title, label, danger, work, check, onClose, children }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [faults, setFaults] = useState(noFaults);
  const submit = async (event: Event) => {
    event.preventDefault();
    const known = check?.() ?? noFaults;
    setFaults(known);
    setProblem(undefined);
    if (known.size > 0) return;
    setBusy(true);
    try {
      await work();
      onClose();
    } catch (error) {
      const found = error instanceof Problem ? error : noAnswer();
      setProblem(found);
      setFaults(faultsIn(found));
    }
    setBusy(false);
  };
  const forget = () => {
    setFaults(noFaults);
    setProblem(undefined);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" noValidate onSubmit={submit} onInput={forget}>
        {children(faults)}
        {problem && !problem.field && (
          <div class="notice bad" role="alert">
            <div>
              <strong>{problem.title}</strong>
              <Words problem={problem} />
            </div>
          </div>
        )}
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <SteadyButton type="submit" class={danger ? 'button danger' : 'button primary'} off={busy}>
            {busy ? 'One moment…' : label}
          </SteadyButton>
        </div>
      </form>
    </Dialog>
  );
}
