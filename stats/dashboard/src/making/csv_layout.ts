import { fieldsOf } from './csv_record';
import { recordsOf } from './records';

// What a CSV file's first record says.
export interface Head {
  fields: string[];
  bytes: number; // how long it is in the file, a mark of the byte order with it
}

// Where the recipients' ids are in a file whose header does not say so in the API's word.
export interface Layout {
  column: number; // counted from 0
  header: boolean; // the first record names the columns; otherwise it is a recipient
}

const longestHead = 1 << 16;

export async function headOf(file: Blob): Promise<Head> {
  const { signal } = new AbortController();
  for await (const [first] of recordsOf(file.slice(0, longestHead), { quotes: true, signal })) {
    const text = first?.text ?? '';
    const read = fieldsOf(text);
    return { fields: 'fields' in read ? read.fields : [text], bytes: (await markOf(file)) + sizeOf(text) };
  }
  return { fields: [], bytes: 0 };
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

// Decoding leaves it out.
async function markOf(file: Blob): Promise<number> {
  const [a, b, c] = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  return a === 0xef && b === 0xbb && c === 0xbf ? 3 : 0;
}

// The file with a header as the API wants it: its rows are not touched.
export function withHeader(file: Blob, head: Head, { column, header }: Layout): Blob {
  const names = head.fields.map((_, at) => (at === column ? 'recipient' : `column_${at + 1}`)).join(',');
  return header ? new Blob([names, file.slice(head.bytes)]) : new Blob([names, '\n', file]);
}

// The column whose name the API would take if it were in small letters; -1 where there is none.
export const likelyColumn = (fields: readonly string[]): number =>
  fields.findIndex((field) => field.trim().toLowerCase() === 'recipient');

const beginnings = [
  [0x50, 0x4b, 3, 4], // .xlsx and .ods
  [0xd0, 0xcf, 0x11, 0xe0], // .xls
];

// Whether it is a spreadsheet program's own file, whatever it is called.
export async function isSpreadsheet(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return beginnings.some((one) => one.every((byte, at) => bytes[at] === byte));
}
