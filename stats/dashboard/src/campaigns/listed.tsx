import { useEffect, useRef } from 'preact/hooks';

import type { CampaignRows } from '../answers';
import { may, useKey } from '../key';
import { useLive } from '../live';
import { SaveButton } from '../parts/download_button';
import { Empty, Shown } from '../parts/states';
import { CampaignTable } from './campaign_table';
import { saveList } from './list_csv';
import { type ListState, firstPage, nextPage, pageSize, thisPage } from './list_state';
import { Pages } from './pages';
import { comesAfter, pageBefore } from '../way_back';

const pace = { every: 1000 };

// A page of the list, as the API orders it.
export function Listed({ state }: { state: ListState }) {
  const { sort, after } = state;
  const live = useLive<CampaignRows>('/api/v1/stats/campaigns', { sort, limit: pageSize, after }, pace);
  useTop(after);
  if (live.problem?.status === 422) return <WrongPlace />;
  return (
    <Shown live={live} lines={12}>
      {(page) =>
        page.items.length === 0 ? (
          <NoneHere state={state} />
        ) : (
          <div class="card">
            <CampaignTable caption={`Campaigns, page ${state.page}`} rows={page.items} sort={sort}>
              <Ways state={state} page={page} />
              <SaveButton
                label="CSV of all"
                spoken="Download a CSV of all campaigns"
                save={() => saveList(sort, 'campaigns.csv')}
              />
            </CampaignTable>
          </div>
        )
      }
    </Shown>
  );
}

// The address was written by hand, or its page was one of another order.
const WrongPlace = () => (
  <Empty title="The list has no such page, or no such order">
    <a href="/">All campaigns, from the first</a>
  </Empty>
);

// Another page begins at its top; the way back leads to where one was.
function useTop(after: string): void {
  const shown = useRef(after);
  useEffect(() => {
    if (after && shown.current !== after) scrollTo(0, 0);
    shown.current = after;
  }, [after]);
}

function Ways({ state, page }: { state: ListState; page: CampaignRows }) {
  const here = thisPage(state);
  const first = (state.page - 1) * pageSize + 1;
  const next = page.next ? nextPage(state, page.next) : undefined;
  useEffect(() => {
    if (next) comesAfter(next, here);
  }, [next, here]);
  return (
    <Pages
      first={first}
      last={first + page.items.length - 1}
      begin={state.after ? firstPage(state) : undefined}
      previous={state.after ? pageBefore(here) : undefined}
      next={next}
    />
  );
}

function NoneHere({ state }: { state: ListState }) {
  const maker = may('register', useKey());
  if (state.after) {
    return (
      <Empty title="There are no campaigns on this page">
        <a href={firstPage(state)}>To the first page</a>
      </Empty>
    );
  }
  return (
    <Empty title="There are no campaigns yet">
      {maker ? (
        <>
          <a href="/?view=new">Make the first one</a>, or have your platform call{' '}
          <code>POST /api/v1/campaigns</code>.
        </>
      ) : (
        <>
          A key with the scope <code>register</code> makes them: on this page, or by{' '}
          <code>POST /api/v1/campaigns</code>.
        </>
      )}
    </Empty>
  );
}
