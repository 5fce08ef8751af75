import type { Address } from '../address';
import type { Campaign } from '../answers';
import type { Live } from '../live';
import { CampaignPage } from './campaign_page';
import { LinksCard } from './links_card';
import { SettingsForm } from './settings_form';
import { StatusCard } from './status_card';

// What can be changed of a campaign: whether it runs, its links, and everything else but its recipients.
export default function SettingsView({ address }: { address: Address }) {
  const id = address['campaign'] ?? '';
  return (
    <CampaignPage key={id} id={id} here="settings">
      {(campaign, live) => <Settings campaign={campaign} live={live} />}
    </CampaignPage>
  );
}

export interface SettingsProps {
  campaign: Campaign;
  live: Live<Campaign>;
}

function Settings({ campaign, live }: SettingsProps) {
  return (
    <div class="stack">
      <StatusCard campaign={campaign} live={live} />
      <LinksCard campaign={campaign} live={live} />
      <SettingsForm campaign={campaign} live={live} />
    </div>
  );
}
