import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { CampaignRow } from '../src/answers';
import { folded, matching } from '../src/campaigns/catalogue';
import { measuresOf, standings } from '../src/campaigns/measures';

const campaign = (id: string, members: Partial<CampaignRow>): CampaignRow => ({
  id,
  name: id,
  created_at: '2026-01-01T00:00:00Z',
  recipients: 0,
  sent: 0,
  delivered: 0,
  failed: 0,
  clicks: 0,
  unique_clickers: 0,
  ctr: null,
  converted: null,
  conversion_rate: null,
  revenue: [],
  ...members,
});

const best = (rows: readonly CampaignRow[], name: string): boolean[] => {
  const measure = measuresOf(rows).find((one) => one.name === name);
  return measure ? standings(measure, rows).map((one) => one.best) : [];
};

test('the highest is best, and all that are as high', () => {
  const rows = [campaign('a', { ctr: 1 }), campaign('b', { ctr: 3.5 }), campaign('c', { ctr: 3.5 })];
  assert.deepEqual(best(rows, 'ctr'), [false, true, true]);
});

test('none is best where all are alike or one alone has the number', () => {
  assert.deepEqual(best([campaign('a', { clicks: 2 }), campaign('b', { clicks: 2 })], 'clicks'), [
    false,
    false,
  ]);
  assert.deepEqual(best([campaign('a', { ctr: 2 }), campaign('b', {})], 'ctr'), [false, false]);
});

test('larger is not better where it says how large a campaign is', () => {
  assert.deepEqual(best([campaign('a', { sent: 2 }), campaign('b', { sent: 1 })], 'sent'), [false, false]);
});

test('sums are compared exactly, each currency for itself', () => {
  const rows = [
    campaign('a', { revenue: [{ currency: 'INR', minor_units: '9007199254740993' }] }),
    campaign('b', {
      revenue: [
        { currency: 'INR', minor_units: '9007199254740992' },
        { currency: 'JPY', minor_units: '5' },
      ],
    }),
  ];
  assert.deepEqual(best(rows, 'revenue-INR'), [true, false]);
  assert.deepEqual(best(rows, 'revenue-JPY'), [false, false]);
});

test('a search finds names without accents and in any order, and ids', () => {
  const rows = [campaign('2b1f0c9d8e7a6b54', { name: 'Zoë, Première' }), campaign('b', { name: 'Sale' })];
  assert.equal(matching(rows, 'premiere ZOE').length, 1);
  assert.equal(matching(rows, '2b1f0c9d8e7a6b54').length, 1);
  assert.equal(matching(rows, 'premiere sale').length, 0);
  assert.equal(folded('ÀÉÎ'), 'aei');
});
