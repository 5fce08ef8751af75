import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

import { Titled } from '../parts/titled';
import type { DefinitionName } from '../definition_names';
import type { Draft } from './draft';
import { ExpiryField } from './expiry_field';
import type { Faults } from './faults';
import { TextField } from './field';
import { FunnelRows } from './funnel_rows';
import { GoalRows } from './goal_rows';
import { LinkRows } from './link_rows';
import { ZoneField } from './zone_field';

export interface FieldsProps {
  draft: Draft;
  faults: Faults;
  onChange: (changes: Partial<Draft>) => void;
}

export interface PartProps {
  title: string;
  definition?: DefinitionName;
  about?: ComponentChildren;
  children: ComponentChildren;
}

// A part of a form, with its name and what it is for.
export function Part({ title, definition, about, children }: PartProps) {
  const id = useId();
  return (
    <section class="card form-part" aria-labelledby={id}>
      <div class="form-about">
        <Titled id={id} title={title} {...(definition ? { definition } : {})} />
        {about && <p class="hint">{about}</p>}
      </div>
      <div class="form-fields">{children}</div>
    </section>
  );
}

export function NameFields({ draft, faults, onChange }: FieldsProps) {
  return (
    <Part title="Campaign" about="The name is for you: recipients never see it.">
      <TextField
        label="Name"
        value={draft.name}
        placeholder="Premiere"
        fault={faults.get('name')}
        onValue={(name) => onChange({ name })}
      />
      <ZoneField
        zone={draft.time_zone}
        fault={faults.get('time_zone')}
        onZone={(time_zone) => onChange({ time_zone })}
      />
    </Part>
  );
}

export function LinkFields({ draft, faults, onChange }: FieldsProps) {
  return (
    <Part
      title="Links"
      about="Every recipient gets a short link of their own for each of these. Labels stay; where a link leads can be changed later, also when it has been sent."
    >
      <LinkRows links={draft.links} faults={faults} onChange={(links) => onChange({ links })} />
    </Part>
  );
}

export function EndFields({ draft, faults, onChange }: FieldsProps) {
  return (
    <Part title="When it is over" about="What short links answer when the campaign has expired or is paused.">
      <ExpiryField
        expires={draft.expires}
        zone={draft.time_zone}
        fault={faults.get('expires_at')}
        onExpires={(expires) => onChange({ expires })}
      />
      <TextField
        label="Fallback URL"
        type="url"
        value={draft.fallback_url}
        placeholder="https://shop.example/"
        hint="Where links lead then. Without one they answer “not found”."
        fault={faults.get('fallback_url')}
        onValue={(fallback_url) => onChange({ fallback_url })}
      />
    </Part>
  );
}

export function GoalFields({ draft, faults, onChange }: FieldsProps) {
  return (
    <>
      <Part
        title="Goals"
        definition="about.of_conversions"
        about="Events that your platform reports, such as a purchase. Goals can be changed at any time, and count for the past as well."
      >
        <GoalRows goals={draft.goals} faults={faults} onChange={(goals) => onChange({ goals })} />
      </Part>
      <Part
        title="Funnel"
        about="The steps from the message to the purchase, to see where recipients drop off."
      >
        <FunnelRows
          funnel={draft.funnel}
          events={draft.goals.map(({ event }) => event.trim())}
          faults={faults}
          onChange={(funnel) => onChange({ funnel })}
        />
      </Part>
    </>
  );
}
