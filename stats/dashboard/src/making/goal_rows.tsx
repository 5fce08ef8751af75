import type { WindowUnit } from '../goal_window';
import { SteadyButton } from '../parts/steady_button';
import type { GoalRow } from './draft';
import type { Faults } from './faults';
import { Field, TextField } from './field';
import { RowButtons } from './row_buttons';
import { changed, moved, row, without } from './row_list';

const most = 16;
const units: readonly WindowUnit[] = ['minutes', 'hours', 'days'];

export interface GoalRowsProps {
  goals: readonly GoalRow[];
  faults: Faults;
  onChange: (goals: GoalRow[]) => void;
}

// What converts a recipient, and within what time. The first one is what lists and tiles show.
export function GoalRows({ goals, faults, onChange }: GoalRowsProps) {
  return (
    <>
      {goals.length > 0 && (
        <ol class="form-rows">
          {goals.map((goal, at) => (
            <li key={goal.key} class="goal-row">
              <TextField
                label={at === 0 ? 'Event, the first goal' : `Event, goal ${at + 1}`}
                value={goal.event}
                placeholder="Charged"
                fault={faults.get(`conversions[${at}].event`)}
                onValue={(event) => onChange(changed(goals, goal.key, { event }))}
              />
              <Window
                goal={goal}
                which={`goal ${at + 1}${goal.event && `: ${goal.event}`}`}
                fault={faults.get(`conversions[${at}].window_minutes`)}
                onChange={(to) => onChange(changed(goals, goal.key, to))}
              />
              <RowButtons
                what={`goal ${at + 1}`}
                first={at === 0}
                last={at === goals.length - 1}
                onMove={(by) => onChange(moved(goals, goal.key, by))}
                onRemove={() => onChange(without(goals, goal.key))}
              />
            </li>
          ))}
        </ol>
      )}
      {faults.has('conversions') && <p class="bad-word">{faults.get('conversions')}</p>}
      <SteadyButton
        type="button"
        class="button small"
        off={goals.length >= most}
        onClick={() => onChange([...goals, row({ event: '', window: '3', unit: 'days' })])}
      >
        Add a goal
      </SteadyButton>
    </>
  );
}

interface WindowProps {
  goal: GoalRow;
  which: string;
  fault: string | undefined;
  onChange: (to: Partial<GoalRow>) => void;
}

function Window({ goal, which, fault, onChange }: WindowProps) {
  return (
    <Field label="Within, of the send" spoken={`Within, of the send, ${which}`} fault={fault}>
      {(control) => (
        <span class="window">
          <input
            {...control}
            class="input"
            inputMode="numeric"
            value={goal.window}
            onInput={(event) => onChange({ window: event.currentTarget.value.trim() })}
          />
          <select
            class="select"
            aria-label={`Unit, ${which}`}
            value={goal.unit}
            onChange={(event) => onChange({ unit: event.currentTarget.value as WindowUnit })}
          >
            {units.map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}
