import type { Campaign, CampaignLink } from '../answers';
import { campaignPath, get, send } from '../api';
import { Problem } from '../problem';

// Sets where a link leads, or whether it is paused.
export const changeLink = (
  campaign: Pick<Campaign, 'id' | 'links'>,
  index: number,
  changes: Partial<Pick<CampaignLink, 'url' | 'paused'>>,
): Promise<Campaign> =>
  send('PATCH', campaignPath(campaign.id, 'links', linkName(campaign.links, index)), changes);

// As changeLink(), of a link of which only the place is known. Labels of single links may be alike, and may look like
// places: the others are asked for first, so that no other link is changed.
export async function changeLinkAt(
  campaign: string,
  index: number,
  changes: Partial<Pick<CampaignLink, 'url' | 'paused'>>,
): Promise<Campaign> {
  return changeLink(await get<Campaign>(campaignPath(campaign)), index, changes);
}

// How the API is told which link is meant: by its place, or else by its label. A label that is a number is taken before
// the place of that number.
export function linkName(links: readonly CampaignLink[], index: number): string {
  const place = String(index);
  if (!links.some(({ label }, at) => label === place && at !== index)) return place;
  const label = links[index]?.label ?? '';
  const alone = links.filter((one) => one.label === label).length === 1;
  // Browsers take paths with these apart, however they are encoded.
  if (alone && label !== '.' && label !== '..') return label;
  throw new Problem(0, {
    type: 'ambiguous-link',
    title: 'The link cannot be named',
    detail: `Another link is labelled ${place}, and the API would take it for this one.`,
  });
}
