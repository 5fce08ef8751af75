import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const patience = 30_000;

// One text's blanks are another's: narrow, unbreakable, or a line's end.
export const plain = (text) => text.replace(/\s+/gu, ' ').trim();

// Reads until it is as expected, for as long as is reasonable; then says what is different.
export async function becomes(read, expected) {
  let found;
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    found = await read();
    try {
      assert.deepEqual(found, expected);
      return;
    } catch {
      // Not yet.
    }
  }
  assert.deepEqual(found, expected);
}

// The tiles below `root`: their names with what they show.
export const tiles = async (root) =>
  Object.fromEntries(
    await root.locator('.tile').evaluateAll((all) =>
      all.map((tile) => {
        const text = (selector) => tile.querySelector(selector)?.textContent?.replace(/\s+/gu, ' ').trim();
        const label = [...tile.querySelector('dt').childNodes].find(({ nodeType }) => nodeType === 3);
        const note = text('.note');
        return [label.textContent, note ? [text('.value'), note] : text('.value')];
      }),
    ),
  );

// The rows of a table, each the texts of its cells, without definitions behind a "?".
export const rows = (table) =>
  table.evaluate((shown) =>
    [...shown.tBodies[0].rows].map((row) =>
      [...row.cells].map((cell) => {
        const copy = cell.cloneNode(true);
        copy.querySelectorAll('.popover, .what').forEach((part) => part.remove());
        return copy.textContent.replace(/\s+/gu, ' ').trim();
      }),
    ),
  );

export const tableIn = (page, name) => page.getByRole('table', { name, exact: true });

// The card with this heading.
export const card = (page, heading) => page.getByRole('region', { name: heading, exact: true });
