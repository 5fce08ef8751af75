import assert from 'node:assert/strict';

import { hasFocus } from './support/keyboard.mjs';
import { csvOf, dialog, make } from './support/making.mjs';
import { pageTest, together } from './support/page_test.mjs';
import { premiere } from './support/premiere.mjs';
import { becomes } from './support/seen.mjs';

const place = await together();
const { api } = place;
const campaign = await premiere(api, { recipients: 130 });

const button = (page, name) => page.getByRole('button', { name, exact: true });

// As somebody without a pointer does it, who goes on from where the focus is then.
async function press(wanted) {
  await wanted.focus();
  await wanted.press('Enter');
}

const focusOn = (wanted) => becomes(() => hasFocus(wanted), true);

pageTest(place, 'the focus stays on Save when settings are saved and undone', async ({ open }) => {
  const { id } = await make(api, 'Saved');
  const page = await open(`/?campaign=${id}&view=settings`);
  const save = button(page, 'Save');
  await page.getByRole('textbox', { name: 'Name' }).fill('Saved twice');
  await press(save);
  await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
  await focusOn(save);
  await page.getByRole('textbox', { name: 'Name' }).fill('Not this');
  await press(button(page, 'Undo'));
  await page.getByRole('status').filter({ hasText: 'The changes are undone.' }).waitFor();
  await focusOn(save);
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
});

pageTest(place, 'the focus goes on to the next row, and from the last to what adds one', async ({ open }) => {
  const page = await open('/?view=new');
  const event = page.getByLabel(/^Event/);
  for (const name of ['Charged', 'Refunded']) {
    await press(button(page, 'Add a goal'));
    await event.last().fill(name);
  }
  await page.getByLabel('Unit, goal 2: Refunded').waitFor();
  await press(button(page, 'Move goal 2 up'));
  await becomes(() => event.first().inputValue(), 'Refunded');
  await focusOn(button(page, 'Move goal 1 up'));
  await press(button(page, 'Remove goal 1'));
  await becomes(() => event.count(), 1);
  await focusOn(event);
  await press(button(page, 'Remove goal 1'));
  await focusOn(button(page, 'Add a goal'));
  await press(button(page, '+ sent'));
  await focusOn(button(page, '+ Another event'));
});

pageTest(place, 'a recipient who is found is led to, and the way back is', async ({ open }) => {
  const page = await open(`/?campaign=${campaign.id}&view=recipients`);
  const heading = (id) => page.getByRole('heading', { name: id, exact: true });
  await page.getByRole('searchbox').fill('u7');
  await page.getByRole('searchbox').press('Enter');
  await focusOn(heading('u7'));
  await press(button(page, 'Close'));
  await focusOn(page.getByRole('searchbox'));
});

pageTest(
  place,
  'a recipient far down the list is opened into sight',
  async ({ open }) => {
    const page = await open(`/?campaign=${campaign.id}&view=recipients`);
    const link = page.getByRole('link', { name: 'u48', exact: true });
    await link.scrollIntoViewIfNeeded();
    await link.click();
    const heading = page.getByRole('heading', { name: 'u48', exact: true });
    await focusOn(heading);
    const { y } = await heading.boundingBox();
    assert.ok(y >= 0 && y < 600, `the heading is at ${y} px`);
    await press(button(page, 'Close'));
    await focusOn(link);
  },
  { viewport: { width: 1280, height: 600 } },
);

pageTest(place, 'an upload is followed with the keyboard from file to file', async ({ open }) => {
  const { id } = await make(api, 'Uploaded');
  const page = await open(`/?campaign=${id}&view=upload`);
  const heading = page.getByRole('heading', { name: 'From a file' });
  const chooser = page.locator('input[type=file]');
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: csvOf(['a', 'b']) };
  await chooser.focus();
  await chooser.setInputFiles(file);
  await page.getByRole('status').filter({ hasText: '2 rows, and nothing wrong with them' }).waitFor();
  await focusOn(heading);
  await press(button(page, 'Upload 2 recipients'));
  await page.getByRole('status').filter({ hasText: '2 rows are registered.' }).waitFor();
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'BODY');
  await press(button(page, 'Choose another file'));
  await chooser.waitFor();
  await focusOn(heading);
});

pageTest(place, 'who registers a number of recipients stays at the button', async ({ open }) => {
  const { id } = await make(api, 'Counted');
  const page = await open(`/?campaign=${id}&view=upload`);
  await page.getByLabel('How many').fill('5');
  await press(button(page, 'Register'));
  await page.getByRole('status').filter({ hasText: '5 registered' }).waitFor();
  await focusOn(button(page, 'Register'));
});

pageTest(place, 'a dialog begins with its first field', async ({ open }) => {
  const page = await open(`/?campaign=${campaign.id}&view=settings`);
  await press(button(page, 'Add a link'));
  await focusOn(dialog(page).getByLabel('Label'));
  await page.keyboard.press('Escape');
  await press(button(page, 'Pause'));
  await focusOn(button(dialog(page), 'Cancel'));
});

pageTest(place, 'a spreadsheet is called one, whatever its name says', async ({ open }) => {
  const { id } = await make(api, 'Packed');
  const page = await open(`/?campaign=${id}&view=upload`);
  const buffer = Buffer.from('PK\u0003\u0004rest');
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('alert').filter({ hasText: 'This is a spreadsheet' }).waitFor();
  const named = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('Ort,Recipient\nPune,u1\n') };
  await page.locator('input[type=file]').setInputFiles(named);
  await becomes(() => page.getByLabel('Column').inputValue(), '1');
  await press(button(page, 'Go on'));
  await button(page, 'Upload 1 recipient').waitFor();
});
