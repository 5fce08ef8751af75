import { useEffect, useState } from 'preact/hooks';

import { keepHere } from '../address';
import { Dialog } from '../parts/dialog';

export interface UnsavedProps {
  when: boolean; // there is something to lose
  title?: string;
  text?: string;
  leave?: string;
}

// Asks before one leaves what would be lost: by a link, the way back, signing out or closing the tab.
export function Unsaved({
  when,
  title = 'Leave without saving?',
  text = 'What you have typed is not saved and would be lost.',
  leave = 'Leave without saving',
}: UnsavedProps) {
  const [asked, setAsked] = useState<{ go: () => void }>();
  useEffect(() => {
    if (!when) return;
    const closing = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', closing);
    const free = keepHere((go) => {
      setAsked({ go });
      return true;
    });
    return () => {
      removeEventListener('beforeunload', closing);
      free();
    };
  }, [when]);
  if (!asked || !when) return null;
  const stay = () => setAsked(undefined);
  return (
    <Dialog title={title} onClose={stay}>
      <p>{text}</p>
      <div class="dialog-buttons">
        <button type="button" class="button primary" onClick={stay}>
          Stay
        </button>
        <button type="button" class="button danger" onClick={asked.go}>
          {leave}
        </button>
      </div>
    </Dialog>
  );
}
