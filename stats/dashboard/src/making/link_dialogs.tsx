import { useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { number } from '../format';
import type { Live } from '../live';
import { Confirm } from './confirm';
import { urlFault } from './faults';
import { TextField } from './field';
import { changeLink } from './link_calls';

export interface LinkDialogProps {
  campaign: Campaign;
  live: Live<Campaign>;
  onClose: () => void;
  index: number;
  label: string;
  url: string;
  paused: boolean;
}

// Where a link leads is changed for the messages that are out as well: it has to be known what that means.
export function ChangeDestination({ campaign, live, onClose, index, label, url }: LinkDialogProps) {
  const [next, setNext] = useState(url);
  const wanted = next.trim();
  const check = () => {
    const fault = wanted === url ? 'It leads there already.' : urlFault(wanted);
    return new Map(fault ? [['url', fault]] : []);
  };
  const work = async () => {
    await changeLink(campaign, index, { url: wanted });
    live.retry();
  };
  return (
    <Confirm
      title="Change where the link leads"
      label="Change for everybody"
      check={check}
      work={work}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <p>
            <bdi>
              <strong>{label}</strong>
            </bdi>{' '}
            leads to <bdi class="url">{url}</bdi> now.
          </p>
          <TextField label="Leads to" type="url" value={next} fault={faults.get('url')} onValue={setNext} />
          <SentAlready recipients={campaign.recipients} label={label} />
        </>
      )}
    </Confirm>
  );
}

function SentAlready({ recipients, label }: { recipients: number; label: string }) {
  return (
    <div class="notice warn">
      <ul class="points">
        <li>
          Short links that have been sent lead to the new URL, too
          {recipients > 0 &&
            `: those of ${number(recipients)} ${recipients === 1 ? 'recipient' : 'recipients'}`}
          . They stay as they are.
        </li>
        <li>It works within a second, on every server.</li>
        <li>
          Clicks stay counted under <bdi>{label}</bdi>: those before and those after are not told apart, but
          by time.
        </li>
      </ul>
    </div>
  );
}

export function PauseLink({ campaign, live, onClose, index, label, paused }: LinkDialogProps) {
  const work = async () => {
    await changeLink(campaign, index, { paused: !paused });
    live.retry();
  };
  const { fallback_url } = campaign;
  return (
    <Confirm
      title={paused ? 'Resume the link?' : 'Pause the link?'}
      label={paused ? 'Resume' : 'Pause'}
      work={work}
      onClose={onClose}
    >
      {() => (
        <p>
          Within a second, on every server, all short links of{' '}
          <bdi>
            <strong>{label}</strong>
          </bdi>{' '}
          {paused ? (
            'lead to their destination again'
          ) : fallback_url ? (
            <>
              lead to <bdi>{fallback_url}</bdi>
            </>
          ) : (
            'answer “not found”'
          )}
          . The campaign's other links are not touched.
        </p>
      )}
    </Confirm>
  );
}
