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
          <Icon label={`Move ${what} up`} sign="↑" disabled={first} press={() => onMove(-1)} />
          <Icon label={`Move ${what} down`} sign="↓" disabled={last} press={() => onMove(1)} />
        </>
      )}
      <Icon label={`Remove ${what}`} sign="✕" disabled={!onRemove} press={() => onRemove?.()} />
    </span>
  );
}

interface IconProps {
  label: string;
  sign: string;
  disabled: boolean | undefined;
  press: () => void;
}

const Icon = ({ label, sign, disabled, press }: IconProps) => (
  <button
    type="button"
    class="button small quiet icon"
    aria-label={label}
    title={label}
    disabled={disabled}
    onClick={press}
  >
    <span aria-hidden="true">{sign}</span>
  </button>
);
