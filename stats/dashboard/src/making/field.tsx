import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface FieldProps {
  label: string;
  spoken?: string; // where others are labelled alike: the label, and which one it is
  hideLabel?: boolean; // a heading says it already
  hint?: ComponentChildren;
  fault?: string | undefined;
  children: (control: ControlProps) => ComponentChildren;
}

// What ties a control to its label, its hint and its fault.
export interface ControlProps {
  id: string;
  'aria-label': string | undefined;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

// A label, its control, and what is to be known or wrong below.
export function Field({ label, spoken, hideLabel, hint, fault, children }: FieldProps) {
  const id = useId();
  const below = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children({
        id,
        'aria-label': spoken,
        'aria-invalid': fault !== undefined,
        'aria-describedby': below || undefined,
      })}
      {fault && (
        <p id={`${id}-fault`} class="bad-word">
          <bdi>{fault}</bdi>
        </p>
      )}
      {hint && (
        <div id={`${id}-hint`} class="hint">
          {hint}
        </div>
      )}
    </div>
  );
}

export interface TextFieldProps extends Omit<FieldProps, 'children'> {
  value: string;
  onValue: (value: string) => void;
  type?: 'text' | 'url';
  placeholder?: string;
  list?: string; // the id of a <datalist>
}

// A field of one line.
export function TextField({ value, onValue, type = 'text', placeholder, list, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          class="input"
          // Of URLs the API says better than browsers what is wrong.
          type="text"
          inputMode={type === 'url' ? 'url' : undefined}
          dir={type === 'text' ? 'auto' : undefined}
          autocomplete="off"
          spellcheck={false}
          value={value}
          placeholder={placeholder}
          list={list}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
