import { useEffect, useId, useRef, useState } from 'preact/hooks';

import type { DefinitionName } from '../definition_names';
import { Said, definitionOf } from '../definitions';

// A "?" that opens what docs/numbers.md says of a number. `label`: the number's name on the page. The browser closes
// it on Escape and on a click elsewhere; it closes, too, when the "?" is scrolled away from it.
export function Definition({ of, label }: { of: DefinitionName; label: string }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const scrolled = ({ target }: Event) => {
      if (target instanceof Node && target.contains(button.current)) popover.current?.hidePopover();
    };
    addEventListener('scroll', scrolled, { capture: true, passive: true });
    return () => removeEventListener('scroll', scrolled, { capture: true });
  }, [open]);
  const opening = (event: ToggleEvent) => {
    const opens = event.newState === 'open';
    setOpen(opens);
    const shown = event.currentTarget;
    if (opens && button.current && shown instanceof HTMLElement) place(shown, button.current);
  };
  return (
    <span class="definition">
      <button
        ref={button}
        type="button"
        class="what"
        aria-label={`What is ${label}?`}
        aria-expanded={open}
        aria-controls={id}
        popovertarget={id}
      >
        ?
      </button>
      <div ref={popover} id={id} class="popover" popover="auto" role="note" onBeforeToggle={opening}>
        {open && <Text of={of} label={label} />}
      </div>
    </span>
  );
}

function Text({ of, label }: { of: DefinitionName; label: string }) {
  const { meaning, absent, above100 } = definitionOf(of);
  return (
    <>
      <strong>{label}</strong>
      <p>
        <Said text={meaning} />
      </p>
      {absent && (
        <p>
          No value <Said text={absent} />.
        </p>
      )}
      {above100 && (
        <p>
          Above 100 %: <Said text={above100} />.
        </p>
      )}
    </>
  );
}

// Below the button, or above it where there is more room, within the window. Nothing is measured: the text comes later.
function place(shown: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const width = Math.min(340, innerWidth - 24);
  const left = Math.max(12, Math.min(at.left - 16, innerWidth - width - 12));
  const above = at.bottom > innerHeight * 0.6;
  Object.assign(shown.style, {
    width: `${width}px`,
    left: `${left}px`,
    top: above ? 'auto' : `${at.bottom + 8}px`,
    bottom: above ? `${innerHeight - at.top + 8}px` : 'auto',
  });
}
