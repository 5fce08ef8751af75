import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Campaign } from '../src/answers';
import { draftOf, newDraft, sameDraft, settingsOf } from '../src/making/draft';
import { faultsOf } from '../src/making/faults';
import { linkName } from '../src/making/link_calls';
import { differing, patchFor, said, settingsIn, taking } from '../src/making/merge';
import { moved, row } from '../src/making/row_list';

const campaign: Campaign = {
  id: '2b1f0c9d8e7a6b54',
  name: 'Premiere',
  time_zone: 'Asia/Kolkata',
  created_at: '2026-01-01T00:00:00Z',
  expires_at: '2030-01-31T18:29:59.500Z',
  paused: false,
  version: 3,
  recipients: 0,
  links: [],
  conversions: [{ event: 'Charged', window_minutes: 4320 }],
  funnel: ['sent', 'Charged'],
};

test('a form that nobody touched changes nothing', () => {
  assert.deepEqual(patchFor(settingsIn(campaign), settingsOf(draftOf(campaign))), {});
  assert.ok(sameDraft(draftOf(campaign), draftOf(campaign)));
});

test('a window is in the largest unit that fits', () => {
  assert.deepEqual(
    { ...draftOf(campaign).goals[0], key: 0 },
    { event: 'Charged', window: '3', unit: 'days', key: 0 },
  );
});

test('a window in words is of one or of several', () => {
  const goals = [1440, 4320, 60, 90].map((window_minutes) => ({ event: 'Charged', window_minutes }));
  assert.equal(
    said('conversions', { ...settingsIn(campaign), conversions: goals }),
    'Charged within 1 day; Charged within 3 days; Charged within 1 hour; Charged within 90 minutes',
  );
});

test('what is emptied is taken away', () => {
  const draft = { ...draftOf(campaign), expires: '', goals: [], funnel: [], name: ' Next ' };
  assert.deepEqual(patchFor(settingsIn(campaign), settingsOf(draft)), {
    name: 'Next',
    expires_at: null,
    conversions: [],
    funnel: [],
  });
});

test('of two changes of one setting the chosen one stays', () => {
  const was = settingsIn(campaign);
  const theirs = { ...was, name: 'Theirs', funnel: ['sent'] };
  const mine = { ...was, name: 'Mine', fallback_url: 'https://shop.example/' };
  assert.deepEqual(differing(was, theirs), ['name', 'funnel']);
  const merged = taking(['funnel'], theirs, mine);
  assert.deepEqual(patchFor(theirs, merged), { name: 'Mine', fallback_url: 'https://shop.example/' });
});

test('faults are told by the names of the API', () => {
  const draft = {
    ...newDraft(),
    links: [row({ label: 'a', url: 'ftp://x' }), row({ label: 'a', url: 'https://shop.example/ü' })],
    goals: [row({ event: 'sent', window: '1.5', unit: 'days' as const })],
    funnel: [row({ step: 'clicked' }), row({ step: 'clicked' })],
  };
  assert.deepEqual([...faultsOf(draft, { links: true }).keys()].sort(), [
    'conversions[0].event',
    'conversions[0].window_minutes',
    'funnel[1]',
    'links[0].url',
    'links[1].label',
    'links[1].url',
    'name',
  ]);
});

test('rows move within their list alone', () => {
  const rows = [1, 2, 3].map((key) => ({ key }));
  assert.deepEqual(
    moved(rows, 1, 1).map(({ key }) => key),
    [2, 1, 3],
  );
  assert.deepEqual(moved(rows, 1, -1), rows);
  assert.deepEqual(moved(rows, 3, 1), rows);
});

test('no label is taken for a place', () => {
  const links = ['x', 'y', '0', 'x'].map((label) => ({ label, url: '', paused: false }));
  assert.equal(linkName(links, 1), '1');
  assert.equal(linkName(links, 2), '2');
  assert.throws(() => linkName(links, 0));
  const alone = ['..', '1', '0'].map((label) => ({ label, url: '', paused: false }));
  assert.equal(linkName(alone, 1), '1');
  assert.throws(() => linkName(alone, 0));
});
