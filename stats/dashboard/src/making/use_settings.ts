import { useEffect, useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import type { Problem } from '../problem';
import { type Draft, type Settings, draftOf, sameDraft, settingsOf } from './draft';
import { faultsIn, faultsOf, noFaults } from './faults';
import { saveSettings } from './save_settings';
import { wallTime } from './zoned_time';

interface State {
  base: Campaign; // as it was when the form was filled
  draft: Draft;
  busy: boolean;
  said: string | undefined; // what was done last
  tried: number;
  problem: Problem | undefined;
  faults: typeof noFaults;
  conflict: Campaign | undefined; // as others have made it meanwhile
}

const filled = (base: Campaign) => ({
  base,
  draft: draftOf(base),
  problem: undefined,
  faults: noFaults,
  conflict: undefined,
});

// The state of the form for a campaign's settings. `campaign` is the newest that is known; `reload` asks for a newer.
export function useSettings(campaign: Campaign, reload: () => void) {
  const [state, setState] = useState<State>(() => ({
    ...filled(campaign),
    busy: false,
    said: undefined,
    tried: 0,
  }));
  const { base, draft, conflict } = state;
  const dirty = !sameDraft(draft, draftOf(base));
  const mine = settingsOf(draft);
  const set = (changes: Partial<State>) => setState((old) => ({ ...old, ...changes }));

  // What others changed is taken while there is nothing of one's own.
  useEffect(() => {
    if (campaign.version > base.version && !dirty) set(filled(campaign));
  }, [campaign.version]);

  const change = (changes: Partial<Draft>) =>
    setState((old) => ({
      ...old,
      draft: { ...old.draft, ...expiryKept(base, old.draft, changes), ...changes },
      faults: noFaults,
      problem: undefined,
      said: undefined,
    }));

  const save = async (on: Campaign, settings: Settings) => {
    set({ busy: true, conflict: undefined });
    const outcome = await saveSettings(on, settings);
    const tried = state.tried + 1;
    if ('saved' in outcome) {
      set({ ...filled(outcome.saved), busy: false, said: 'Saved.', tried: 0 });
      reload();
    } else if ('conflict' in outcome) set({ busy: false, conflict: outcome.conflict });
    else set({ busy: false, tried, problem: outcome.problem, faults: faultsIn(outcome.problem) });
  };

  const submit = (event: Event) => {
    event.preventDefault();
    const faults = faultsOf(draft, { links: false });
    if (faults.size > 0) set({ faults, problem: undefined, tried: state.tried + 1 });
    else void save(base, mine);
  };
  const saveMerged = (merged: Settings) => void (conflict && save(conflict, merged));
  const keepEditing = () => set({ conflict: undefined });
  const undo = () => set({ ...filled(campaign), said: 'The changes are undone.' });
  return { ...state, mine, dirty, change, submit, undo, keepEditing, saveMerged };
}

// Another zone moves no moment: a time that was not touched is written as the new zone's clocks show it.
function expiryKept({ expires_at }: Campaign, old: Draft, { time_zone }: Partial<Draft>): Partial<Draft> {
  if (!time_zone || !expires_at || old.expires !== wallTime(expires_at, old.time_zone)) return {};
  return { expires: wallTime(expires_at, time_zone) };
}
