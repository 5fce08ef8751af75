import { browserZone, dateTime } from '../format';
import { Field } from './field';
import { isZone, moment, offsetText } from './zoned_time';

export interface ExpiryFieldProps {
  expires: string;
  zone: string;
  fault: string | undefined;
  onExpires: (expires: string) => void;
}

// When the campaign expires, by the clocks of its own zone.
export function ExpiryField({ expires, zone, fault, onExpires }: ExpiryFieldProps) {
  return (
    <Field
      label={`Expires, by the clocks of ${zone}`}
      fault={fault}
      hint={<Meaning expires={expires} zone={zone} />}
    >
      {(control) => (
        <span class="expiry">
          <input
            {...control}
            class="input"
            type="datetime-local"
            step={expires.length > 16 ? 1 : 60}
            value={expires}
            onInput={(event) => onExpires(event.currentTarget.value)}
          />
          {expires && (
            <button
              type="button"
              class="button quiet"
              onClick={() => {
                document.getElementById(control.id)?.focus();
                onExpires('');
              }}
            >
              Never
            </button>
          )}
        </span>
      )}
    </Field>
  );
}

function Meaning({ expires, zone }: { expires: string; zone: string }) {
  const at = expires && isZone(zone) ? moment(expires, zone) : null;
  if (!at) return <>Without a time it never does.</>;
  const own = browserZone();
  return (
    <>
      {dateTime(at, zone)} ({offsetText(zone, Date.parse(at))})
      {offsetText(own, Date.parse(at)) !== offsetText(zone, Date.parse(at)) &&
        `, ${dateTime(at, own)} where you are`}
      .
      {Date.parse(at) <= Date.now() && (
        <strong class="warn-word"> This is over: links would answer as expired at once.</strong>
      )}
    </>
  );
}
