// The text of a file, record by record, however large it is: lines, or CSV records, whose quoted fields may have line
// ends in them. Blank lines are passed over.

const longestRecord = 1 << 20;

export interface FileRecord {
  text: string;
  broken: boolean; // it does not end: what follows cannot be told apart
}

export interface Reading {
  quotes: boolean; // records are CSV
  signal: AbortSignal;
  onBytes?: (read: number) => void;
}

// Throws an AbortError when the signal says so, and what the browser throws where the file cannot be read.
export async function* recordsOf(
  file: Blob,
  { quotes, signal, onBytes }: Reading,
): AsyncGenerator<FileRecord[]> {
  const reader = file.stream().getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let read = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      read += value?.length ?? 0;
      const cut = cutOff(rest, quotes, done);
      rest = cut.rest;
      onBytes?.(read);
      if (cut.records.length) yield cut.records;
      if (done || cut.records.at(-1)?.broken) return;
    }
  } finally {
    void reader.cancel();
  }
}

interface Cut {
  records: FileRecord[];
  rest: string; // the beginning of a record whose end is still to come
}

// `ends`: nothing follows the text.
function cutOff(text: string, quotes: boolean, ends: boolean): Cut {
  const records: FileRecord[] = [];
  let quote = quotes ? text.indexOf('"') : -1; // the next one
  let open = false;
  let first = 0;
  let end = text.indexOf('\n');
  for (; end >= 0; end = text.indexOf('\n', end + 1)) {
    for (; quote >= 0 && quote < end; quote = text.indexOf('"', quote + 1)) open = !open;
    if (open && end - first < longestRecord) continue;
    add(records, text.slice(first, end), open);
    if (open) return { records, rest: '' };
    first = end + 1;
  }
  for (; quote >= 0; quote = text.indexOf('"', quote + 1)) open = !open;
  const rest = text.slice(first);
  const broken = ends ? open : rest.length >= longestRecord;
  if (!ends && !broken) return { records, rest };
  add(records, rest, broken);
  return { records, rest: '' };
}

function add(to: FileRecord[], text: string, broken: boolean): void {
  const record = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (record !== '') to.push({ text: record, broken });
}
