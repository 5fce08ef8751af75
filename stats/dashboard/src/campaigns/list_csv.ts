import { call, csv, textOf } from '../api';
import { csvFile, save } from '../download';
import { mostChosen } from './chosen';

const path = '/api/v1/stats/campaigns';

// Saves all campaigns in this order as one CSV. The API answers a thousand at a time and says in a Link header how it
// goes on.
export async function saveList(sort: string, name: string): Promise<void> {
  const pages: string[] = [];
  let after: string | undefined;
  do {
    const answer = await call(path, { accept: csv, params: { sort, limit: 1000, after } });
    pages.push(await textOf(answer));
    after = nextOf(answer.headers.get('Link'));
  } while (after);
  save(csvFile(joined(pages)), name);
}

// Saves these campaigns, in this order. The API answers as many at a time as can be compared.
export async function saveThese(ids: readonly string[], name: string): Promise<void> {
  const pages: string[] = [];
  for (let first = 0; first < ids.length; first += mostChosen) {
    const campaigns = ids.slice(first, first + mostChosen).join(',');
    pages.push(await textOf(await call(path, { accept: csv, params: { campaigns } })));
  }
  save(csvFile(joined(pages)), name);
}

// Pages of one table: each has the heading.
const joined = (pages: readonly string[]): string =>
  pages.map((text, at) => (at === 0 ? text : text.slice(text.indexOf('\n') + 1))).join('');

function nextOf(link: string | null): string | undefined {
  const href = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return href ? (new URL(href, location.origin).searchParams.get('after') ?? undefined) : undefined;
}
