import { number } from '../format';
import type { Series } from './plot_options';

export interface LegendProps {
  series: readonly Series[];
  hidden?: ReadonlySet<string> | undefined;
  onToggle?: ((name: string) => void) | undefined;
}

// Who the lines are, and what each comes to in all. With `onToggle` each is a switch.
export function Legend({ series, hidden, onToggle }: LegendProps) {
  return (
    <ul class="legend">
      {series.map((one) => (
        <li key={one.name}>
          {onToggle ? (
            <button
              type="button"
              class="series"
              aria-pressed={!hidden?.has(one.name)}
              onClick={() => onToggle(one.name)}
            >
              <Line series={one} />
            </button>
          ) : (
            <span class="series">
              <Line series={one} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const Line = ({ series: { label, colour, values, total } }: { series: Series }) => (
  <>
    <i class="swatch" style={{ background: `var(${colour})` }} />
    <bdi>{label}</bdi>
    <span class="total">{number(total ?? values.reduce((sum, value) => sum + value, 0))}</span>
  </>
);
