import { type Address, change, hrefTo } from '../address';
import type { Campaign } from '../answers';
import { campaignPath, ndjson, parseLines } from '../api';
import { number } from '../format';
import { useLive } from '../live';
import { CsvButton } from '../parts/csv_button';
import { Empty, Shown } from '../parts/states';
import { type Column, DataTable } from '../parts/table';
import { SteadyButton } from '../parts/steady_button';
import { CampaignPage } from './campaign_page';
import { Copy } from './copy';
import { DownloadForm } from './download_form';

const previewed = 5;

interface ShortLinkRow {
  recipient?: string;
  position: number;
  short_urls: Record<string, string>;
}

// The short links of a campaign's recipients, for the platform that sends them.
export default function ShortLinksView({ address }: { address: Address }) {
  const id = address['campaign'] ?? '';
  return (
    <CampaignPage key={id} id={id} here="short-links">
      {(campaign) => <ShortLinks campaign={campaign} address={address} />}
    </CampaignPage>
  );
}

interface PartProps {
  campaign: Campaign;
  address: Address;
}

function ShortLinks({ campaign, address }: PartProps) {
  if (campaign.recipients === 0) {
    return (
      <Empty title="There are no recipients yet, and so no short links">
        <a href={hrefTo({ campaign: campaign.id, view: 'upload' })}>Upload recipients</a>
      </Empty>
    );
  }
  return (
    <div class="stack">
      <section class="card" aria-labelledby="download">
        <div class="card-head">
          <h2 id="download">Download</h2>
        </div>
        <DownloadForm campaign={campaign} />
      </section>
      <Preview campaign={campaign} address={address} />
    </div>
  );
}

// The position that the address says is behind; none where there is no such recipient.
function afterIn({ after = '' }: Address, { recipients }: Campaign): number | undefined {
  const position = /^\d{1,10}$/.test(after) ? Number(after) : recipients;
  return position + 1 < recipients ? position : undefined;
}

const showAfter = (after: number) => change({ after: after < 0 ? null : String(after) });

function Preview({ campaign, address }: PartProps) {
  const after = afterIn(address, campaign);
  const path = campaignPath(campaign.id, 'short-links');
  const live = useLive<ShortLinkRow[]>(
    path,
    { limit: previewed, after },
    { accept: ndjson, read: parseLines },
  );
  const first = after === undefined ? 0 : after + 1;
  return (
    <section class="card some-links" aria-labelledby="preview">
      <div class="card-head">
        <h2 id="preview">Preview</h2>
        <span class="row tight">
          <span class="quiet-text">
            {number(first + 1)}–{number(Math.min(first + previewed, campaign.recipients))} of{' '}
            {number(campaign.recipients)}
          </span>
          <SteadyButton
            type="button"
            class="button small"
            off={first === 0}
            onClick={() => showAfter(first - previewed - 1)}
          >
            <span aria-hidden="true">←</span> Previous
          </SteadyButton>
          <SteadyButton
            type="button"
            class="button small"
            off={first + previewed >= campaign.recipients}
            onClick={() => showAfter(first + previewed - 1)}
          >
            Next <span aria-hidden="true">→</span>
          </SteadyButton>
        </span>
      </div>
      <Shown live={live} lines={previewed}>
        {(rows) => (
          <DataTable
            caption="Short links of some recipients"
            hideCaption
            cards
            columns={columnsFor(campaign)}
            rows={rows}
            rowKey={({ position }) => position}
          >
            <CsvButton
              csv={{ name: [campaign.name, 'short links'], path, params: { limit: previewed, after } }}
            />
          </DataTable>
        )}
      </Shown>
    </section>
  );
}

const columnsFor = ({ links }: Campaign): Column<ShortLinkRow>[] => [
  {
    name: 'position',
    label: 'Position',
    number: true,
    definition: 'recipient.position',
    cell: ({ position }) => number(position),
  },
  {
    name: 'recipient',
    label: 'Recipient',
    heading: true,
    cell: ({ recipient }) =>
      recipient === undefined ? <span class="quiet-text">without an id</span> : <bdi>{recipient}</bdi>,
  },
  ...links.map(({ label }) => ({
    name: `link-${label}`,
    label,
    cell: ({ short_urls }: ShortLinkRow) => {
      // A label may be called as what every object has.
      const url = Object.hasOwn(short_urls, label) ? short_urls[label] : undefined;
      return url ? <Copy text={url} /> : null;
    },
  })),
];
