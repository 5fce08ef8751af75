import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';

import { zoneWritten, zonesFor } from '../zones';
import { Field } from './field';
import { isZone, offsetText } from './zoned_time';

const most = 60;

export interface ZoneFieldProps {
  zone: string;
  onZone: (zone: string) => void;
  fault?: string | undefined;
}

// A time zone, found by typing a part of its name: a text field with a list below it, as screen readers know it.
export function ZoneField({ zone, onZone, fault }: ZoneFieldProps) {
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null); // null: the list is closed
  const [active, setActive] = useState(0);
  const found = useMemo(() => (typed === null ? [] : zonesFor(typed).slice(0, most)), [typed]);
  const open = typed !== null && found.length > 0;
  const type = (text: string | null) => {
    setTyped(text);
    setActive(0);
  };
  const choose = (wanted: string | undefined) => {
    if (wanted) onZone(wanted);
    type(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' && typed === null) type('');
    else if (event.key === 'ArrowDown') setActive(Math.min(found.length - 1, active + 1));
    else if (event.key === 'ArrowUp' && open) setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter' && open) choose(found[active]);
    else if (event.key === 'Escape' && typed !== null) type(null);
    else return;
    event.preventDefault();
  };
  return (
    <Field
      label="Time zone"
      fault={fault}
      hint={isZone(zone) ? `Now ${offsetText(zone)}. Days of the numbers begin at its midnight.` : undefined}
    >
      {(control) => (
        <div class="zone">
          <input
            {...control}
            class="input"
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={list}
            aria-activedescendant={open ? `${list}-${active}` : undefined}
            autocomplete="off"
            spellcheck={false}
            value={typed ?? zone}
            placeholder="Search, such as Kolkata"
            onFocus={(event) => event.currentTarget.select()}
            onClick={() => typed === null && type('')}
            onInput={(event) => type(event.currentTarget.value)}
            onKeyDown={press}
            onBlur={() => choose(typed ? zoneWritten(typed) : undefined)}
          />
          <Zones id={list} zones={open ? found : []} active={active} choose={choose} />
        </div>
      )}
    </Field>
  );
}

interface ZonesProps {
  id: string;
  zones: readonly string[];
  active: number;
  choose: (zone: string) => void;
}

function Zones({ id, zones, active, choose }: ZonesProps) {
  const shown = useRef<HTMLUListElement>(null);
  useEffect(() => shown.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active, zones]);
  return (
    <ul
      ref={shown}
      id={id}
      role="listbox"
      aria-label="Time zones"
      class="choices"
      hidden={zones.length === 0}
    >
      {zones.map((zone, at) => (
        <li
          key={zone}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          // Before the field loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            choose(zone);
          }}
        >
          {zone.replaceAll('_', ' ')}
          <span>{offsetText(zone)}</span>
        </li>
      ))}
    </ul>
  );
}
