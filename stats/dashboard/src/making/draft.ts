import type { Campaign, CampaignLink, Goal } from '../answers';
import { browserZone } from '../format';
import { type WindowUnit, inLargestUnit, minutesIn } from '../goal_window';
import { zoneName } from '../zones';
import { type Row, row } from './row_list';
import { moment, wallTime } from './zoned_time';

export type LinkRow = Row<{ label: string; url: string }>;
export type GoalRow = Row<{ event: string; window: string; unit: WindowUnit }>;
export type StepRow = Row<{ step: string }>;

// A campaign as a form has it: texts as they are typed.
export interface Draft {
  name: string;
  time_zone: string;
  expires: string; // as the zone's clocks show it; '' for never
  fallback_url: string;
  links: LinkRow[]; // of a new campaign
  goals: GoalRow[];
  funnel: StepRow[];
}

export const newDraft = (): Draft => ({
  name: '',
  time_zone: zoneName(browserZone()),
  expires: '',
  fallback_url: '',
  links: [row({ label: '', url: '' })],
  goals: [],
  funnel: [],
});

export const draftOf = (campaign: Campaign): Draft => ({
  name: campaign.name,
  time_zone: campaign.time_zone,
  expires: campaign.expires_at ? wallTime(campaign.expires_at, campaign.time_zone) : '',
  fallback_url: campaign.fallback_url ?? '',
  links: [],
  goals: (campaign.conversions ?? []).map(goalRow),
  funnel: (campaign.funnel ?? []).map((step) => row({ step })),
});

function goalRow({ event, window_minutes }: Goal): GoalRow {
  const { count, unit } = inLargestUnit(window_minutes);
  return row({ event, window: String(count), unit });
}

// The members that can be changed later, too. Undefined is what there is none of.
export interface Settings {
  name: string;
  time_zone: string;
  expires_at: string | undefined;
  fallback_url: string | undefined;
  conversions: Goal[];
  funnel: string[];
}

export const settingsOf = (draft: Draft): Settings => ({
  name: draft.name.trim(),
  time_zone: draft.time_zone,
  expires_at: (draft.expires && moment(draft.expires, draft.time_zone)) || undefined,
  fallback_url: draft.fallback_url.trim() || undefined,
  conversions: draft.goals.map(({ event, window, unit }) => ({
    event: event.trim(),
    window_minutes: Number(window) * minutesIn[unit],
  })),
  funnel: draft.funnel.map(({ step }) => step.trim()),
});

export const linksOf = (draft: Draft): Omit<CampaignLink, 'paused'>[] =>
  draft.links.map(({ label, url }) => ({ label: label.trim(), url: url.trim() }));

// Whether both have the same texts, whatever the keys of their rows.
export const sameDraft = (a: Draft, b: Draft): boolean => texts(a) === texts(b);

const texts = (draft: Draft): string =>
  JSON.stringify(draft, (name, value: unknown) => (name === 'key' ? undefined : value));
