import { type Fields, fieldsOf } from './csv_record';
import { type Reading, recordsOf } from './records';

export type RowFormat = 'csv' | 'ndjson';

export interface RowFault {
  row: number; // counted from 1, as the API counts; 0 for the header
  text: string; // the row's, as the file has it
  why: string;
}

export interface Checked {
  rows: number;
  ids: string[]; // of the first few
  faults: RowFault[]; // the first of them
  faulty: number; // how many there are
  guarded: boolean; // some would have an apostrophe in front in CSV: a spreadsheet would take them for formulas
  ended: boolean; // to the file's end: behind a row whose quotes are not in order nothing can be told
}

export const mostFaults = 1000;
const mostIds = 5;

export type Watch = Pick<Reading, 'signal' | 'onBytes'>;

// Looks through all the rows for what the API would refuse, which names the first one only.
export async function checkRows(file: Blob, format: RowFormat, watch: Watch): Promise<Checked> {
  const checked: Checked = { rows: 0, ids: [], faults: [], faulty: 0, guarded: false, ended: true };
  const reader = format === 'csv' ? csvReader() : ndjsonReader();
  for await (const records of recordsOf(file, { quotes: format === 'csv', ...watch })) {
    for (const { text, broken } of records) {
      const read = broken
        ? { stop: 'A row that does not end, or has more than a million characters.' }
        : reader(text);
      if (read === undefined) continue;
      const row = 'head' in read ? 0 : ++checked.rows;
      if ('id' in read) take(checked, row, text, read.id);
      else if ('why' in read) fault(checked, row, text, read.why);
      else if ('stop' in read) {
        fault(checked, row, text, read.stop);
        return { ...checked, ended: false };
      }
    }
  }
  return checked;
}

// The text of one row as the file has it.
export async function textOfRow(file: Blob, format: RowFormat, row: number): Promise<string | undefined> {
  const { signal } = new AbortController();
  const reader = format === 'csv' ? csvReader() : ndjsonReader();
  let at = 0;
  for await (const records of recordsOf(file, { quotes: format === 'csv', signal })) {
    for (const { text } of records) {
      const read = reader(text);
      if (read && !('head' in read) && ++at === row) return text;
    }
  }
  return undefined;
}

// What a record is: a header, an id, something wrong, or the end of what can be told; undefined where it is no row.
type Read = { head: true } | { id: string } | { why: string } | { stop: string; head?: true } | undefined;

function csvReader(): (record: string) => Read {
  let columns = -1;
  let column = -1;
  return (record) => {
    const read: Fields = fieldsOf(record);
    if ('fault' in read) return { stop: read.fault };
    const { fields } = read;
    if (columns < 0) {
      columns = fields.length;
      column = fields.indexOf('recipient');
      if (column < 0) return { stop: 'The header does not name "recipient".', head: true };
      const twice = fields.indexOf('recipient', column + 1) > 0;
      return twice ? { stop: 'The header names "recipient" more than once.', head: true } : { head: true };
    }
    const id = fields[column];
    if (fields.length === columns && id !== undefined)
      return { id: /^'[=+\-@\t\r]/.test(id) ? id.slice(1) : id };
    const why = `The row has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, the header ${columns}.`;
    // Where a quote stands in a wrong place a record may have taken up those behind it.
    return record.includes('\n') ? { stop: why } : { why };
  };
}

const ndjsonReader =
  () =>
  (line: string): Read => {
    if (/^[ \t\r]*$/.test(line)) return undefined;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return { why: 'Not valid JSON.' };
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { why: 'A row must be an object.' };
    const id = (value as Record<string, unknown>)['recipient'];
    if (typeof id === 'string') return { id };
    return { why: id === undefined ? '"recipient" is missing.' : '"recipient" must be a string.' };
  };

function take(checked: Checked, row: number, text: string, id: string): void {
  const why = faultOfId(id);
  if (why) fault(checked, row, text, why);
  else if (checked.ids.length < mostIds) checked.ids.push(id);
  checked.guarded ||= /^[=+\-@]/.test(id);
}

function fault(checked: Checked, row: number, text: string, why: string): void {
  ++checked.faulty;
  if (checked.faults.length < mostFaults) checked.faults.push({ row, text: text.slice(0, 500), why });
}

const longest = 200; // bytes
const encoder = new TextEncoder();

function faultOfId(id: string): string | undefined {
  if (id === '') return 'The recipient is empty.';
  // No UTF-16 unit takes more than three bytes.
  if (id.length * 3 > longest && encoder.encode(id).length > longest)
    return 'The recipient is longer than 200 bytes.';
  if (/\p{Cc}/u.test(id)) return 'The recipient has a control character.';
  return id.includes('\ufffd') ? 'The recipient cannot be read: is the file UTF-8?' : undefined;
}
