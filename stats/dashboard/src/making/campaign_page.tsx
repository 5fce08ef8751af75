import type { ComponentChildren } from 'preact';

import { hrefTo } from '../address';
import type { Campaign } from '../answers';
import { campaignPath } from '../api';
import { type Live, useLive } from '../live';
import { Shown } from '../parts/states';
import { type Tab, Tabs } from '../parts/tabs';
import '../style/making.css';
import { useTitle } from '../title';
import { type MakingPlace, makingPlaces } from '../views';
import { OnlyRegister } from './only_register';

export interface CampaignPageProps {
  id: string;
  here: MakingPlace;
  children: (campaign: Campaign, live: Live<Campaign>) => ComponentChildren;
}

// What the views that change one campaign have in common: its name, and the ways between them.
export function CampaignPage({ id, here, children }: CampaignPageProps) {
  const live = useLive<Campaign>(campaignPath(id));
  const name = live.data?.name;
  useTitle(makingPlaces.find(({ view }) => view === here)?.label, name ?? 'Campaign');
  return (
    <div class={here === 'short-links' ? 'stack making wide' : 'stack making'}>
      <header class="view-head">
        <div>
          <p class="crumb">
            <a href="/">Campaigns</a>
          </p>
          <h1>
            <bdi>{name ?? `Campaign ${id}`}</bdi>
          </h1>
        </div>
      </header>
      <Tabs label="Making" tabs={tabsOf(id, here)} />
      <OnlyRegister>
        <Shown live={live} lines={8}>
          {(campaign) => children(campaign, live)}
        </Shown>
      </OnlyRegister>
    </div>
  );
}

const numbers = (
  <>
    <span aria-hidden="true">←</span> Numbers
  </>
);

const tabsOf = (id: string, here: MakingPlace): Tab[] => [
  { href: hrefTo({ campaign: id }), label: numbers, here: false },
  ...makingPlaces.map(({ view, label }) => ({
    href: hrefTo({ campaign: id, view }),
    label,
    here: view === here,
  })),
];
