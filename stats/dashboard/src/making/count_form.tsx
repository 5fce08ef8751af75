import { useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { campaignPath, send } from '../api';
import { number } from '../format';
import type { Live } from '../live';
import { Words } from '../parts/states';
import { Problem, noAnswer } from '../problem';
import { SteadyButton } from '../parts/steady_button';
import { TextField } from './field';

interface Counted {
  first_position: number;
  count: number;
}

// Recipients without ids: for platforms that keep who is who by position.
export function CountForm({ campaign, live }: { campaign: Campaign; live: Live<Campaign> }) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [made, setMade] = useState<Counted>();
  const submit = async (event: Event) => {
    event.preventDefault();
    const count = /^\d+$/.test(text.trim()) ? Number(text) : 0;
    setFault(count < 1 ? 'A whole number, 1 or more.' : undefined);
    setProblem(undefined);
    if (count < 1) return;
    setBusy(true);
    try {
      setMade(await send<Counted>('POST', campaignPath(campaign.id, 'recipients'), { count }));
      setText('');
    } catch (error) {
      setProblem(error instanceof Problem ? error : noAnswer());
    }
    live.retry();
    setBusy(false);
  };
  return (
    <section class="card" aria-labelledby="count">
      <div class="card-head">
        <h2 id="count">A number of recipients without ids</h2>
      </div>
      <form class="stack narrow" onSubmit={submit}>
        <p class="hint">
          Each gets a position and short links; your platform has to remember whose they are. Every time this
          is sent, more are registered.
        </p>
        <TextField label="How many" value={text} placeholder="5000" fault={fault} onValue={setText} />
        <div role="status">
          {made && (
            <p class="notice good">
              {number(made.count)} registered: positions {number(made.first_position)} to{' '}
              {number(made.first_position + made.count - 1)}.
            </p>
          )}
          {problem && <Failure problem={problem} recipients={campaign.recipients} />}
        </div>
        <div class="form-end">
          <SteadyButton type="submit" class="button" off={busy}>
            {busy ? 'Registering…' : 'Register'}
          </SteadyButton>
        </div>
      </form>
    </section>
  );
}

function Failure({ problem, recipients }: { problem: Problem; recipients: number }) {
  return (
    <div class="notice bad">
      <div>
        <strong>{problem.title}</strong>
        <Words problem={problem} />
        {(problem.status === 0 || problem.status >= 500) && (
          <p>
            It may have been carried out all the same: the campaign has {number(recipients)} recipients now.
            Look before you send it again.
          </p>
        )}
      </div>
    </div>
  );
}
