import type { ComponentType } from 'preact';

import type { Address } from '../address';
import type { Campaign, CampaignStats } from '../answers';
import type { Live } from '../live';

// What a section of a campaign's view is given.
export interface SectionProps {
  id: string;
  address: Address;
  campaign: Live<Campaign>;
  stats: CampaignStats | undefined;
  moved: number; // changes when the campaign's numbers did
}

export interface Section {
  name: string; // in the address, as `view`
  label: string;
  load: () => Promise<{ default: ComponentType<SectionProps> }>;
}

// The first one is shown unless the address says otherwise.
export const sections: readonly Section[] = [
  { name: 'overview', label: 'Overview', load: () => import('./overview') },
  { name: 'trend', label: 'Message Trend', load: () => import('./trend_section') },
  { name: 'conversions', label: 'Conversions', load: () => import('./conversions_section') },
  { name: 'links', label: 'Split of Clicks', load: () => import('./links_section') },
  { name: 'errors', label: 'Errors', load: () => import('./errors_section') },
  { name: 'clients', label: 'Clients', load: () => import('./clients_section') },
  { name: 'recipients', label: 'Recipients', load: () => import('./recipients_section') },
];

export const sectionOf = ({ view }: Address): Section | undefined =>
  sections.find(({ name }) => name === view) ?? sections[0];
