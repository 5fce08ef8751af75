import { useState } from 'preact/hooks';

import { number } from '../format';
import type { Series } from './plot_options';

export interface LegendProps {
  series: readonly Series[];
  hidden?: ReadonlySet<string> | undefined;
  onToggle?: ((name: string) => void) | undefined;
}

const most = 16;

// Who the lines are, and what each comes to in all. With `onToggle` each is a switch. Of many, those that are not drawn
// are shown when asked for.
export function Legend({ series, hidden, onToggle }: LegendProps) {
  const [all, setAll] = useState(false);
  const folds = series.length > most;
  const shown = folds && !all ? series.filter(({ name }, at) => !hidden?.has(name) || at < most / 2) : series;
  return (
    <ul class="legend">
      {shown.map((one) => (
        <li key={one.name}>
          <Entry series={one} off={hidden?.has(one.name) ?? false} onToggle={onToggle} />
        </li>
      ))}
      {folds && (
        <li>
          <button type="button" class="button small quiet" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Fewer' : `${number(series.length - shown.length)} more`}
          </button>
        </li>
      )}
    </ul>
  );
}

interface EntryProps {
  series: Series;
  off: boolean;
  onToggle: LegendProps['onToggle'];
}

function Entry({ series, off, onToggle }: EntryProps) {
  const { name, label, colour, values, total } = series;
  const words = (
    <>
      <i class="swatch" style={{ background: `var(${colour})` }} />
      <bdi>{label}</bdi>
      <span class="total">{number(total ?? values.reduce((sum, value) => sum + value, 0))}</span>
    </>
  );
  if (!onToggle) return <span class="series">{words}</span>;
  return (
    <button type="button" class="series" aria-pressed={!off} onClick={() => onToggle(name)}>
      {words}
    </button>
  );
}
