import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Checked, type RowFormat, checkRows, textOfRow } from '../src/making/check_rows';
import { headOf, isSpreadsheet, likelyColumn, withHeader } from '../src/making/csv_layout';
import { fieldsOf } from '../src/making/csv_record';
import { recordsOf } from '../src/making/records';

const { signal } = new AbortController();

// A file whose text comes in pieces of so many bytes.
function file(text: string, pieces = 1 << 16): Blob {
  const bytes = new TextEncoder().encode(text);
  const blob = new Blob([bytes]);
  blob.stream = () =>
    new ReadableStream({
      start(to) {
        for (let at = 0; at < bytes.length; at += pieces) to.enqueue(bytes.subarray(at, at + pieces));
        to.close();
      },
    });
  return blob;
}

async function records(text: string, quotes: boolean, pieces?: number): Promise<string[]> {
  const found: string[] = [];
  for await (const some of recordsOf(file(text, pieces), { quotes, signal })) {
    found.push(...some.map((one) => (one.broken ? `${one.text}!` : one.text)));
  }
  return found;
}

const check = (text: string, format: RowFormat = 'csv'): Promise<Checked> =>
  checkRows(file(text), format, { signal });
const faults = async (text: string, format?: RowFormat) =>
  (await check(text, format)).faults.map(({ row, text: of }) => `${row} ${of}`);

test('records end with any line end, and blank lines are none', async () => {
  assert.deepEqual(await records('a\r\nb\n\n\r\nc', false), ['a', 'b', 'c']);
});

test('a quoted field may have line ends in it', async () => {
  assert.deepEqual(await records('"a\nb",1\n"c ""d""\n",2\n', true), ['"a\nb",1', '"c ""d""\n",2']);
});

test('records are the same however the file comes', async () => {
  const text = 'recipient,n\r\n"ü\n",1\n"a""b",2\n🎬,3\n';
  const whole = await records(text, true);
  for (let pieces = 1; pieces < 12; ++pieces) assert.deepEqual(await records(text, true, pieces), whole);
});

test('a quote that never ends breaks the record it began in', async () => {
  assert.deepEqual(await records('a\n"b\nc\n', true), ['a', '"b\nc\n!']);
});

test('fields are those of RFC 4180', () => {
  assert.deepEqual(fieldsOf('a,"b ""c"", d",,'), { fields: ['a', 'b "c", d', '', ''] });
  assert.deepEqual(fieldsOf('""'), { fields: [''] });
  assert.ok('fault' in fieldsOf('a"b'));
  assert.ok('fault' in fieldsOf('"a" b,c'));
});

test('rows are counted without the header and blank lines', async () => {
  const checked = await check('city,recipient\nPune,u1\n\nGoa,u2\n');
  assert.equal(checked.rows, 2);
  assert.deepEqual(checked.ids, ['u1', 'u2']);
  assert.equal(checked.faulty, 0);
});

test('every bad id is told, with its row', async () => {
  const long = 'ü'.repeat(101);
  assert.deepEqual(await faults(`recipient\nok\n${long}\n${'ü'.repeat(100)}\n\tx\n""\n`), [
    `2 ${long}`,
    '4 \tx',
    '5 ""',
  ]);
});

test('what breaks the rows behind it is the last to be told', async () => {
  for (const wrong of ['u"2,1', '"u2" x,1', '"u2\nu3",1,1', '"u2,1']) {
    const checked = await check(`recipient,b\nu1,1\n${wrong}\nu4\n`);
    assert.equal(checked.ended, false, wrong);
    assert.deepEqual(
      checked.faults.map(({ row }) => row),
      [2],
      wrong,
    );
  }
});

test('rows with too few or too many fields are told, and those behind them', async () => {
  const checked = await check('recipient,b\nu1,1\nu2\n"u3",1,"2"\nu4,1\n\tu5,1\nu6,1\n');
  assert.equal(checked.ended, true);
  assert.equal(checked.rows, 6);
  assert.deepEqual(
    checked.faults.map(({ row, why }) => `${row} ${why}`),
    [
      '2 The row has 1 field, the header 2.',
      '3 The row has 3 fields, the header 2.',
      '5 The recipient has a control character.',
    ],
  );
});

test('a header that names the column twice is row 0', async () => {
  assert.deepEqual(await faults('recipient,recipient\nu1,u2\n'), ['0 recipient,recipient']);
});

test('a spreadsheet is known by how it begins, whatever it is called', async () => {
  assert.equal(await isSpreadsheet(new Blob(['PK\u0003\u0004…'])), true);
  assert.equal(await isSpreadsheet(new Blob([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])])), true);
  assert.equal(await isSpreadsheet(new Blob(['recipient\nPK\n'])), false);
  assert.equal(await isSpreadsheet(new Blob(['P'])), false);
});

test('the column is found where it is written in other letters', () => {
  assert.equal(likelyColumn(['Ort', ' Recipient ']), 1);
  assert.equal(likelyColumn(['phone']), -1);
});

test('a header without the column is row 0', async () => {
  assert.deepEqual(await faults('id\nu1\n'), ['0 id']);
});

test('an apostrophe in front of a formula is no part of the id', async () => {
  const checked = await check("recipient\n'+49\n'x\n");
  assert.deepEqual(checked.ids, ['+49', "'x"]);
  assert.equal(checked.guarded, true);
});

test('lines of NDJSON are judged one by one', async () => {
  const lines = [
    '{"recipient":"u1","x":1}',
    ' ',
    '{"recipient":7}',
    '[]',
    '{',
    '{"a":1}',
    '{"recipient":"u2"}',
  ];
  assert.deepEqual(await faults(lines.join('\n'), 'ndjson'), [
    '2 {"recipient":7}',
    '3 []',
    '4 {',
    '5 {"a":1}',
  ]);
  assert.equal((await check(lines.join('\n'), 'ndjson')).rows, 6);
});

test('a row is found by its number', async () => {
  assert.equal(await textOfRow(file('recipient\n\nu1\n"u\n2"\nu3'), 'csv', 2), '"u\n2"');
  assert.equal(await textOfRow(file('recipient\nu1'), 'csv', 2), undefined);
});

test('a file without a header gets one, and its rows stay', async () => {
  const plain = new Blob(['+491\n+492\n']);
  const head = await headOf(plain);
  assert.equal(await withHeader(plain, head, { column: 0, header: false }).text(), 'recipient\n+491\n+492\n');
});

test('a header with other names is replaced, behind a mark of the byte order too', async () => {
  const named = new Blob(['\ufeff"phone, mobile",Ort\r\n+491,Köln\r\n']);
  const head = await headOf(named);
  assert.deepEqual(head.fields, ['phone, mobile', 'Ort']);
  const sent = await withHeader(named, head, { column: 0, header: true }).text();
  assert.equal(sent, 'recipient,column_2\r\n+491,Köln\r\n');
});
