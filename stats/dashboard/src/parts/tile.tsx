import type { ComponentChildren } from 'preact';

import type { DefinitionName } from '../definition_names';
import { Definition } from './definition';

export interface TileProps {
  label: string;
  value: ComponentChildren; // undefined while it is not known
  definition?: DefinitionName;
  note?: ComponentChildren; // what the value is of, or a second number
  large?: boolean;
}

// One number with its name. Belongs into a <dl class="tiles">.
export function Tile({ label, value, definition, note, large }: TileProps) {
  return (
    <div class={large ? 'tile large' : 'tile'}>
      <dt>
        {label}
        {definition && <Definition of={definition} label={label} />}
      </dt>
      <dd>
        <span class="value">{value === undefined ? <Waiting /> : value}</span>
        {note && <span class="note">{note}</span>}
      </dd>
    </div>
  );
}

const Waiting = () => (
  <span class="skeleton" aria-label="loading">
    {'\u00a0'}
  </span>
);
