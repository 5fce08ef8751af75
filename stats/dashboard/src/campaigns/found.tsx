import { useMemo } from 'preact/hooks';

import type { CampaignRow, CampaignRows } from '../answers';
import { fileName } from '../download';
import { number } from '../format';
import { useLive } from '../live';
import { SaveButton } from '../parts/download_button';
import { Empty, Failed, Stale } from '../parts/states';
import { sorted } from '../parts/table';
import { type Catalogue, matching, useCatalogue } from './catalogue';
import { CampaignTable } from './campaign_table';
import { saveThese } from './list_csv';
import { type ListState, foundPage, pageSize } from './list_state';
import { Pages } from './pages';
import { searchOrder } from './search_order';

const pace = { every: 1000 };

// What a search finds among the campaigns that were read for it. Those that are shown are live.
export function Found({ state }: { state: ListState }) {
  const catalogue = useCatalogue();
  const all = useMemo(
    () => sorted(matching(catalogue.rows, state.search), searchOrder, state.sort),
    [catalogue.rows, state.search, state.sort],
  );
  const first = (state.page - 1) * pageSize;
  const shown = all.slice(first, first + pageSize);
  const ids = shown.map(({ id }) => id).join(',');
  const live = useLive<CampaignRows>(ids ? '/api/v1/stats/campaigns' : null, { campaigns: ids }, pace);
  return (
    <div>
      <Searched catalogue={catalogue} found={all.length} />
      <Stale live={live} />
      {shown.length > 0 && (
        <div class="card">
          <CampaignTable
            caption={`Campaigns found by ${state.search}`}
            rows={newest(shown, live.data)}
            sort={state.sort}
          >
            <Pages
              first={first + 1}
              last={first + shown.length}
              of={all.length}
              begin={state.page > 2 ? foundPage(state, 1) : undefined}
              previous={state.page > 1 ? foundPage(state, state.page - 1) : undefined}
              next={first + pageSize < all.length ? foundPage(state, state.page + 1) : undefined}
            />
            <SaveButton
              label="CSV of all"
              spoken="Download a CSV of all that were found"
              save={() =>
                saveThese(
                  all.map(({ id }) => id),
                  fileName(['campaigns', state.search], 'csv'),
                )
              }
            />
          </CampaignTable>
        </div>
      )}
    </div>
  );
}

function newest(rows: readonly CampaignRow[], live: CampaignRows | undefined): readonly CampaignRow[] {
  const known = new Map(live?.items.map((row) => [row.id, row]));
  return rows.map((row) => known.get(row.id) ?? row);
}

function Searched({ catalogue, found }: { catalogue: Catalogue & { readOn: () => void }; found: number }) {
  const { rows, over, reading, problem, readOn } = catalogue;
  if (problem) return <Failed problem={problem} retry={readOn} />;
  const among = over ? `${number(rows.length)} campaigns` : `the newest ${number(rows.length)} campaigns`;
  if (!reading && over && found === 0) {
    return <Empty title="No campaign has this name">{number(rows.length)} were searched.</Empty>;
  }
  return (
    <p class="row searched" role="status">
      <span>
        {reading ? 'Searching… ' : ''}
        <strong>{number(found)}</strong> found among {among}.
      </span>
      {!reading && !over && rows.length > 0 && (
        <button type="button" class="button small" onClick={readOn}>
          Search older ones, too
        </button>
      )}
    </p>
  );
}
