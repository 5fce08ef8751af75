import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fileName, toCsv } from '../src/download';

test('text that a spreadsheet takes for a formula has an apostrophe in front', () => {
  const csv = toCsv(
    ['a', 'b'],
    [
      ['=1+1', '+49'],
      ['-x', '@y'],
      ['\tz', 'plain'],
      [-5, null],
    ],
  );
  assert.equal(csv, "a,b\r\n'=1+1,'+49\r\n'-x,'@y\r\n'\tz,plain\r\n-5,\r\n");
});

test('commas, quotes and lines are quoted', () => {
  assert.equal(toCsv(['a'], [['x,"y"\nz']]), 'a\r\n"x,""y""\nz"\r\n');
});

test('a file is named by words that may be anything', () => {
  assert.equal(fileName(['Premiere: <i>Nachtzug</i>', 'errors'], 'csv'), 'premiere-i-nachtzug-i-errors.csv');
  assert.equal(fileName(['../..', ''], 'csv'), 'waypost.csv');
  assert.equal(fileName(['מפה', 'links'], 'ndjson'), 'מפה-links.ndjson');
});

test('a long name leaves the part of it in the file’s name', () => {
  const name = 'A whole brief '.repeat(20);
  const files = ['errors', 'links', 'short links'].map((part) => fileName([name, part], 'csv'));
  assert.equal(new Set(files).size, 3);
  for (const file of files) assert.ok(file.length <= 84, file);
  assert.match(files[0] ?? '', /^a-whole-brief-.*[a-z]-errors\.csv$/);
  assert.equal(fileName(['Premiere – 1', 'short links'], 'csv'), 'premiere-1-short-links.csv');
  assert.equal(fileName(['…'], 'csv'), 'waypost.csv');
});
