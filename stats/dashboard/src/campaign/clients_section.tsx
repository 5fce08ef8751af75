import { useId } from 'preact/hooks';

import type { Clients } from '../answers';
import { campaignPath } from '../api';
import { useLive } from '../live';
import { CsvButton } from '../parts/csv_button';
import { Shown } from '../parts/states';
import { Titled } from '../parts/titled';
import { NameCard, countryName } from './name_table';
import type { SectionProps } from './section';

// Clients: what people clicked with and from where, and who else asked.
export default function ClientsSection({ id, campaign, moved }: SectionProps) {
  const path = campaignPath(id, 'stats', 'clients');
  const clients = useLive<Clients>(path, {}, { after: moved, every: 30_000 });
  const heading = useId();
  const name = campaign.data?.name ?? id;
  return (
    <section aria-labelledby={heading} class="stack">
      <div class="row apart">
        <Titled id={heading} title="Clients" definition="about.of_clients" />
        <CsvButton csv={{ name: [name, 'clients'], path }} />
      </div>
      <Shown brief live={clients} lines={16}>
        {(data) => <Lists clients={data} name={name} />}
      </Shown>
    </section>
  );
}

function Lists({ clients, name }: { clients: Clients; name: string }) {
  const { systems, browsers, devices, countries, previews, bots } = clients;
  return (
    <div class="columns">
      <NameCard of={name} title="Systems" rows={systems} />
      <NameCard of={name} title="Browsers" rows={browsers} />
      <NameCard of={name} title="Devices" rows={devices} />
      <NameCard of={name} title="Countries" rows={countries} written={countryName} />
      <NameCard of={name} title="Previews" rows={previews} definition="previews" />
      <NameCard of={name} title="Bots" rows={bots} definition="rule.who_is_a_person" />
    </div>
  );
}
