import type { ComponentChildren } from 'preact';

import { Confirm } from './confirm';

export interface PauseProps {
  what: 'link' | 'campaign';
  paused: boolean; // now
  set: (paused: boolean) => Promise<void>;
  onClose: () => void;
  children: ComponentChildren; // what comes of it
}

// Asks whether to pause it, or to resume what is paused.
export function Pause({ what, paused, set, onClose, children }: PauseProps) {
  const label = paused ? 'Resume' : 'Pause';
  return (
    <Confirm title={`${label} the ${what}?`} label={label} work={() => set(!paused)} onClose={onClose}>
      {() => <p>{children}</p>}
    </Confirm>
  );
}
