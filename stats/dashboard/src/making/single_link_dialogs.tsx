import type { SingleLink } from '../answers';
import { ChangeUrl } from './change_url';
import { changeLinkAt } from './link_calls';
import { Pause } from './pause';

export interface SingleLinkDialogProps {
  link: SingleLink;
  reload: () => void;
  onClose: () => void;
}

// Posters stay where they are: it has to be known that they lead elsewhere then.
export function ChangeSingle({ link, reload, onClose }: SingleLinkDialogProps) {
  const { short_url, campaign, index, url } = link;
  const change = async (wanted: string) => {
    await changeLinkAt(campaign, index, { url: wanted });
    reload();
  };
  return (
    <ChangeUrl link={<bdi class="mono">{short_url}</bdi>} url={url} change={change} onClose={onClose}>
      <p class="notice warn">
        Wherever the short link or its QR code has been printed or posted, it leads to the new URL within a
        second, on every server. Its clicks go on being counted together.
      </p>
    </ChangeUrl>
  );
}

export function PauseSingle({ link, reload, onClose }: SingleLinkDialogProps) {
  const { short_url, campaign, index, paused } = link;
  const set = async (wanted: boolean) => {
    await changeLinkAt(campaign, index, { paused: wanted });
    reload();
  };
  return (
    <Pause what="link" paused={paused} set={set} onClose={onClose}>
      Within a second, on every server, <bdi class="mono">{short_url}</bdi>{' '}
      {paused ? 'leads to its destination again' : 'answers “not found”'}.
    </Pause>
  );
}
