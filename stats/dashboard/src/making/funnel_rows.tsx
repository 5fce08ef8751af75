import { useId } from 'preact/hooks';

import { useFocusKept } from '../parts/focus';
import type { StepRow } from './draft';
import { type Faults, messageSteps } from './faults';
import { TextField } from './field';
import { RowButtons } from './row_buttons';
import { changed, moved, row, without } from './row_list';

const most = 16;

export interface FunnelRowsProps {
  funnel: readonly StepRow[];
  events: readonly string[]; // of the goals
  faults: Faults;
  onChange: (funnel: StepRow[]) => void;
}

// The steps that recipients take one after the other: messages' and the platform's events.
export function FunnelRows({ funnel, events, faults, onChange }: FunnelRowsProps) {
  const known = useId();
  const another = useFocusKept<HTMLButtonElement>(funnel.length);
  const taken = new Set(funnel.map(({ step }) => step));
  const left = [...messageSteps, ...new Set(events)].filter((step) => step && !taken.has(step));
  const add = (step: string) => onChange([...funnel, row({ step })]);
  return (
    <>
      {funnel.length > 0 && (
        <ol class="form-rows numbered">
          {funnel.map(({ key, step }, at) => (
            <li key={key} class="step-row">
              <TextField
                label={`Step ${at + 1}`}
                hideLabel
                value={step}
                list={known}
                placeholder="sent, delivered, clicked, or an event"
                fault={faults.get(`funnel[${at}]`)}
                onValue={(text) => onChange(changed(funnel, key, { step: text }))}
              />
              <RowButtons
                what={`step ${at + 1}`}
                first={at === 0}
                last={at === funnel.length - 1}
                onMove={(by) => onChange(moved(funnel, key, by))}
                onRemove={() => onChange(without(funnel, key))}
              />
            </li>
          ))}
        </ol>
      )}
      <datalist id={known}>
        {left.map((step) => (
          <option key={step} value={step} />
        ))}
      </datalist>
      {faults.has('funnel') && <p class="bad-word">{faults.get('funnel')}</p>}
      {funnel.length < most && (
        <div class="row tight">
          {left.map((step) => (
            <button key={step} type="button" class="button small" onClick={() => add(step)}>
              + <bdi>{step}</bdi>
            </button>
          ))}
          <button ref={another} type="button" class="button small quiet" onClick={() => add('')}>
            + Another event
          </button>
        </div>
      )}
    </>
  );
}
