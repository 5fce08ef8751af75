import { useEffect, useRef, useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { campaignPath, csv, isAbort, ndjson } from '../api';
import { extensionOf, fileName, save } from '../download';
import { number } from '../format';
import { Words } from '../parts/states';
import { Problem, noAnswer } from '../problem';
import { TextField } from './field';
import { Guard } from './guard';
import { Progress } from './progress';
import { streamFile } from './stream_file';

interface Wanted {
  accept: string;
  guard: boolean;
  after: string; // a position; '' from the first
  limit: string; // '' for all
}

// Downloads all short links of a campaign, or those of a run of positions.
export function DownloadForm({ campaign }: { campaign: Campaign }) {
  const [wanted, setWanted] = useState<Wanted>({ accept: csv, guard: true, after: '', limit: '' });
  const [bytes, setBytes] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const over = useRef<AbortController>();
  useEffect(() => () => over.current?.abort(), []);
  const change = (changes: Partial<Wanted>) => setWanted((old) => ({ ...old, ...changes }));
  const submit = async (event: Event) => {
    event.preventDefault();
    const mine = (over.current = new AbortController());
    setProblem(undefined);
    setBytes(0);
    try {
      const { accept, guard, after, limit } = wanted;
      const params = { after, limit, formula_guard: guard || accept !== csv ? null : 'off' };
      const path = campaignPath(campaign.id, 'short-links');
      const file = await streamFile({ path, params, accept, signal: mine.signal, onBytes: setBytes });
      save(file, fileName([campaign.name, 'short links'], extensionOf(accept)));
    } catch (error) {
      if (!isAbort(error)) setProblem(error instanceof Problem ? error : noAnswer());
    }
    setBytes(undefined);
  };
  return (
    <form class="stack narrow" onSubmit={submit}>
      <p>
        One row for each of the {number(campaign.recipients)} recipients, with a short link for each of the{' '}
        {number(campaign.links.length)} links. The same rows come out every time.
      </p>
      <Format accept={wanted.accept} onAccept={(accept) => change({ accept })} />
      {wanted.accept === csv && <Guard guard={wanted.guard} onGuard={(guard) => change({ guard })} />}
      <details class="some">
        <summary>Only some</summary>
        <div class="columns">
          <TextField
            label="Behind position"
            value={wanted.after}
            placeholder="from the first"
            fault={problem?.field === 'after' ? problem.detail : undefined}
            onValue={(after) => change({ after: after.trim() })}
          />
          <TextField
            label="At most so many"
            value={wanted.limit}
            placeholder="all"
            fault={problem?.field === 'limit' ? problem.detail : undefined}
            onValue={(limit) => change({ limit: limit.trim() })}
          />
        </div>
      </details>
      {problem && (
        <div class="notice bad" role="alert">
          <div>
            <strong>{problem.title}. Nothing was saved.</strong>
            <Words problem={problem} />
          </div>
        </div>
      )}
      {bytes !== undefined && <Progress label="Coming" done={bytes} />}
      <div class="form-end">
        <button type="submit" class="button primary" disabled={bytes !== undefined}>
          Download
        </button>
        {bytes !== undefined && (
          <button type="button" class="button quiet" onClick={() => over.current?.abort()}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

function Format({ accept, onAccept }: { accept: string; onAccept: (accept: string) => void }) {
  return (
    <div class="segments fit" role="group" aria-label="Format">
      {[csv, ndjson].map((one) => (
        <button key={one} type="button" aria-pressed={one === accept} onClick={() => onAccept(one)}>
          {extensionOf(one).toUpperCase()}
        </button>
      ))}
    </div>
  );
}
