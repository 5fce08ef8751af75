import type { Campaign } from '../answers';

// Whether the campaign has expired: its links lead to their destinations no more.
export const isOver = ({ expires_at }: Pick<Campaign, 'expires_at'>): boolean =>
  expires_at !== undefined && Date.parse(expires_at) <= Date.now();

// Whether its links lead to their destinations, in a word.
export function StateBadge({ campaign }: { campaign: Campaign }) {
  if (campaign.paused) return <span class="badge warn">Paused</span>;
  if (isOver(campaign)) return <span class="badge warn">Expired</span>;
  return <span class="badge good">Live</span>;
}
