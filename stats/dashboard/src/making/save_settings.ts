import type { Campaign } from '../answers';
import { campaignPath, get, send } from '../api';
import { Problem, noAnswer } from '../problem';
import type { Settings } from './draft';
import { differing, patchFor, settingsIn } from './merge';

export type Outcome = { saved: Campaign } | { conflict: Campaign } | { problem: Problem };

const mostTries = 5;

// Sets what differs from `base`. Where the campaign has another version by now, but none of these settings is another,
// it is tried again with that one: recipients and links make versions, too.
export async function saveSettings(base: Campaign, settings: Settings): Promise<Outcome> {
  const path = campaignPath(base.id);
  const was = settingsIn(base);
  const changes = patchFor(was, settings);
  if (Object.keys(changes).length === 0) return { saved: base };
  let version = base.version;
  for (let tries = 1; ; ++tries) {
    try {
      return { saved: await send<Campaign>('PATCH', path, { ...changes, version }) };
    } catch (error) {
      const problem = problemIn(error);
      if (problem.status !== 409 || tries === mostTries) return { problem };
    }
    const now = await get<Campaign>(path).catch(problemIn);
    if (now instanceof Problem) return { problem: now };
    if (differing(was, settingsIn(now)).length > 0) return { conflict: now };
    version = now.version;
  }
}

const problemIn = (error: unknown): Problem => (error instanceof Problem ? error : noAnswer());
