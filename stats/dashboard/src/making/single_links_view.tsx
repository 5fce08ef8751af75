import { useMemo, useState } from 'preact/hooks';

import { type Address, change } from '../address';
import type { SingleLink } from '../answers';
import { folded } from '../campaigns/catalogue';
import { number } from '../format';
import { Empty, Failed, Loading } from '../parts/states';
import '../style/making.css';
import '../style/single_links.css';
import { useTitle } from '../title';
import { Copy } from './copy';
import { OnlyRegister } from './only_register';
import { SingleLinkForm } from './single_link_form';
import { SingleLinkTable } from './single_link_table';
import { useSingleLinks } from './use_single_links';

// Short links that stand for nobody in particular: made, listed, copied, drawn.
export default function SingleLinksView({ address }: { address: Address }) {
  useTitle('Single links');
  return (
    <div class="stack making wide">
      <header class="view-head">
        <div>
          <h1>Single links</h1>
          <p class="facts">
            Short links for posters, profiles and posts: shared by everybody who clicks them.
          </p>
        </div>
      </header>
      <OnlyRegister>
        <SingleLinks search={address['search'] ?? ''} />
      </OnlyRegister>
    </div>
  );
}

function SingleLinks({ search }: { search: string }) {
  const { links, over, problem, reload, readOn } = useSingleLinks();
  const [made, setMade] = useState<SingleLink>();
  const took = (link: SingleLink | undefined) => {
    setMade(link);
    reload();
  };
  return (
    <>
      <section class="card" aria-labelledby="make">
        <div class="card-head">
          <h2 id="make">Make one</h2>
        </div>
        <SingleLinkForm onMade={took} />
        <div role="status">
          {made && (
            <div class="notice good made-link">
              <p>
                <strong>Made.</strong> It works within a second.
              </p>
              <Copy text={made.short_url} />
            </div>
          )}
        </div>
      </section>
      <section class="card" aria-labelledby="all">
        <div class="card-head">
          <h2 id="all">{links ? `${number(links.length)}${over ? '' : '+'} links` : 'Links'}</h2>
          {links && links.length > 0 && <Search search={search} />}
        </div>
        {problem && <Failed problem={problem} retry={reload} />}
        {!links && !problem && <Loading lines={6} />}
        {links && <List links={links} search={search} reload={reload} />}
        {links && !over && (
          <p class="row">
            <span class="hint">There are more, newer ones.</span>
            <button type="button" class="button small" onClick={readOn}>
              Read on
            </button>
          </p>
        )}
      </section>
    </>
  );
}

const Search = ({ search }: { search: string }) => (
  <input
    class="input small search-links"
    type="search"
    aria-label="Search single links"
    placeholder="Search"
    value={search}
    onInput={(event) => change({ search: event.currentTarget.value }, { replace: true })}
  />
);

function List({
  links,
  search,
  reload,
}: {
  links: readonly SingleLink[];
  search: string;
  reload: () => void;
}) {
  const found = useMemo(() => {
    const words = folded(search).split(/\s+/).filter(Boolean);
    return links.filter(({ label, url, short_url }) => {
      const text = folded(`${label} ${url} ${short_url}`);
      return words.every((word) => text.includes(word));
    });
  }, [links, search]);
  if (links.length === 0)
    return <Empty title="There are no single links yet">Make the first one above.</Empty>;
  if (found.length === 0) return <Empty title="No link has these words" />;
  return <SingleLinkTable links={found} reload={reload} />;
}
