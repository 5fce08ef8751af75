import type { ComponentChildren } from 'preact';

import type { Live } from '../live';
import { type Problem, mayPass } from '../problem';
import { AsOf } from './as_of';

// Where numbers will be. `lines`: about how many.
export function Loading({ lines = 4, what = 'Loading' }: { lines?: number; what?: string }) {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">{what}…</span>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} class="skeleton line" aria-hidden="true" />
      ))}
    </div>
  );
}

// Nothing there, and what would change that.
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Failed({ problem, retry }: { problem: Problem; retry?: () => void }) {
  return (
    <div class="notice bad" role="alert">
      <div>
        <strong>{problem.title}</strong>
        <Words problem={problem} />
      </div>
      {retry && mayPass(problem) && (
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

// What the API says beside the title, with the member and the row at fault.
export function Words({ problem }: { problem: Problem }) {
  const { detail, field, row } = problem;
  const where = [row !== undefined && `row ${row}`, field].filter(Boolean).join(', ');
  if (!detail && !where) return null;
  return (
    <p>
      <bdi>{detail}</bdi>
      {where && (
        <>
          {' '}
          (<bdi>{where}</bdi>)
        </>
      )}
    </p>
  );
}

// Says that what is shown is old, and how old, while newer does not come. `brief`: a line, where the view says why. Both
// lie above what is shown: nothing moves under the eyes of whoever reads it.
export function Stale({ live, brief = false }: { live: Live<unknown>; brief?: boolean }) {
  if (!live.problem || live.data === undefined) return null;
  // What was asked for cannot be had, and the old does not answer it.
  if (!mayPass(live.problem)) return <Failed problem={live.problem} />;
  const when = <>As of {live.asOf ? <AsOf at={live.asOf} /> : 'an unknown time'}.</>;
  if (brief) return <p class="stale-line">{when}</p>;
  return (
    <div class="notice warn afloat" role="status">
      <p>
        <strong>{when}</strong> {live.problem.title}: newer numbers will be here as soon as they can be read.
      </p>
      <button type="button" class="button" onClick={live.retry}>
        Try now
      </button>
    </div>
  );
}

export interface ShownProps<T> {
  live: Live<T>;
  children: (data: T) => ComponentChildren;
  lines?: number; // about how many there will be
  brief?: boolean; // the view says why numbers are old
}

// The usual order of things: what failed, what is loading, or `children` of the data. Old data stay on screen, dimmed
// while what is asked for is another view of them.
export function Shown<T>({ live, children, lines = 4, brief = false }: ShownProps<T>) {
  if (live.data === undefined) {
    return live.problem ? <Failed problem={live.problem} retry={live.retry} /> : <Loading lines={lines} />;
  }
  return (
    <div class={live.loading ? 'shown behind' : 'shown'} aria-busy={live.loading}>
      <Stale live={live} brief={brief} />
      {children(live.data)}
    </div>
  );
}
