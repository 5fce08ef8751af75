import { useState } from 'preact/hooks';

import { type Params, csv, isAbort } from '../api';
import { download, extensionOf, fileName } from '../download';
import { Problem, noAnswer } from '../problem';
import { SteadyButton } from './steady_button';

export interface DownloadButtonProps {
  name: readonly string[]; // words of the file's name
  label: string;
  path: string;
  params?: Params;
  accept?: string; // CSV unless said otherwise
}

// Saves what a call answers as a file.
export function DownloadButton({ name, label, path, params = {}, accept = csv }: DownloadButtonProps) {
  const file = fileName(name, extensionOf(accept));
  return (
    <SaveButton label={label} spoken={`Download ${file}`} save={() => download(path, params, accept, file)} />
  );
}

// A button whose work may take a while and fail.
export function SaveButton(props: { label: string; spoken: string; save: () => Promise<void> | void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const press = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await props.save();
    } catch (error) {
      if (!isAbort(error)) setProblem(error instanceof Problem ? error : noAnswer());
    }
    setBusy(false);
  };
  return (
    <span class="with-word">
      {problem && (
        <span class="bad-word" role="alert">
          {problem.title}
        </span>
      )}
      <SteadyButton
        type="button"
        class="button small quiet"
        off={busy}
        aria-label={props.spoken}
        aria-busy={busy}
        onClick={press}
      >
        <span aria-hidden="true">↓</span> {busy ? 'Loading…' : props.label}
      </SteadyButton>
    </span>
  );
}
