import { useEffect, useRef, useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { campaignPath, csv, isAbort, ndjson } from '../api';
import { extensionOf, fileName, save } from '../download';
import { number } from '../format';
import { Words } from '../parts/states';
import { Problem, noAnswer } from '../problem';
import { SteadyButton } from '../parts/steady_button';
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
  const { bytes, problem, start, cancel } = useDownload(campaign);
  const change = (changes: Partial<Wanted>) => setWanted((old) => ({ ...old, ...changes }));
  const submit = (event: Event) => {
    event.preventDefault();
    void start(wanted);
  };
  return (
    <form class="stack narrow" onSubmit={submit}>
      <p>
        One row for each of the {number(campaign.recipients)} recipients, with a short link for each of the{' '}
        {number(campaign.links.length)} links. The same rows come out every time.
      </p>
      <Format accept={wanted.accept} onAccept={(accept) => change({ accept })} />
      {wanted.accept === csv && <Guard guard={wanted.guard} onGuard={(guard) => change({ guard })} />}
      <Some wanted={wanted} problem={problem} change={change} />
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
        <SteadyButton type="submit" class="button primary" off={bytes !== undefined}>
          Download
        </SteadyButton>
        {bytes !== undefined && (
          <button type="button" class="button quiet" onClick={cancel}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}

// How much has come of the download that is under way, and why the last one failed.
function useDownload(campaign: Campaign) {
  const [bytes, setBytes] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const over = useRef<AbortController>();
  const cancel = () => over.current?.abort();
  useEffect(() => cancel, []);
  const start = async ({ accept, guard, after, limit }: Wanted) => {
    const { signal } = (over.current = new AbortController());
    setProblem(undefined);
    setBytes(0);
    try {
      const params = { after, limit, formula_guard: guard || accept !== csv ? null : 'off' };
      const path = campaignPath(campaign.id, 'short-links');
      const file = await streamFile({ path, params, accept, signal, onBytes: setBytes });
      save(file, fileName([campaign.name, 'short links'], extensionOf(accept)));
    } catch (error) {
      if (!isAbort(error)) setProblem(error instanceof Problem ? error : noAnswer());
    }
    setBytes(undefined);
  };
  return { bytes, problem, start, cancel };
}

interface SomeProps {
  wanted: Wanted;
  problem: Problem | undefined;
  change: (changes: Partial<Wanted>) => void;
}

function Some({ wanted, problem, change }: SomeProps) {
  const faultOf = (field: string) => (problem?.field === field ? problem.detail : undefined);
  return (
    <details class="some">
      <summary>Only some</summary>
      <div class="columns">
        <TextField
          label="Behind position"
          value={wanted.after}
          placeholder="from the first"
          fault={faultOf('after')}
          onValue={(after) => change({ after: after.trim() })}
        />
        <TextField
          label="At most so many"
          value={wanted.limit}
          placeholder="all"
          fault={faultOf('limit')}
          onValue={(limit) => change({ limit: limit.trim() })}
        />
      </div>
    </details>
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
