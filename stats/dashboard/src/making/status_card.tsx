import { useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { campaignPath, send } from '../api';
import { dateTime } from '../format';
import { Confirm } from './confirm';
import type { SettingsProps } from './settings_view';

// Whether the campaign's links lead anywhere, and the switch for it.
export function StatusCard({ campaign, live }: SettingsProps) {
  const [asked, setAsked] = useState(false);
  const { paused, fallback_url } = campaign;
  const set = async () => {
    await send('PATCH', campaignPath(campaign.id), { paused: !paused });
    live.retry();
  };
  return (
    <section class="card row apart" aria-labelledby="status">
      <div>
        <h2 id="status" class="row tight">
          <span class="visually-hidden">State: </span>
          <Badge campaign={campaign} />
        </h2>
        <p class="hint">
          <Meaning campaign={campaign} />
        </p>
      </div>
      <button type="button" class="button" onClick={() => setAsked(true)}>
        {paused ? 'Resume' : 'Pause'}
      </button>
      {asked && (
        <Confirm
          title={paused ? 'Resume the campaign?' : 'Pause the campaign?'}
          label={paused ? 'Resume' : 'Pause'}
          work={set}
          onClose={() => setAsked(false)}
        >
          {() =>
            paused ? (
              <p>Its short links lead to their destinations again, within a second on every server.</p>
            ) : (
              <p>
                Within a second, on every server, all its short links{' '}
                {fallback_url ? (
                  <>
                    lead to <bdi>{fallback_url}</bdi>: these requests count as fallbacks, not as clicks.
                  </>
                ) : (
                  'answer “not found”, since there is no fallback URL: such requests are counted nowhere.'
                )}{' '}
                It can be resumed at any time.
              </p>
            )
          }
        </Confirm>
      )}
    </section>
  );
}

const isOver = ({ expires_at }: Campaign): boolean =>
  expires_at !== undefined && Date.parse(expires_at) <= Date.now();

function Badge({ campaign }: { campaign: Campaign }) {
  if (campaign.paused) return <span class="badge warn">Paused</span>;
  if (isOver(campaign)) return <span class="badge warn">Expired</span>;
  return <span class="badge good">Live</span>;
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
