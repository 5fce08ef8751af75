import { useEffect, useRef, useState } from 'preact/hooks';

import { change } from '../address';
import { dateTime } from '../format';
import { dayAfter, firstDay, isDay, lastDay } from './moments';

// From when to when, as an address has it ('': no bound), with the zone in which moments are shown.
export interface DaysProps {
  from: string;
  to: string;
  zone: string;
}

// The days from and until. The API's `to` is not included; people expect the last day to be.
export function Days({ from, to, zone }: DaysProps) {
  if ((from && !isDay(from)) || (to && !isDay(to))) return <Exactly from={from} to={to} zone={zone} />;
  const until = to && dayAfter(to, -1);
  return (
    <>
      <DayField
        label="From"
        day={from}
        max={until || lastDay}
        onDay={(day, replace) => change({ from: day }, { replace })}
      />
      <DayField
        label="Until"
        day={until}
        min={from || firstDay}
        onDay={(day, replace) => change({ to: day && dayAfter(day, 1) }, { replace })}
      />
      {(from || to) && <WholeTime label="Whole time" />}
    </>
  );
}

interface DayFieldProps {
  label: string;
  day: string;
  min?: string;
  max?: string;
  onDay: (day: string, replace: boolean) => void; // `replace`: it is not the first since one came to the field
}

// A browser tells of each key press that makes a whole date, so that a year is typed by way of the years 2, 20 and 202.
// What is out of bounds or not whole stands in the field, and is nothing yet.
function DayField({ label, day, min = firstDay, max = lastDay, onDay }: DayFieldProps) {
  const [typed, setTyped] = useState(day);
  const told = useRef(false);
  useEffect(() => setTyped(day), [day]);
  const type = ({ currentTarget: { value, validity } }: { currentTarget: HTMLInputElement }) => {
    setTyped(value);
    if (!validity.valid || value === day) return;
    onDay(value, told.current);
    told.current = true;
  };
  const leave = ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
    told.current = false;
    setTyped(day);
    currentTarget.value = day; // also what was typed in part, of which the browser says nothing
  };
  return (
    <label class="labelled">
      <span>{label}</span>
      <input
        class="input small"
        type="date"
        value={typed}
        min={min}
        max={max}
        onChange={type}
        onBlur={leave}
      />
    </label>
  );
}

// What was zoomed into need not begin with a day.
const Exactly = ({ from, to, zone }: DaysProps) => (
  <>
    <span class="range">
      {from ? edge(from, zone) : 'the beginning'} to {to ? edge(to, zone) : 'now'}
    </span>
    <WholeTime label="Reset zoom" />
  </>
);

const edge = (at: string, zone: string) =>
  dateTime(isDay(at) ? `${at}T00:00:00Z` : at, isDay(at) ? 'UTC' : zone);

const WholeTime = ({ label }: { label: string }) => (
  <button type="button" class="button small" onClick={() => change({ from: null, to: null })}>
    {label}
  </button>
);
