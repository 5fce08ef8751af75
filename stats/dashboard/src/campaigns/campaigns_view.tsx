import type { Address } from '../address';
import { may, useKey } from '../key';
import '../style/campaigns.css';
import { useTitle } from '../title';
import { ChosenBar } from './chosen_bar';
import { useChosenInAddress } from './chosen';
import { Found } from './found';
import { type ListState, listState, orderBy, sortChoicesWith } from './list_state';
import { Listed } from './listed';
import { SearchField } from './search_field';

// All campaigns of the account, with their totals.
export default function CampaignsView({ address }: { address: Address }) {
  useTitle('Campaigns');
  const state = listState(address);
  useChosenInAddress(address);
  return (
    <div class="stack campaigns">
      <header class="view-head">
        <h1>Campaigns</h1>
        {may('register', useKey()) && (
          <a class="button primary" href="/?view=new">
            New campaign
          </a>
        )}
      </header>
      <Tools state={state} />
      {state.search ? <Found state={state} /> : <Listed state={state} />}
      <ChosenBar />
    </div>
  );
}

function Tools({ state: { sort, search } }: { state: ListState }) {
  return (
    <div class="row list-tools">
      <SearchField search={search} />
      <label class="row sort-choice">
        <span>Sort</span>
        <select class="select" value={sort} onChange={(event) => orderBy(event.currentTarget.value)}>
          {sortChoicesWith(sort).map((choice) => (
            <option key={choice.sort} value={choice.sort}>
              {choice.label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
