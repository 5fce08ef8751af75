import type { ComponentType } from 'preact';

import type { Address } from './address';

// A view of the page. Its file is loaded when it is first shown; `default` is its component.
export interface View {
  name: string;
  takes: (address: Address) => boolean; // whether it shows this address
  load: () => Promise<{ default: ComponentType<{ address: Address }> }>;
}

// The first one that takes the address is shown.
export const views: readonly View[] = [
  {
    name: 'campaigns',
    takes: ({ campaign, view }) => !campaign && !view,
    load: () => import('./campaigns/campaigns_view'),
  },
  {
    name: 'comparison',
    takes: ({ campaign, view }) => !campaign && view === 'compare',
    load: () => import('./campaigns/comparison_view'),
  },
  {
    name: 'create',
    takes: ({ campaign, view }) => !campaign && view === 'new',
    load: () => import('./making/create_view'),
  },
  {
    name: 'single-links',
    takes: ({ campaign, view }) => !campaign && view === 'single-links',
    load: () => import('./making/single_links_view'),
  },
  {
    name: 'upload',
    takes: ({ campaign, view }) => campaign !== undefined && view === 'upload',
    load: () => import('./making/upload_view'),
  },
  {
    name: 'short-links',
    takes: ({ campaign, view }) => campaign !== undefined && view === 'short-links',
    load: () => import('./making/short_links_view'),
  },
  {
    name: 'settings',
    takes: ({ campaign, view }) => campaign !== undefined && view === 'settings',
    load: () => import('./making/settings_view'),
  },
  {
    name: 'campaign',
    takes: ({ campaign }) => campaign !== undefined,
    load: () => import('./campaign/campaign_view'),
  },
];

// Where the page's head leads to. `scope`: shown only to keys which have it.
export const places: readonly { label: string; href: string; view: string; scope?: string }[] = [
  { label: 'Campaigns', href: '/', view: 'campaigns' },
  { label: 'Single links', href: '/?view=single-links', view: 'single-links', scope: 'register' },
];

// Where one campaign is made and changed: views that take its id.
export const makingPlaces = [
  { view: 'upload', label: 'Upload recipients' },
  { view: 'short-links', label: 'Short links' },
  { view: 'settings', label: 'Settings' },
] as const;

export type MakingPlace = (typeof makingPlaces)[number]['view'];

export const viewFor = (address: Address): View | undefined => views.find(({ takes }) => takes(address));
