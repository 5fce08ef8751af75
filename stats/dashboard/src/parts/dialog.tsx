import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

// Whoever opens a dialog begins with what it asks, and not with the button that closes it.
const firstIn = '.dialog-body :is(input, select, textarea, button, a[href])';

// For a <dialog> that is modal and open while it is in the tree. The focus goes back to where it was.
export function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    shown?.querySelector<HTMLElement>(firstIn)?.focus();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return dialog;
}

// A modal dialog, open while it is in the tree. `onClose` is called on Escape and on its button; whoever shows the
// dialog takes it away.
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useModal();
  const heading = useId();
  const cancelled = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={heading} onCancel={cancelled}>
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" class="button quiet icon" aria-label="Close" onClick={onClose}>
          <span aria-hidden="true">✕</span>
        </button>
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
