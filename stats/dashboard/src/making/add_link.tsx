import { useState } from 'preact/hooks';

import type { Campaign } from '../answers';
import { campaignPath, send } from '../api';
import type { Live } from '../live';
import { Confirm } from './confirm';
import { urlFault, wordsFault } from './faults';
import { TextField } from './field';

export interface AddLinkProps {
  campaign: Campaign;
  live: Live<Campaign>;
  onClose: () => void;
}

// A further link, also for the recipients that are there.
export function AddLink({ campaign, live, onClose }: AddLinkProps) {
  const [label, setLabel] = useState('');
  const [url, setUrl] = useState('');
  const check = () => {
    const faults = [
      ['label', wordsFault(label, 64)],
      ['url', urlFault(url)],
    ].filter((one): one is [string, string] => Boolean(one[1]));
    return new Map(faults);
  };
  const work = async () => {
    await send('POST', campaignPath(campaign.id, 'links'), { label: label.trim(), url: url.trim() });
    live.retry();
  };
  return (
    <Confirm title="Add a link" label="Add" check={check} work={work} onClose={onClose}>
      {(faults) => (
        <>
          <TextField
            label="Label"
            value={label}
            placeholder="map"
            hint="It names the link in all numbers, and stays."
            fault={faults.get('label')}
            onValue={setLabel}
          />
          <TextField
            label="Leads to"
            type="url"
            value={url}
            placeholder="https://shop.example/map"
            fault={faults.get('url')}
            onValue={setUrl}
          />
          {campaign.recipients > 0 && (
            <p class="hint">
              The recipients who are there get a short link for it, too: download the short links again to
              send them.
            </p>
          )}
        </>
      )}
    </Confirm>
  );
}
