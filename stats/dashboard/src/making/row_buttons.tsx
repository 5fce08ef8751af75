import { SteadyButton } from '../parts/steady_button';

export interface RowButtonsProps {
  what: string; // "link 2"
  first?: boolean;
  last?: boolean;
  onMove?: (by: number) => void; // not given where the order means nothing
  onRemove?: (() => void) | undefined; // not given where one has to be
}

// Moves a row of a form up and down, and takes it away.
export function RowButtons({ what, first, last, onMove, onRemove }: RowButtonsProps) {
  return (
    <span class="row-buttons">
      {onMove && (
        <>
          <Icon label={`Move ${what} up`} sign="↑" off={first} press={() => onMove(-1)} />
          <Icon label={`Move ${what} down`} sign="↓" off={last} press={() => onMove(1)} />
        </>
      )}
      <Icon
        label={`Remove ${what}`}
        sign="✕"
        off={!onRemove}
        press={(button) => {
          focusBeside(button);
          onRemove?.();
        }}
      />
    </span>
  );
}

interface IconProps {
  label: string;
  sign: string;
  off: boolean | undefined;
  press: (button: HTMLElement) => void;
}

const Icon = ({ label, sign, off = false, press }: IconProps) => (
  <SteadyButton
    type="button"
    class="button small quiet icon"
    aria-label={label}
    title={label}
    off={off}
    onClick={({ currentTarget }) => press(currentTarget)}
  >
    <span aria-hidden="true">{sign}</span>
  </SteadyButton>
);

// The row is about to go: the keyboard goes on in the next one, or at what adds rows where there is none.
function focusBeside(button: HTMLElement): void {
  const row = button.closest('li');
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  const field = next?.querySelector('input');
  const adding = row?.parentElement?.parentElement?.querySelector<HTMLElement>('button:not(li button)');
  (field ?? adding)?.focus();
}
