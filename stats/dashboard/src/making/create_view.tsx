import { useRef, useState } from 'preact/hooks';

import { hrefTo, visit } from '../address';
import type { Campaign, CampaignRow, CampaignRows } from '../answers';
import { get, send } from '../api';
import { browserZone, dateTime } from '../format';
import { Problem, noAnswer } from '../problem';
import '../style/making.css';
import { useTitle } from '../title';
import { SteadyButton } from '../parts/steady_button';
import { EndFields, GoalFields, LinkFields, NameFields } from './campaign_fields';
import { type Draft, linksOf, newDraft, settingsOf } from './draft';
import { type Faults, faultsIn, faultsOf, noFaults } from './faults';
import { FormProblem } from './form_problem';
import { OnlyRegister } from './only_register';
import { Unsaved } from './unsaved';

// A new campaign.
export default function CreateView() {
  useTitle('New campaign');
  return (
    <div class="stack making">
      <header class="view-head">
        <div>
          <p class="crumb">
            <a href="/">Campaigns</a>
          </p>
          <h1>New campaign</h1>
        </div>
      </header>
      <OnlyRegister>
        <CreateForm />
      </OnlyRegister>
    </div>
  );
}

interface Refusal {
  problem?: Problem;
  faults: Faults;
  made?: CampaignRow; // what was made by a call whose answer got lost
}

function CreateForm() {
  const [draft, setDraft] = useState<Draft>(newDraft);
  const [touched, setTouched] = useState(false);
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(0);
  const [refusal, setRefusal] = useState<Refusal>({ faults: noFaults });
  const began = useRef(Date.now());
  const change = (changes: Partial<Draft>) => {
    setTouched(true);
    setDraft((old) => ({ ...old, ...changes }));
    // What was wrong may not be any more, and places in lists may mean others.
    setRefusal({ faults: noFaults });
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const outcome = await create(draft, began.current);
    if ('id' in outcome) return (setBusy(false), setTouched(false), visit(next(outcome.id), true));
    setRefusal(outcome);
    setTried((count) => count + 1);
    setBusy(false);
  };
  const fields = { draft, faults: refusal.faults, onChange: change };
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <NameFields {...fields} />
      <LinkFields {...fields} />
      <EndFields {...fields} />
      <GoalFields {...fields} />
      <FormProblem problem={refusal.problem} faults={refusal.faults} tried={tried} />
      {refusal.made && <MadeAlready row={refusal.made} />}
      <div class="form-end">
        <SteadyButton type="submit" class="button primary" off={busy}>
          {busy ? 'Creating…' : 'Create campaign'}
        </SteadyButton>
        <a class="button quiet" href="/">
          Cancel
        </a>
        <span class="hint">Its recipients come next.</span>
      </div>
      <Unsaved when={touched} />
    </form>
  );
}

const next = (campaign: string): string => hrefTo({ campaign, view: 'upload' });

async function create(draft: Draft, began: number): Promise<Campaign | Refusal> {
  const faults = faultsOf(draft, { links: true });
  if (faults.size > 0) return { faults };
  const { conversions, funnel, ...settings } = settingsOf(draft);
  const body = {
    ...settings,
    links: linksOf(draft),
    ...(conversions.length ? { conversions } : {}),
    ...(funnel.length ? { funnel } : {}),
  };
  try {
    return await send<Campaign>('POST', '/api/v1/campaigns', body);
  } catch (error) {
    const problem = error instanceof Problem ? error : noAnswer();
    const made =
      problem.status === 0 || problem.status >= 500 ? await madeSince(began, settings.name) : undefined;
    return { problem, faults: faultsIn(problem), ...(made ? { made } : {}) };
  }
}

// A call that got no answer may have been carried out all the same.
async function madeSince(began: number, name: string): Promise<CampaignRow | undefined> {
  try {
    const newest = await get<CampaignRows>('/api/v1/stats/campaigns', { sort: '-created_at', limit: 20 });
    // The server's clock may be another's.
    return newest.items.find((row) => row.name === name && Date.parse(row.created_at) > began - 120_000);
  } catch {
    return undefined;
  }
}

const MadeAlready = ({ row: { id, name, created_at } }: { row: CampaignRow }) => (
  <div class="notice warn">
    <p>
      A campaign <bdi>{name}</bdi> was made at {dateTime(created_at, browserZone())}: perhaps by this call,
      whose answer got lost.
    </p>
    <a class="button" href={next(id)}>
      Go on with it
    </a>
  </div>
);
