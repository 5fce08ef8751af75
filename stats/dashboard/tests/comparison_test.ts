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

const partsOf = (rows: readonly CampaignRow[], name: string) => {
  const measure = measuresOf(rows).find((one) => one.name === name);
  return measure ? standings(measure, rows).map((one) => one.part) : [];
};

test('the highest is best, and all that are as high', () => {
  const rows = [campaign('a', { ctr: 1 }), campaign('b', { ctr: 3.5 }), campaign('c', { ctr: 3.5 })];
  assert.deepEqual(best(rows, 'ctr'), [false, true, true]);
});

test('none is best where all are alike or one alone has the number', () => {
  assert.deepEqual(best([campaign('a', { ctr: 2 }), campaign('b', { ctr: 2 })], 'ctr'), [false, false]);
  assert.deepEqual(best([campaign('a', { ctr: 2 }), campaign('b', {})], 'ctr'), [false, false]);
});

test('larger is not better where it says how large a campaign is', () => {
  const rows = [
    campaign('a', { sent: 20, clicks: 10, converted: 5, ctr: 50 }),
    campaign('b', { sent: 2, clicks: 2, converted: 1, ctr: 100 }),
  ];
  for (const name of ['sent', 'clicks', 'converted']) assert.deepEqual(best(rows, name), [false, false]);
  assert.deepEqual(best(rows, 'ctr'), [false, true]);
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
  assert.equal(partsOf(rows, 'revenue-INR')[0], 1);
  assert.deepEqual(partsOf(rows, 'revenue-JPY'), [null, 1]);
});

test('a search finds names without accents and in any order, and ids', () => {
  const rows = [campaign('2b1f0c9d8e7a6b54', { name: 'Zoë, Première' }), campaign('b', { name: 'Sale' })];
  assert.equal(matching(rows, 'premiere ZOE').length, 1);
  assert.equal(matching(rows, '2b1f0c9d8e7a6b54').length, 1);
  assert.equal(matching(rows, 'premiere sale').length, 0);
  assert.equal(folded('ÀÉÎ'), 'aei');
});
