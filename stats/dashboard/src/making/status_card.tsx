import { useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { campaignPath, send } from '../api';
import { dateTime } from '../format';
import { StateBadge, isOver } from '../parts/campaign_state';
import { Pause } from './pause';
import type { SettingsProps } from './settings_view';

// Whether the campaign's links lead anywhere, and the switch for it.
export function StatusCard({ campaign, live }: SettingsProps) {
  const [asked, setAsked] = useState(false);
  const { paused, fallback_url } = campaign;
  const set = async (wanted: boolean) => {
    await send('PATCH', campaignPath(campaign.id), { paused: wanted });
    live.retry();
  };
  return (
    <section class="card row apart" aria-labelledby="status">
      <div>
        <h2 id="status" class="row tight">
          <span class="visually-hidden">State: </span>
          <StateBadge campaign={campaign} />
        </h2>
        <p class="hint">
          <Meaning campaign={campaign} />
        </p>
      </div>
      <button type="button" class="button" onClick={() => setAsked(true)}>
        {paused ? 'Resume' : 'Pause'}
      </button>
      {asked && (
        <Pause what="campaign" paused={paused} set={set} onClose={() => setAsked(false)}>
          <Effect paused={paused} fallback={fallback_url} />
        </Pause>
      )}
    </section>
  );
}

function Effect({ paused, fallback }: { paused: boolean; fallback: string | undefined }) {
  if (paused) return <>Its short links lead to their destinations again, within a second on every server.</>;
  return (
    <>
      Within a second, on every server, all its short links{' '}
      {fallback ? (
        <>
          lead to <bdi>{fallback}</bdi>: these requests count as fallbacks, not as clicks.
        </>
      ) : (
        'answer “not found”, since there is no fallback URL: such requests are counted nowhere.'
      )}{' '}
      It can be resumed at any time.
    </>
  );
}

function Meaning({ campaign }: { campaign: Campaign }) {
  const { paused, expires_at, fallback_url, time_zone } = campaign;
  const when = dateTime(expires_at, time_zone);
  if (paused || isOver(campaign)) {
    return (
      <>
        {paused ? 'Its' : `It expired ${when}: its`} short links{' '}
        {fallback_url ? (
          <>
            lead to <bdi>{fallback_url}</bdi>
          </>
        ) : (
          'answer “not found”'
        )}
        .
      </>
    );
  }
  return <>Its short links lead to their destinations{expires_at && ` until ${when}`}.</>;
}
