import { useEffect, useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { isAbort } from '../api';
import { number } from '../format';
import { type Checked, checkRows } from './check_rows';
import type { Chosen } from './choose_file';
import { FaultTable } from './fault_table';
import { Guard } from './guard';
import { Progress } from './progress';
import type { Run } from './use_upload';

export interface CheckFileProps {
  chosen: Chosen;
  campaign: Campaign;
  another: () => void;
  onUpload: (run: Run) => void;
}

// Looks through the file before anything is sent, so that all that is wrong is known at once.
export function CheckFile({ chosen, campaign, another, onUpload }: CheckFileProps) {
  const { body, format } = chosen;
  const [bytes, setBytes] = useState(0);
  const [checked, setChecked] = useState<Checked>();
  const [unreadable, setUnreadable] = useState(false);
  useEffect(() => {
    const over = new AbortController();
    checkRows(body, format, { signal: over.signal, onBytes: setBytes })
      .then(setChecked)
      .catch((error: unknown) => {
        if (!isAbort(error)) setUnreadable(true);
      });
    return () => over.abort();
  }, [body, format]);
  const [guard, setGuard] = useState(true);
  const start = () =>
    onUpload({
      ...chosen,
      rows: checked?.ended ? checked.rows : undefined,
      guard,
      before: campaign.recipients,
    });
  return (
    <div class="stack">
      <p>
        <strong>
          <bdi>{chosen.name}</bdi>
        </strong>
      </p>
      {unreadable && <p class="bad-word">The file cannot be read any more. Choose it again.</p>}
      {!checked && !unreadable && <Progress label="Looking through the file" done={bytes} of={body.size} />}
      <div role="status">{checked && <Found checked={checked} />}</div>
      {checked && checked.faulty > 0 && (
        <FaultTable name={chosen.name} faults={checked.faults} faulty={checked.faulty} />
      )}
      {checked?.guarded && format === 'csv' && checked.faulty === 0 && (
        <Guard guard={guard} onGuard={setGuard} />
      )}
      <div class="form-end">
        {checked && checked.faulty === 0 && checked.rows > 0 && (
          <button type="button" class="button primary" onClick={start}>
            Upload {number(checked.rows)} {checked.rows === 1 ? 'recipient' : 'recipients'}
          </button>
        )}
        <button type="button" class={checked?.faulty ? 'button' : 'button quiet'} onClick={another}>
          {checked || unreadable ? 'Choose another file' : 'Cancel'}
        </button>
        {checked && checked.faulty > 0 && (
          <button type="button" class="button quiet" onClick={start}>
            Have the server judge it
          </button>
        )}
      </div>
    </div>
  );
}

function Found({ checked }: { checked: Checked }) {
  const { rows, ids, faulty, ended } = checked;
  if (rows === 0 && faulty === 0) return <p class="bad-word">The file has no rows.</p>;
  if (faulty === 0) {
    return (
      <p>
        {number(rows)} {rows === 1 ? 'row' : 'rows'}, and nothing wrong with them:{' '}
        <Examples ids={ids} rows={rows} />
      </p>
    );
  }
  return (
    <>
      <div class="notice bad">
        <p>
          <strong>
            {number(faulty)} of {ended ? '' : 'the first '}
            {number(Math.max(rows, 1))} rows cannot be registered.
          </strong>{' '}
          Recipients are registered all or none: correct these, and choose the file again.
          {!ended && ' What follows the last of them was not checked.'}
        </p>
      </div>
    </>
  );
}

function Examples({ ids, rows }: { ids: readonly string[]; rows: number }) {
  return (
    <span class="quiet-text">
      {ids.map((id, at) => (
        <span key={at}>
          {at > 0 && ', '}
          <bdi class="mono">{id}</bdi>
        </span>
      ))}
      {rows > ids.length && ', …'}
    </span>
  );
}
