import { browserZone, clock, exactTime } from '../format';

// When numbers were true: by the clock while they are looked at, with date and zone on paper, which is looked at later.
export function AsOf({ at }: { at: Date }) {
  const iso = at.toISOString();
  return (
    <time dateTime={iso}>
      <span class="on-screen">{clock(at)}</span>
      <span class="on-paper">
        {exactTime(iso, browserZone())} ({browserZone()})
      </span>
    </time>
  );
}
