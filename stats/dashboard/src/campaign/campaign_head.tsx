import { hrefTo } from '../address';
import type { Campaign, CampaignStats } from '../answers';
import { browserZone, date, dateTime, number } from '../format';
import { may, useKey } from '../key';
import type { Live } from '../live';
import { AsOf } from '../parts/as_of';
import { StateBadge, isOver } from '../parts/campaign_state';
import { makingPlaces } from '../views';
import { zoneName } from '../zones';

// What the campaign is called, and what is to be known of it besides its numbers.
export function CampaignHead({
  id,
  campaign,
  stats,
}: {
  id: string;
  campaign: Campaign | undefined;
  stats: Live<CampaignStats>;
}) {
  return (
    <header class="view-head">
      <div>
        <p class="crumb">
          <a href="/">Campaigns</a>
        </p>
        <h1>
          <bdi>{campaign?.name ?? `Campaign ${id}`}</bdi>
        </h1>
        {campaign && <Facts campaign={campaign} />}
      </div>
      <div class="head-side">
        <HowNew stats={stats} />
        <Making id={id} />
      </div>
    </header>
  );
}

// Where the campaign is made and changed, for keys that may.
function Making({ id }: { id: string }) {
  if (!may('register', useKey())) return null;
  return (
    <nav class="row making-links" aria-label="Change the campaign">
      {makingPlaces.map(({ view, label }) => (
        <a key={view} class="button small" href={hrefTo({ campaign: id, view })}>
          {label}
        </a>
      ))}
    </nav>
  );
}

function Facts({ campaign }: { campaign: Campaign }) {
  const { created_at, time_zone, expires_at, recipients, fallback_url } = campaign;
  const over = isOver(campaign);
  const elsewhere = zoneName(time_zone) !== zoneName(browserZone());
  return (
    <div class="facts">
      <StateBadge campaign={campaign} />
      <span>
        Made <time dateTime={created_at}>{date(created_at, time_zone)}</time>
        {elsewhere && ` (${time_zone})`}
      </span>
      <span>{time_zone}</span>
      <span>
        {number(recipients)} {recipients === 1 ? 'recipient' : 'recipients'}
      </span>
      {expires_at && (
        <span>
          {over ? 'Expired' : 'Expires'} <time dateTime={expires_at}>{dateTime(expires_at, time_zone)}</time>
        </span>
      )}
      {fallback_url && (campaign.paused || over) && (
        <span>
          Links lead to <bdi>{fallback_url}</bdi>
        </span>
      )}
    </div>
  );
}

// How new the numbers are. Not said aloud: it changes every second.
function HowNew({ stats }: { stats: Live<CampaignStats> }) {
  if (!stats.asOf) return null;
  return (
    <p class={stats.problem ? 'as-of old' : 'as-of'}>
      <i class="pulse" aria-hidden="true" />
      as of <AsOf at={stats.asOf} />
    </p>
  );
}
