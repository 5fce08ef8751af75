import type { Series } from './plot_options';

// Who the lines are. With `onToggle` each is a switch.
export function Legend({
  series,
  hidden,
  onToggle,
}: {
  series: readonly Series[];
  hidden?: ReadonlySet<string>;
  onToggle?: (name: string) => void;
}) {
  return (
    <ul class="legend">
      {series.map(({ name, label, colour }) => (
        <li key={name}>
          {onToggle ? (
            <button
              type="button"
              class="series"
              aria-pressed={!hidden?.has(name)}
              onClick={() => onToggle(name)}
            >
              <i class="swatch" style={{ background: `var(${colour})` }} />
              <bdi>{label}</bdi>
            </button>
          ) : (
            <span class="series">
              <i class="swatch" style={{ background: `var(${colour})` }} />
              <bdi>{label}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
