import { number } from '../format';

export interface PagesProps {
  first: number;
  last: number;
  of?: number | undefined; // how many there are in all, where that is known
  begin: string | undefined; // addresses; undefined where nothing is
  previous: string | undefined;
  next: string | undefined;
}

// Where one is in a list, and the ways to its other pages.
export function Pages({ first, last, of, begin, previous, next }: PagesProps) {
  const range = first === last ? number(first) : `${number(first)}–${number(last)}`;
  return (
    <nav class="pages" aria-label="Pages">
      <span class="quiet-text">
        {range}
        {of !== undefined && ` of ${number(of)}`}
      </span>
      {begin && (
        <a class="button small quiet" href={begin}>
          First
        </a>
      )}
      {previous && (
        <a class="button small" rel="prev" href={previous}>
          <span aria-hidden="true">←</span> Previous
        </a>
      )}
      {next && (
        <a class="button small" rel="next" href={next}>
          Next <span aria-hidden="true">→</span>
        </a>
      )}
    </nav>
  );
}
