import type { JSX, Ref } from 'preact';

export interface SteadyButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  off: boolean; // it cannot be pressed for now
  place?: Ref<HTMLButtonElement>;
}

// A button that has nothing to do at times. It keeps the focus then, which one that is disabled would lose.
export function SteadyButton({ off, place = null, onClick, ...button }: SteadyButtonProps) {
  const press = (event: JSX.TargetedMouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  return <button ref={place} {...button} aria-disabled={off || undefined} onClick={press} />;
}
