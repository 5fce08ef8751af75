import assert from 'node:assert/strict';
import { test } from 'node:test';

import { definitionsIn } from '../definitions_in';

const document = `# What the numbers mean

## Rules

- **Repeats.** A recipient counts
  once.
- **Money** is a sum, see [there](x.md).

## Of a campaign

| number | meaning | null | above 100 |
|---|---|---|---|
| \`previews\`, \`bots\` | requests by others | | |
| \`ctr\` | clicks / \`sent\` | while 0 | often |

## Of conversions

A **goal** is one.

| number | meaning | null |
|---|---|---|
| \`rate\` | of a goal | never |

| step | who did it |
|---|---|
| \`sent\` | recipients |
| an event | others |

| number | meaning | null |
|---|---|---|
| \`share\` | of the first step | |
`;

test('numbers have the name of the part they stand in', () => {
  const found = definitionsIn(document);
  assert.deepEqual(found.get('ctr'), { meaning: 'clicks / `sent`', absent: 'while 0', above100: 'often' });
  assert.equal(found.get('bots'), found.get('previews'));
  assert.equal(found.get('conversion.rate')?.meaning, 'of a goal');
  assert.equal(found.get('step.an_event')?.meaning, 'others');
  assert.equal(found.get('funnel.share')?.meaning, 'of the first step');
  assert.equal(found.get('about.of_conversions')?.meaning, 'A goal is one.');
});

test('a rule may begin with its name as a word', () => {
  const found = definitionsIn(document);
  assert.equal(found.get('rule.repeats')?.meaning, 'A recipient counts once.');
  assert.equal(found.get('rule.money')?.meaning, 'Money is a sum, see there.');
});
