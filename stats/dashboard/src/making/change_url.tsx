import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

import { LeadsTo } from '../parts/leads_to';
import { Confirm } from './confirm';
import { urlFault } from './faults';
import { TextField } from './field';

export interface ChangeUrlProps {
  link: ComponentChildren; // how people call it
  url: string; // where it leads now
  change: (url: string) => Promise<void>;
  onClose: () => void;
  children: ComponentChildren; // what it means for those who have the link already
}

// Asks where a link shall lead, and changes it.
export function ChangeUrl({ link, url, change, onClose, children }: ChangeUrlProps) {
  const [next, setNext] = useState(url);
  const wanted = next.trim();
  const check = () => {
    const fault = wanted === url ? 'It leads there already.' : urlFault(wanted);
    return new Map(fault ? [['url', fault]] : []);
  };
  return (
    <Confirm
      title="Change where the link leads"
      label="Change for everybody"
      check={check}
      work={() => change(wanted)}
      onClose={onClose}
    >
      {(faults) => (
        <>
          <p>
            {link} leads to <LeadsTo url={url} /> now.
          </p>
          <TextField label="Leads to" type="url" value={next} fault={faults.get('url')} onValue={setNext} />
          {children}
        </>
      )}
    </Confirm>
  );
}
