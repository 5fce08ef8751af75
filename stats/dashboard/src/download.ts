import { type Params, call, csv, isAbort, ndjson } from './api';
import { noAnswer } from './problem';

// Saves what a call answers as a file, whole or not at all: where the connection breaks on the way, nothing is saved
// and a Problem is thrown.
export async function download(path: string, params: Params, accept: string, name: string): Promise<void> {
  const response = await call(path, { params, accept });
  const body = await response.blob().catch((error: unknown) => {
    throw isAbort(error) ? error : noAnswer();
  });
  save(body, name);
}

export function save(body: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(body);
  link.download = name;
  link.click();
  // Not at once: the browser takes the file up after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const longestName = 80;

// A file's name out of words that may be anything: "Premiere – errors" becomes "premiere-errors.csv". Where they are too
// many, the longest is cut: a campaign's name, and not what the file has of it.
export function fileName(words: readonly string[], extension: string): string {
  const plain = words.map(plainWord).filter(Boolean);
  const over = plain.join('-').length - longestName;
  const longest = plain.reduce((at, word, other) => (word.length > (plain[at] ?? '').length ? other : at), 0);
  const cut = plain.map((word, at) => (at === longest && over > 0 ? shortened(word, over) : word));
  return `${cut.filter(Boolean).join('-') || 'waypost'}.${extension}`;
}

const plainWord = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');

// Without so many units at its end, and without half a character there.
const shortened = (word: string, by: number): string =>
  word.slice(0, Math.max(0, word.length - by)).replace(/(-|[\ud800-\udbff])+$/, '');

export type Cell = string | number | null | undefined;

// RFC 4180, as the API writes it: text which a spreadsheet would take for a formula has an apostrophe in front.
export function toCsv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => row.map(cellText).join(',') + '\r\n').join('');
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvFile = (text: string): Blob => new Blob([text], { type: `${csv};charset=utf-8` });
export const extensionOf = (accept: string): string => (accept === ndjson ? 'ndjson' : 'csv');
