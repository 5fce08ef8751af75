import { type Address, address as addressNow, hrefTo } from '../address';
import type { Campaign, CampaignStats } from '../answers';
import { campaignPath } from '../api';
import { type Live, useLive } from '../live';
import { Lazy } from '../parts/lazy';
import { Failed, Stale } from '../parts/states';
import { Tabs } from '../parts/tabs';
import '../style/campaign.css';
import { useTitle } from '../title';
import { CampaignHead } from './campaign_head';
import { CampaignTiles } from './campaign_tiles';
import { sectionOf, sections } from './section';

// On its way before the first numbers are there.
sectionOf(addressNow())
  ?.load()
  .catch(() => undefined);

// What one campaign did. Its numbers are asked for every second; the parts below only when these moved.
export default function CampaignView({ address }: { address: Address }) {
  const id = address['campaign'] ?? '';
  return <OneCampaign key={id} id={id} address={address} />;
}

function OneCampaign({ id, address }: { id: string; address: Address }) {
  const stats = useLive<CampaignStats>(campaignPath(id, 'stats'), {}, { every: 1000 });
  const campaign = useLive<Campaign>(campaignPath(id), {}, { every: 15_000 });
  useTitle(partOf(address), campaign.data?.name ?? 'Campaign');
  if (stats.problem && !stats.data) return <NotShown stats={stats} />;
  return (
    <div class="stack campaign">
      <CampaignHead id={id} campaign={campaign.data} stats={stats} />
      <Stale live={stats} />
      <CampaignTiles stats={stats.data} />
      <Sections id={id} address={address} campaign={campaign} stats={stats} />
    </div>
  );
}

// What is shown besides the campaign as a whole.
function partOf(address: Address): string | undefined {
  const section = sectionOf(address);
  return section === sections[0] ? undefined : section?.label;
}

function NotShown({ stats }: { stats: Live<CampaignStats> }) {
  const problem = stats.problem;
  if (!problem) return null;
  return (
    <div class="stack">
      <h1>The campaign cannot be shown</h1>
      <Failed problem={problem} retry={stats.retry} />
      {problem.status === 404 && (
        <p>
          It was never there, or belongs to another account. <a href="/">All campaigns</a>
        </p>
      )}
    </div>
  );
}

interface SectionsProps {
  id: string;
  address: Address;
  campaign: Live<Campaign>;
  stats: Live<CampaignStats>;
}

function Sections({ id, address, campaign, stats }: SectionsProps) {
  const section = sectionOf(address);
  if (!section) return null;
  const { interval, zone, from, to } = address;
  const kept = { campaign: id, interval, zone, from, to };
  // The parts are asked for at once: that the first numbers came is no reason to ask again.
  const moved = Math.max(1, stats.moved);
  return (
    <>
      <Tabs
        label="Parts of the campaign"
        tabs={sections.map(({ name, label }, at) => ({
          href: hrefTo({ ...kept, view: at === 0 ? null : name }),
          label,
          here: name === section.name,
        }))}
      />
      <Lazy
        key={section.name}
        load={section.load}
        props={{ id, address, campaign, stats: stats.data, moved }}
        lines={10}
      />
    </>
  );
}
