// What the API answers, as docs/api.md has it. Rates are per cent with two decimals at most.

export type Rate = number | null;

// Minor units as text: sums may be larger than what a number holds exactly.
export interface Money {
  currency: string;
  minor_units: string;
}

export interface KeyAnswer {
  id: string;
  name: string;
  account: string;
  scopes: string[];
}

export interface CampaignLink {
  label: string;
  url: string;
  paused: boolean;
}

export interface Goal {
  event: string;
  window_minutes: number;
}

export interface Campaign {
  id: string;
  name: string;
  time_zone: string;
  created_at: string;
  expires_at?: string;
  fallback_url?: string;
  paused: boolean;
  version: number;
  recipients: number;
  links: CampaignLink[];
  conversions?: Goal[];
  funnel?: string[];
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface LinkNumbers {
  link: string;
  clicks: number;
  unique_clickers: number | null;
  share: Rate;
  buckets?: { start: string; clicks: number; share: Rate }[]; // the share is of the bucket's clicks
}

export interface CampaignStats {
  campaign: string;
  as_of: string;
  sent: number;
  delivered: number;
  failed: number;
  clicks: number;
  unique_clickers: number | null;
  previews: number;
  bots: number;
  ctr: Rate;
  unique_ctr: Rate;
  delivered_ctr: Rate;
  forwarded_devices: number | null;
  fallbacks: number;
  unknown_recipients: number;
  converted: number | null;
  conversion_rate: Rate;
  converted_of_sent: Rate;
  revenue: Money[];
  links: LinkNumbers[];
  clickers_by_links: { links: number; recipients: number }[] | null;
}

export interface Split {
  campaign: string;
  as_of: string;
  clicks: number;
  unique_clickers: number | null;
  links: LinkNumbers[];
  interval?: Interval;
  time_zone?: string;
}

export type Interval = 'hour' | 'day' | 'week' | 'month';

export interface Bucket {
  start: string; // as the zone's clocks show it, with their offset
  sent: number;
  delivered: number;
  failed: number;
  clicks: number;
  first_clicks: number;
  converted: number; // 0 without a goal
  revenue: Money[];
}

export interface Trend {
  interval: Interval;
  time_zone: string;
  buckets: Bucket[];
}

export interface GoalNumbers {
  converted: number;
  rate: Rate;
  rate_of_sent: Rate;
  revenue: Money[];
}

export interface GoalStats extends Goal {
  click_through: GoalNumbers;
  influenced: GoalNumbers;
}

export interface FunnelStep {
  step: string;
  recipients: number;
  share: Rate;
  drop_off: number | null;
  drop_off_share: Rate;
}

export interface Conversions {
  events: GoalStats[];
  funnel: FunnelStep[];
}

export interface ErrorNumbers {
  error: string;
  meaning: string | null;
  count: number;
  share: Rate;
  first_seen: string;
  last_seen: string;
  buckets?: { start: string; count: number }[];
}

export interface Errors {
  errors: ErrorNumbers[];
  interval?: Interval;
  time_zone?: string;
}

export interface Clients {
  systems: NamedClicks[];
  browsers: NamedClicks[];
  devices: NamedClicks[];
  countries: NamedClicks[];
  previews: NamedRequests[];
  bots: NamedRequests[];
}

export interface NamedClicks {
  name: string;
  clicks: number;
}

export interface NamedRequests {
  name: string;
  requests: number;
}

export interface CampaignRow {
  id: string;
  name: string;
  created_at: string;
  recipients: number;
  sent: number | null;
  delivered: number | null;
  failed: number | null;
  clicks: number | null;
  unique_clickers: number | null;
  ctr: Rate;
  converted: number | null;
  conversion_rate: Rate;
  revenue: Money[] | null;
  problem?: string; // why it has no numbers
}

export interface CampaignRows extends Page<CampaignRow> {
  as_of: string;
}

export interface RecipientRow {
  recipient: string | null;
  position: number;
}

export interface Recipient extends RecipientRow {
  links: { link: string; short_url: string | null; clicked: boolean; devices: string[] }[];
  first_click: string | null;
  sent: string | null;
  delivered: string | null;
  failed: { at: string; error: string } | null;
  conversions: { event: string; at: string; currency: string | null; minor_units: string | null }[];
  more_conversions?: boolean;
}

export interface SingleLink {
  short_url: string;
  code: string;
  alias?: string;
  label: string;
  url: string;
  paused: boolean;
  campaign: string;
  index: number;
}
