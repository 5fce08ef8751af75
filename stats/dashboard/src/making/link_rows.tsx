import type { LinkRow } from './draft';
import { SteadyButton } from '../parts/steady_button';
import type { Faults } from './faults';
import { TextField } from './field';
import { RowButtons } from './row_buttons';
import { changed, moved, row, without } from './row_list';

const most = 100;

export interface LinkRowsProps {
  links: readonly LinkRow[];
  faults: Faults;
  onChange: (links: LinkRow[]) => void;
}

// The links of a new campaign: what each is called, and where it leads.
export function LinkRows({ links, faults, onChange }: LinkRowsProps) {
  return (
    <>
      <ol class="form-rows">
        {links.map(({ key, label, url }, at) => (
          <li key={key} class="link-row">
            <TextField
              label={`Label of link ${at + 1}`}
              value={label}
              placeholder="tickets"
              fault={faults.get(`links[${at}].label`)}
              onValue={(text) => onChange(changed(links, key, { label: text }))}
            />
            <TextField
              label="Leads to"
              spoken={`Leads to, link ${at + 1}${label && `: ${label}`}`}
              type="url"
              value={url}
              placeholder="https://shop.example/tickets"
              fault={faults.get(`links[${at}].url`)}
              onValue={(text) => onChange(changed(links, key, { url: text }))}
            />
            <RowButtons
              what={`link ${at + 1}`}
              first={at === 0}
              last={at === links.length - 1}
              onMove={(by) => onChange(moved(links, key, by))}
              onRemove={links.length > 1 ? () => onChange(without(links, key)) : undefined}
            />
          </li>
        ))}
      </ol>
      {faults.has('links') && <p class="bad-word">{faults.get('links')}</p>}
      <SteadyButton
        type="button"
        class="button small"
        off={links.length >= most}
        onClick={() => onChange([...links, row({ label: '', url: '' })])}
      >
        Add a link
      </SteadyButton>
    </>
  );
}
