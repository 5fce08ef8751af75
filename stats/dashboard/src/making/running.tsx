import { hrefTo } from '../address';
import type { Campaign } from '../answers';
import { extensionOf, fileName, save } from '../download';
import { number } from '../format';
import type { Live } from '../live';
import { useFocusKept } from '../parts/focus';
import { Words } from '../parts/states';
import { mayPass } from '../problem';
import { FaultTable } from './fault_table';
import { Progress } from './progress';
import { Unsaved } from './unsaved';
import { type Phase, type Run, mediaType, useUpload } from './use_upload';

export interface RunningProps {
  run: Run;
  campaign: Campaign;
  live: Live<Campaign>;
  another: () => void;
}

// An upload from its first byte to what came of it.
export function Running({ run, campaign, live, another }: RunningProps) {
  const { phase, cancel, again } = useUpload(run, campaign.id, live.retry);
  const busy = phase.name === 'sending' || phase.name === 'registering' || phase.name === 'answering';
  const said = useFocusKept<HTMLDivElement>(busy);
  return (
    <div class="stack">
      <div ref={said} role="status" class="stack" tabIndex={-1}>
        <Said run={run} phase={phase} />
      </div>
      {phase.name === 'failed' && phase.faults.length > 0 && (
        <FaultTable name={run.name} faults={phase.faults} faulty={phase.faults.length} />
      )}
      <div class="form-end">
        {busy && (
          <button type="button" class="button" onClick={cancel}>
            {phase.name === 'answering' ? 'Skip the short links' : 'Cancel'}
          </button>
        )}
        {phase.name === 'done' && <After run={run} campaign={campaign} answer={phase.answer} />}
        {phase.name === 'failed' && (mayPass(phase.problem) || phase.problem.status === 401) && (
          <button type="button" class="button primary" onClick={again}>
            Send it once more
          </button>
        )}
        {!busy && (
          <button type="button" class="button quiet" onClick={another}>
            Choose another file
          </button>
        )}
      </div>
      <Unsaved
        when={busy}
        title="Leave while it is uploading?"
        text="The upload would be cancelled. Recipients are registered all or none, once the whole file has arrived."
        leave="Cancel the upload"
      />
    </div>
  );
}

function Said({ run, phase }: { run: Run; phase: Phase }) {
  switch (phase.name) {
    case 'sending':
      return <Progress label={`Sending ${run.name}`} done={phase.bytes} of={run.body.size} />;
    case 'registering':
      return <Progress label="The file has arrived, and its rows are being registered" />;
    case 'answering':
      return <Progress label="Registered. The short links are coming" done={phase.bytes} />;
    case 'done':
      return <Registered run={run} recipients={phase.recipients} broke={phase.broke} />;
    case 'cancelled':
      return (
        <p class="notice warn">
          {phase.through
            ? 'It was cancelled when the whole file had arrived, so that its rows may have been registered. '
            : 'It was cancelled before the whole file had arrived: nothing was registered. '}
          {phase.through && <Count recipients={phase.recipients} run={run} />}
        </p>
      );
    case 'failed':
      return <Refused run={run} phase={phase} />;
  }
}

function Registered({
  run,
  recipients,
  broke,
}: {
  run: Run;
  recipients: number | undefined;
  broke: boolean;
}) {
  return (
    <div class="notice good">
      <p>
        <strong>{run.rows === undefined ? 'All rows' : `${number(run.rows)} rows`} are registered.</strong>{' '}
        <Count recipients={recipients} run={run} />
        {broke && ' Their short links did not all arrive, but can be downloaded at any time.'}
      </p>
    </div>
  );
}

// Rows may name a recipient twice, or one that was there.
function Count({ recipients, run }: { recipients: number | undefined; run: Run }) {
  if (recipients === undefined) return null;
  return (
    <>
      The campaign has {number(recipients)} recipients now, {number(recipients - run.before)} of them new.
    </>
  );
}

function Refused({ run, phase }: { run: Run; phase: Extract<Phase, { name: 'failed' }> }) {
  const { problem, through } = phase;
  const unclear = through && (problem.status === 0 || problem.status >= 500);
  return (
    <div class="notice bad" role="alert">
      <div>
        <strong>{problem.title}</strong>
        <Words problem={problem} />
        {unclear ? (
          <p>
            The whole file had arrived, so that its rows may have been registered.{' '}
            <Count recipients={phase.recipients} run={run} /> To send it once more does no harm: who is there
            keeps place and short links.
          </p>
        ) : (
          <p>
            Nothing was registered: it is all rows or none.
            {problem.status === 413 && ' Split the file: its parts can be uploaded one after the other.'}
          </p>
        )}
      </div>
    </div>
  );
}

function After({ run, campaign, answer }: { run: Run; campaign: Campaign; answer: Blob | undefined }) {
  const name = fileName([campaign.name, 'short links'], extensionOf(mediaType[run.format]));
  return (
    <>
      {answer && (
        <button type="button" class="button primary" onClick={() => save(answer, name)}>
          Save the short links of these rows
        </button>
      )}
      <a class="button" href={hrefTo({ campaign: campaign.id, view: 'short-links' })}>
        All short links
      </a>
    </>
  );
}
