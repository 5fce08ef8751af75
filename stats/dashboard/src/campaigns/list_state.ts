import { type Address, address, change, hrefTo } from '../address';

// How the list is shown: what the address says of it.
export interface ListState {
  sort: string; // a column of the API, '-…' to go down
  search: string;
  after: string; // the API's `next` of the page before; '' on the first
  page: number; // counted from 1
}

export const pageSize = 50;
export const usualSort = '-created_at';

export function listState(address: Address): ListState {
  const page = Number(address['page']);
  return {
    sort: address['sort'] ?? usualSort,
    search: (address['search'] ?? '').trim(),
    after: address['after'] ?? '',
    page: Number.isInteger(page) && page > 1 ? page : 1,
  };
}

// Another order begins at the first page, from which alone it is no step on the way back.
export function orderBy(sort: string): void {
  const replace = listState(address()).page === 1;
  change({ sort: sort === usualSort ? null : sort, after: null, page: null }, { replace });
}

// The page that is shown. It does not say what is chosen: that is the same on all pages.
export const thisPage = ({ sort, search, after, page }: ListState): string =>
  hrefTo({ ...shared(sort, search), after, page: page > 1 ? String(page) : null });

export const nextPage = (state: ListState, next: string): string =>
  thisPage({ ...state, after: next, page: state.page + 1 });

export const firstPage = (state: ListState): string => thisPage({ ...state, after: '', page: 1 });

// A page of what was found, which is all here.
export const foundPage = (state: ListState, page: number): string => thisPage({ ...state, page });

const shared = (sort: string, search: string) => ({ sort: sort === usualSort ? null : sort, search });

export interface SortChoice {
  sort: string;
  label: string;
}

export const sortChoices: readonly SortChoice[] = [
  { sort: '-created_at', label: 'Newest first' },
  { sort: 'created_at', label: 'Oldest first' },
  { sort: 'name', label: 'Name' },
  { sort: '-recipients', label: 'Most recipients' },
  { sort: '-sent', label: 'Most sent' },
  { sort: '-delivered', label: 'Most delivered' },
  { sort: '-failed', label: 'Most failed' },
  { sort: '-clicks', label: 'Most clicks' },
  { sort: '-unique_clickers', label: 'Most unique clickers' },
  { sort: '-ctr', label: 'Highest CTR' },
  { sort: '-converted', label: 'Most converted' },
  { sort: '-conversion_rate', label: 'Highest conversion rate' },
];

// The choices, and the order of now where it is none of them: a heading of the table can turn any around.
export function sortChoicesWith(sort: string): readonly SortChoice[] {
  if (sortChoices.some((choice) => choice.sort === sort)) return sortChoices;
  const words = sort.replace(/^-/, '').replaceAll('_', ' ');
  return [...sortChoices, { sort, label: `By ${words}, ${sort.startsWith('-') ? 'down' : 'up'}` }];
}
