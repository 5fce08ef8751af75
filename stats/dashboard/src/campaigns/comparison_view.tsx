import { useEffect, useMemo } from 'preact/hooks';

import { type Address, hrefTo } from '../address';
import type { CampaignRow, CampaignRows } from '../answers';
import { type Live, useLive } from '../live';
import { CsvButton } from '../parts/csv_button';
import { Lazy } from '../parts/lazy';
import { Empty, Failed, Shown } from '../parts/states';
import '../style/comparison.css';
import { useTitle } from '../title';
import { chooseOnly } from './chosen';
import { ComparisonTable } from './comparison_table';

const path = '/api/v1/stats/campaigns';
const pace = { every: 1000 };
const loadChart = () => import('./comparison_chart');

// Chosen campaigns side by side: their numbers, and their clicks over time.
export default function ComparisonView({ address }: { address: Address }) {
  const campaigns = address['campaigns'] ?? '';
  const ids = useMemo(() => [...new Set(campaigns.split(',').filter(Boolean))], [campaigns]);
  const params = { campaigns: ids.join(',') };
  const live = useLive<CampaignRows>(ids.length ? path : null, params, pace);
  const rows = useShownOf(live, ids);
  useTitle('Comparison', namesOf(rows));
  return (
    <div class="stack comparison">
      <header class="view-head">
        <div>
          <h1>Comparison</h1>
          <p class="facts">
            <a href="/">All campaigns</a>
          </p>
        </div>
      </header>
      {ids.length === 0 ? (
        <Empty title="No campaigns are chosen">
          <a href="/">Choose some in the list</a>
        </Empty>
      ) : live.problem?.status === 404 ? (
        <OneMissing live={live} ids={ids} />
      ) : (
        <Shown live={live} lines={12}>
          {() => (
            <div class="stack">
              <section class="card" aria-labelledby="numbers">
                <div class="card-head">
                  <h2 id="numbers">Numbers</h2>
                  <CsvButton csv={{ name: ['comparison'], path, params }} />
                </div>
                <ComparisonTable rows={rows} without={(id) => hrefWithout(ids, id)} />
              </section>
              <Lazy
                load={loadChart}
                props={{ rows, unit: address['unit'], sums: address['sums'] === 'on' }}
              />
            </div>
          )}
        </Shown>
      )}
    </div>
  );
}

// The campaigns that are asked for; while others than those are still on screen, these. The list chooses the same ones.
function useShownOf(live: Live<CampaignRows>, ids: readonly string[]): readonly CampaignRow[] {
  const items = live.data?.items;
  const rows = useMemo(() => {
    const wanted = items?.filter(({ id }) => ids.includes(id)) ?? [];
    return wanted.length ? wanted : (items ?? []);
  }, [items, ids]);
  useEffect(() => {
    if (live.data && !live.loading) chooseOnly(live.data.items.map(({ id }) => id));
  }, [live.data, live.loading]);
  return rows;
}

const mostNames = 3;

function namesOf(rows: readonly CampaignRow[]): string {
  const names = rows.slice(0, mostNames).map(({ name }) => name);
  return (rows.length > mostNames ? [...names, '…'] : names).join(', ');
}

const hrefWithout = (ids: readonly string[], id: string): string =>
  hrefTo({ view: 'compare', campaigns: ids.filter((one) => one !== id).join(',') });

// The API names the first that is not there.
function OneMissing({ live, ids }: { live: Live<CampaignRows>; ids: readonly string[] }) {
  const missing = ids.find((id) => live.problem?.detail.includes(`"${id}"`));
  return (
    <>
      {live.problem && <Failed problem={live.problem} />}
      {missing && ids.length > 1 && (
        <p>
          <a class="button" href={hrefWithout(ids, missing)}>
            Compare the others
          </a>
        </p>
      )}
    </>
  );
}
