import type { Campaign } from '../answers';
import { number } from '../format';
import type { Live } from '../live';
import { ChangeUrl } from './change_url';
import { changeLink } from './link_calls';
import { Pause } from './pause';

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
  const change = async (wanted: string) => {
    await changeLink(campaign, index, { url: wanted });
    live.retry();
  };
  return (
    <ChangeUrl link={<Label label={label} />} url={url} change={change} onClose={onClose}>
      <SentAlready recipients={campaign.recipients} label={label} />
    </ChangeUrl>
  );
}

const Label = ({ label }: { label: string }) => (
  <bdi>
    <strong>{label}</strong>
  </bdi>
);

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
  const set = async (wanted: boolean) => {
    await changeLink(campaign, index, { paused: wanted });
    live.retry();
  };
  return (
    <Pause what="link" paused={paused} set={set} onClose={onClose}>
      Within a second, on every server, all short links of <Label label={label} />{' '}
      <Effect paused={paused} fallback={campaign.fallback_url} />. The campaign's other links are not touched.
    </Pause>
  );
}

function Effect({ paused, fallback }: { paused: boolean; fallback: string | undefined }) {
  if (paused) return <>lead to their destination again</>;
  if (!fallback) return <>answer “not found”</>;
  return (
    <>
      lead to <bdi>{fallback}</bdi>
    </>
  );
}
