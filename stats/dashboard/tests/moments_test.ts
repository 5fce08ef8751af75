import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dayAfter, readMoment } from '../src/campaign/moments';
import { dateTime, none } from '../src/format';

test('a day or a moment of an address is taken as it is', () => {
  for (const text of ['2026-11-26', '2024-02-29', '2026-11-26T19:00:00Z', '2026-11-26T19:00:00.5+05:30']) {
    assert.equal(readMoment(text), text);
  }
});

test('a space before an offset is the plus that it was', () => {
  assert.equal(readMoment('2026-11-26T19:00:00 05:30'), '2026-11-26T19:00:00+05:30');
});

test('what is no day or moment is none', () => {
  const wrong = ['garbage', '1', '2026-99-99', '2026-02-30', '2026-02-30T00:00:00Z', '2026-11-26T19:0'];
  for (const text of [...wrong, '2026-11-26T25:00:00Z', '+010000-01-01', '1969-12-31', '', undefined]) {
    assert.equal(readMoment(text), '', text);
  }
});

test('the day after leads over months and years, and not out of them', () => {
  assert.equal(dayAfter('2026-02-28', 1), '2026-03-01');
  assert.equal(dayAfter('2026-01-01', -1), '2025-12-31');
  assert.equal(dayAfter('9999-12-31', 1), '');
  assert.equal(dayAfter('1970-01-01', -1), '');
});

test('what is no time is written as none', () => {
  for (const text of ['garbage', '', null, undefined]) assert.equal(dateTime(text, 'UTC'), none);
});
