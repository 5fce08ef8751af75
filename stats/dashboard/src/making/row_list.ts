// Rows of a form that can be added, moved and taken away. Each keeps its key, so that what is typed stays where it is.
export type Row<Members> = Members & { key: number };

let last = 0;

export const row = <Members>(members: Members): Row<Members> => ({ ...members, key: ++last });

export const changed = <T extends { key: number }>(rows: readonly T[], key: number, to: Partial<T>): T[] =>
  rows.map((one) => (one.key === key ? { ...one, ...to } : one));

export const without = <T extends { key: number }>(rows: readonly T[], key: number): T[] =>
  rows.filter((one) => one.key !== key);

// With the row so many places further down; unchanged where there is no such place.
export function moved<T extends { key: number }>(rows: readonly T[], key: number, by: number): T[] {
  const from = rows.findIndex((one) => one.key === key);
  const to = from + by;
  const next = [...rows];
  const [taken] = from < 0 || to < 0 || to >= rows.length ? [] : next.splice(from, 1);
  if (taken) next.splice(to, 0, taken);
  return next;
}
