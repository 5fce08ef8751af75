import { useFocusKept } from '../parts/focus';
import { EndFields, GoalFields, NameFields } from './campaign_fields';
import { SteadyButton } from '../parts/steady_button';
import { ConflictDialog } from './conflict_dialog';
import { FormProblem } from './form_problem';
import { settingsIn } from './merge';
import type { SettingsProps } from './settings_view';
import { Unsaved } from './unsaved';
import { useSettings } from './use_settings';

// The form for what PATCH changes. It knows the campaign as it was when the form was filled, so that nobody's changes
// are overwritten unseen.
export function SettingsForm({ campaign, live }: SettingsProps) {
  const form = useSettings(campaign, live.retry);
  const save = useFocusKept<HTMLButtonElement>(form.dirty);
  const fields = { draft: form.draft, faults: form.faults, onChange: form.change };
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      <NameFields {...fields} />
      <EndFields {...fields} />
      <GoalFields {...fields} />
      <FormProblem problem={form.problem} faults={form.faults} tried={form.tried} />
      <div class={form.dirty ? 'form-end save-bar' : 'form-end'}>
        <SteadyButton place={save} type="submit" class="button primary" off={form.busy || !form.dirty}>
          {form.busy ? 'Saving…' : 'Save'}
        </SteadyButton>
        {form.dirty && (
          <button type="button" class="button quiet" onClick={form.undo}>
            Undo
          </button>
        )}
        <span role="status" class="hint">
          {form.dirty ? 'There are changes that are not saved.' : (form.said ?? '')}
        </span>
      </div>
      <Unsaved when={form.dirty} />
      {form.conflict && (
        <ConflictDialog
          was={settingsIn(form.base)}
          theirs={settingsIn(form.conflict)}
          mine={form.mine}
          onClose={form.keepEditing}
          onSave={form.saveMerged}
        />
      )}
    </form>
  );
}
