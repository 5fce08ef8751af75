import { type Address, change } from '../address';
import type { Campaign, Interval } from '../answers';
import type { Params } from '../api';
import { browserZone } from '../format';
import type { Live } from '../live';
import { zoneName, zoneNames } from '../zones';
import { Days } from './days';
import { readMoment } from './moments';

// Which time a trend shows, and cut how: out of the address.
export interface Period {
  interval: Interval;
  zone: string | undefined; // undefined: the campaign's, while that is not known
  from: string;
  to: string;
  params: Params | null; // of the API's call; null while it is not known how to cut
}

const intervals: readonly Interval[] = ['hour', 'day', 'week', 'month'];
const isInterval = (text: string | undefined): text is Interval => intervals.some((one) => one === text);
const day = 86_400_000;

export function periodOf({ interval, zone, ...address }: Address, campaign: Live<Campaign>): Period {
  const from = readMoment(address['from']);
  const to = readMoment(address['to']);
  const begins = from || campaign.data?.created_at;
  const known = begins !== undefined || campaign.problem !== undefined;
  const chosen = isInterval(interval) ? interval : usualInterval(begins, to);
  const params = known || isInterval(interval) ? { interval: chosen, time_zone: zone, from, to } : null;
  return { interval: chosen, zone: zone ?? campaign.data?.time_zone, from, to, params };
}

// As fine as can be told apart at a glance.
function usualInterval(from: string | undefined, to: string): Interval {
  if (!from) return 'day';
  const days = ((to ? new Date(to).getTime() : Date.now()) - new Date(from).getTime()) / day;
  if (days <= 4) return 'hour';
  if (days <= 120) return 'day';
  return days <= 800 ? 'week' : 'month';
}

const labels: Record<Interval, string> = { hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' };
export const bucketWord = (interval: Interval): string => labels[interval];

// What chooses it: interval, zone, and the days from and until.
export function PeriodChoice({ period, campaign }: { period: Period; campaign: Live<Campaign> }) {
  return (
    <div class="row period">
      <div class="segments" role="group" aria-label="Interval">
        {intervals.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === period.interval}
            onClick={() => change({ interval: one })}
          >
            {labels[one]}
          </button>
        ))}
      </div>
      <ZoneChoice zone={period.zone} own={campaign.data?.time_zone} />
      <Days from={period.from} to={period.to} zone={period.zone ?? 'UTC'} />
    </div>
  );
}

function ZoneChoice({ zone, own }: { zone: string | undefined; own: string | undefined }) {
  const here = zoneName(browserZone());
  const names = zoneNames();
  const shown = zoneName(zone ?? '');
  return (
    <label class="labelled">
      <span>Zone</span>
      <select
        class="select small"
        value={shown === zoneName(own ?? '') ? '' : shown}
        onChange={(event) => change({ zone: event.currentTarget.value })}
      >
        <optgroup label="Of the campaign">
          <option value="">{own ?? 'The campaign’s'}</option>
        </optgroup>
        {here !== zoneName(own ?? '') && (
          <optgroup label="Of this browser">
            <option value={here}>{here}</option>
          </optgroup>
        )}
        <optgroup label="All zones">
          {shown && !names.includes(shown) && <option value={shown}>{shown}</option>}
          {names.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}
