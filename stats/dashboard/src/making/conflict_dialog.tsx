import { useState } from 'preact/hooks';

import { Dialog } from '../parts/dialog';
import type { Settings } from './draft';
import { type SettingName, differing, said, settingLabels, taking } from './merge';

export interface ConflictDialogProps {
  was: Settings; // when the form was filled
  theirs: Settings; // now, on the server
  mine: Settings;
  onClose: () => void;
  onSave: (merged: Settings) => void;
}

// Shows what somebody else changed meanwhile, and has one choose where both changed the same.
export function ConflictDialog({ was, theirs, mine, onClose, onSave }: ConflictDialogProps) {
  const changed = differing(was, theirs);
  const both = changed.filter(
    (name) => differing(was, mine).includes(name) && differing(theirs, mine).includes(name),
  );
  const [keep, setKeep] = useState<ReadonlySet<SettingName>>(new Set());
  const choose = (name: SettingName, own: boolean) => {
    const next = new Set(keep);
    if (own) next.add(name);
    else next.delete(name);
    setKeep(next);
  };
  const save = () =>
    onSave(
      taking(
        changed.filter((name) => !keep.has(name)),
        theirs,
        mine,
      ),
    );
  return (
    <Dialog title="Somebody changed the campaign meanwhile" onClose={onClose}>
      <div class="stack">
        <p>Nothing has been saved yet. Since you opened this form, these have changed:</p>
        <ul class="form-rows">
          {changed.map((name) => (
            <li key={name} class="conflict">
              <strong>{settingLabels[name]}</strong>
              <p class="quiet-text">
                It was: <bdi>{said(name, was)}</bdi>
              </p>
              {both.includes(name) ? (
                <Choice name={name} theirs={theirs} mine={mine} own={keep.has(name)} choose={choose} />
              ) : (
                <p>
                  It is now, and stays: <bdi>{said(name, theirs)}</bdi>
                </p>
              )}
            </li>
          ))}
        </ul>
        <div class="dialog-buttons">
          <button type="button" class="button" onClick={onClose}>
            Back to the form
          </button>
          <button type="button" class="button primary" onClick={save}>
            Save
          </button>
        </div>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  name: SettingName;
  theirs: Settings;
  mine: Settings;
  own: boolean;
  choose: (name: SettingName, own: boolean) => void;
}

function Choice({ name, theirs, mine, own, choose }: ChoiceProps) {
  const options = [
    { own: false, label: 'Theirs', text: said(name, theirs) },
    { own: true, label: 'Yours', text: said(name, mine) },
  ];
  return (
    <fieldset class="choice-of">
      <legend class="visually-hidden">{settingLabels[name]}</legend>
      {options.map((option) => (
        <label key={option.label} class="check">
          <input
            type="radio"
            name={`keep-${name}`}
            checked={own === option.own}
            onChange={() => choose(name, option.own)}
          />
          <span>
            {option.label}: <bdi>{option.text}</bdi>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
