import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { campaignPath, csv, get, isAbort, ndjson, withParams } from '../api';
import { Problem, noAnswer } from '../problem';
import { type RowFault, type RowFormat, textOfRow } from './check_rows';
import type { Chosen } from './choose_file';
import { upload } from './upload';

export interface Run extends Chosen {
  rows: number | undefined; // where they could be counted
  guard: boolean; // the answer's CSV is for spreadsheets
  before: number; // the campaign's recipients when it began
}

// How far an upload is, and what came of it.
export type Phase =
  | { name: 'sending'; bytes: number }
  | { name: 'registering' }
  | { name: 'answering'; bytes: number }
  | Outcome;

export type Outcome = (
  | { name: 'done'; answer: Blob | undefined; broke: boolean }
  | { name: 'cancelled'; through: boolean }
  | { name: 'failed'; problem: Problem; faults: RowFault[]; through: boolean }
) & {
  recipients?: number | undefined; // the campaign's, once that was asked
};

export const mediaType: Record<RowFormat, string> = { csv, ndjson };

// Uploads the run's file once, and once more for each call of `again`. `ended` is called when the campaign may have other recipients.
export function useUpload(run: Run, campaign: string, ended: () => void) {
  const [phase, setPhase] = useState<Phase>({ name: 'sending', bytes: 0 });
  const [tried, tryAgain] = useState(0);
  const over = useRef<AbortController>();
  useEffect(() => {
    const mine = new AbortController();
    let shown = true;
    const show = (next: Phase) => {
      if (shown) setPhase(next);
    };
    over.current = mine;
    show({ name: 'sending', bytes: 0 });
    void carryOut(run, campaign, mine.signal, show).then(async (last) => {
      show(last);
      ended();
      show({ ...last, recipients: await recipientsOf(campaign) });
    });
    return () => {
      shown = false;
      mine.abort();
    };
  }, [run, campaign, tried]);
  const cancel = useCallback(() => over.current?.abort(), []);
  const again = useCallback(() => tryAgain((count) => count + 1), []);
  return { phase, cancel, again };
}

async function carryOut(
  run: Run,
  campaign: string,
  signal: AbortSignal,
  tell: (phase: Phase) => void,
): Promise<Outcome> {
  const type = mediaType[run.format];
  let through = false;
  let registered = false;
  try {
    const answer = await upload({
      path: withParams(campaignPath(campaign, 'recipients'), { formula_guard: run.guard ? null : 'off' }),
      body: run.body,
      contentType: type,
      accept: type,
      signal,
      onSent: (bytes) => tell({ name: 'sending', bytes }),
      onTaken: () => {
        through = true;
        tell({ name: 'registering' });
      },
      onAnswer: (bytes) => {
        registered = true;
        tell({ name: 'answering', bytes });
      },
    });
    return { name: 'done', answer, broke: false };
  } catch (error) {
    // The rows are registered before the answer begins, whatever becomes of it.
    if (registered) return { name: 'done', answer: undefined, broke: !isAbort(error) };
    if (isAbort(error)) return { name: 'cancelled', through };
    return failure(run, error, through);
  }
}

async function failure(run: Run, error: unknown, through: boolean): Promise<Outcome> {
  const problem = error instanceof Problem ? error : noAnswer();
  const { row } = problem;
  // Without the file, which may have changed on the disk, there is still what the server says.
  const text = row ? await textOfRow(run.body, run.format, row).catch(() => undefined) : undefined;
  const faults = row && text !== undefined ? [{ row, text: text.slice(0, 500), why: problem.detail }] : [];
  return { name: 'failed', problem, faults, through };
}

const recipientsOf = (campaign: string): Promise<number | undefined> =>
  get<Campaign>(campaignPath(campaign))
    .then(({ recipients }) => recipients)
    .catch(() => undefined);
