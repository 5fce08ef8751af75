import assert from 'node:assert/strict';
import { test } from 'node:test';

import { moment, offsetText, wallTime } from '../src/making/zoned_time';
import { zoneWritten, zonesFor } from '../src/zones';

test('a time is that of its zone', () => {
  assert.equal(moment('2030-01-31T23:59', 'Asia/Kolkata'), '2030-01-31T18:29:00Z');
  assert.equal(moment('2030-01-31T23:59:59', 'UTC'), '2030-01-31T23:59:59Z');
  assert.equal(moment('2030-07-01T12:00', 'Asia/Kathmandu'), '2030-07-01T06:15:00Z');
});

test('the hour that comes twice is the first one', () => {
  assert.equal(moment('2026-10-25T02:30', 'Europe/Berlin'), '2026-10-25T00:30:00Z');
});

test('the hour that is skipped is as long after the skip', () => {
  assert.equal(moment('2026-03-29T02:30', 'Europe/Berlin'), '2026-03-29T01:30:00Z');
});

test('half an hour of daylight saving', () => {
  assert.equal(moment('2026-07-01T12:00', 'Australia/Lord_Howe'), '2026-07-01T01:30:00Z');
  assert.equal(moment('2026-01-01T12:00', 'Australia/Lord_Howe'), '2026-01-01T01:00:00Z');
});

test('no time and no zone are no moment', () => {
  assert.equal(moment('', 'UTC'), null);
  assert.equal(moment('2026-01-01T00:00', 'Mars/Olympus'), null);
});

test('clocks show what was written', () => {
  for (const zone of ['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Apia', 'Europe/Berlin']) {
    for (const wall of ['2026-06-15T00:00', '2026-12-31T23:59:58', '1999-02-28T12:30']) {
      assert.equal(wallTime(moment(wall, zone) ?? '', zone), wall);
    }
  }
});

test('offsets are written for people', () => {
  const winter = Date.UTC(2026, 0, 1);
  assert.equal(offsetText('Asia/Kolkata', winter), 'UTC+05:30');
  assert.equal(offsetText('America/St_Johns', winter), 'UTC−03:30');
  assert.equal(offsetText('Europe/London', winter), 'UTC');
});

test('zones are found by any part of their names, of today and of before', () => {
  assert.equal(zonesFor('kolk')[0], 'Asia/Kolkata');
  assert.equal(zonesFor('calcutta')[0], 'Asia/Kolkata');
  assert.equal(zonesFor('york new')[0], 'America/New_York');
  assert.deepEqual(zonesFor('no such place'), []);
  assert.equal(zoneWritten('europe/berlin'), 'Europe/Berlin');
  assert.equal(zoneWritten('Etc/GMT+5'), 'Etc/GMT+5');
});
