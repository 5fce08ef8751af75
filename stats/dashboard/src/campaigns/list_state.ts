import { type Address, change, hrefTo } from '../address';

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

export const orderBy = (sort: string): void =>
  change({ sort: sort === usualSort ? null : sort, after: null, page: null });

export const nextPage = ({ sort, search, page }: ListState, next: string): string =>
  hrefTo({ ...shared(sort, search), after: next, page: String(page + 1) });

export const firstPage = ({ sort, search }: ListState): string => hrefTo(shared(sort, search));

// A page of what was found, which is all here.
export const foundPage = ({ sort, search }: ListState, page: number): string =>
  hrefTo({ ...shared(sort, search), page: page > 1 ? String(page) : null });

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
