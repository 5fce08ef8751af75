import { type Address, addressIn, change, hrefTo } from '../address';
import type { RecipientRow } from '../answers';
import { campaignPath, canBeAsked, ndjson, parseLines } from '../api';
import { number } from '../format';
import { useLive } from '../live';
import { DownloadButton } from '../parts/download_button';
import { Empty, Shown } from '../parts/states';
import { DataTable } from '../parts/table';
import { comesAfter, pageBefore } from '../way_back';
import type { Filter } from './recipient_filters';

const onePage = 50;

export interface RecipientListProps {
  id: string;
  address: Address;
  filter: Filter;
  name: string; // of the campaign
}

// The position behind which the page begins; '' for the first.
const afterIn = ({ after = '' }: Address): string => (/^\d{1,10}$/.test(after) ? after : '');

// The recipients that are selected, a page at a time, and all of them as a file. Not asked for whenever numbers move:
// rows would jump under the pointer.
export function RecipientList({ id, address, filter, name }: RecipientListProps) {
  const path = campaignPath(id, 'recipients');
  const after = afterIn(address);
  // One more than is shown tells whether there is a next page.
  const params = { ...filter, after, limit: onePage + 1 };
  const list = useLive<RecipientRow[]>(path, params, { every: 20_000, accept: ndjson, read: parseLines });
  return (
    <Shown brief live={list} lines={10}>
      {(rows) => (
        <>
          {rows.length === 0 ? (
            <Empty title={after ? 'There are no more' : 'Nobody is like that'} />
          ) : (
            <Rows rows={rows.slice(0, onePage)} address={address} />
          )}
          <Foot rows={rows} id={id} after={after} path={path} filter={filter} name={name} />
        </>
      )}
    </Shown>
  );
}

function Rows({ rows, address }: { rows: readonly RecipientRow[]; address: Address }) {
  return (
    <DataTable
      caption="Recipients"
      hideCaption
      rows={rows}
      rowKey={({ position }) => position}
      columns={[
        {
          name: 'recipient',
          label: 'Recipient',
          heading: true,
          cell: ({ recipient }) =>
            recipient === null ? (
              <span class="quiet-text">without an id</span>
            ) : canBeAsked(recipient) ? (
              <a href={hrefTo({ recipient }, address)}>
                <bdi>{recipient}</bdi>
              </a>
            ) : (
              <>
                <bdi>{recipient}</bdi> <span class="quiet-text">cannot be asked for</span>
              </>
            ),
        },
        {
          name: 'position',
          label: 'Position',
          number: true,
          definition: 'recipient.position',
          cell: ({ position }) => number(position),
        },
      ]}
    />
  );
}

interface FootProps {
  rows: readonly RecipientRow[];
  id: string;
  after: string;
  path: string;
  filter: Filter;
  name: string;
}

// A page is known by where it begins and who is in it.
const pageOf = (id: string, filter: Filter, after: string): string =>
  hrefTo({ campaign: id, view: 'recipients', ...filter, after });

const show = (after: string) => change({ after });

function Foot({ rows, id, after, path, filter, name }: FootProps) {
  const before = after ? pageBefore(pageOf(id, filter, after)) : undefined;
  const last = rows[onePage - 1]?.position;
  const forth = () => {
    comesAfter(pageOf(id, filter, String(last)), pageOf(id, filter, after));
    show(String(last));
  };
  return (
    <div class="row apart list-foot">
      <div class="row">
        {after && (
          <button type="button" class="button small quiet" onClick={() => show('')}>
            To the first
          </button>
        )}
        {before && (
          <button type="button" class="button small" onClick={() => show(addressIn(before)['after'] ?? '')}>
            Previous
          </button>
        )}
        {rows.length > onePage && (
          <button type="button" class="button small" onClick={forth}>
            Next {onePage}
          </button>
        )}
      </div>
      <div class="row">
        <span class="downloads">
          All for the next send
          <DownloadButton
            path={path}
            params={filter}
            accept={ndjson}
            name={[name, 'recipients']}
            label="NDJSON"
          />
          <DownloadButton
            path={path}
            params={{ ...filter, formula_guard: 'off' }}
            name={[name, 'recipients']}
            label="CSV"
          />
        </span>
        <span class="downloads">
          For a spreadsheet
          <DownloadButton path={path} params={filter} name={[name, 'recipients guarded']} label="CSV" />
        </span>
      </div>
    </div>
  );
}
