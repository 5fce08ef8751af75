import { useState } from 'preact/hooks';

import type { SingleLink } from '../answers';
import { Confirm } from './confirm';
import { urlFault } from './faults';
import { TextField } from './field';
import { changeLinkAt } from './link_calls';

export interface SingleLinkDialogProps {
  link: SingleLink;
  reload: () => void;
  onClose: () => void;
}

// Posters stay where they are: it has to be known that they lead elsewhere then.
export function ChangeSingle({
  link: { short_url, campaign, index, url },
  reload,
  onClose,
}: SingleLinkDialogProps) {
  const [next, setNext] = useState(url);
  const wanted = next.trim();
  const check = () => {
    const fault = wanted === url ? 'It leads there already.' : urlFault(wanted);
    return new Map(fault ? [['url', fault]] : []);
  };
  const work = async () => {
    await changeLinkAt(campaign, index, { url: wanted });
    reload();
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
            <bdi class="mono">{short_url}</bdi> leads to <bdi class="url">{url}</bdi> now.
          </p>
          <TextField label="Leads to" type="url" value={next} fault={faults.get('url')} onValue={setNext} />
          <p class="notice warn">
            Wherever the short link or its QR code has been printed or posted, it leads to the new URL within
            a second, on every server. Its clicks go on being counted together.
          </p>
        </>
      )}
    </Confirm>
  );
}

export function PauseSingle({
  link: { short_url, campaign, index, paused },
  reload,
  onClose,
}: SingleLinkDialogProps) {
  const work = async () => {
    await changeLinkAt(campaign, index, { paused: !paused });
    reload();
  };
  return (
    <Confirm
      title={paused ? 'Resume the link?' : 'Pause the link?'}
      label={paused ? 'Resume' : 'Pause'}
      work={work}
      onClose={onClose}
    >
      {() => (
        <p>
          Within a second, on every server, <bdi class="mono">{short_url}</bdi>{' '}
          {paused ? 'leads to its destination again' : 'answers “not found”'}.
        </p>
      )}
    </Confirm>
  );
}
