import assert from 'node:assert/strict';

// Presses Tab until what has the focus is this one, as somebody without a pointer does. It can be seen there.
export async function tabTo(page, wanted, { most = 120, key = 'Tab' } = {}) {
  await wanted.waitFor();
  const target = await wanted.elementHandle();
  for (let presses = 0; presses < most; ++presses) {
    await page.keyboard.press(key);
    if (await target.evaluate((one) => one === document.activeElement)) {
      assert.ok(
        await target.evaluate(marked),
        `the focus is seen on ${await target.evaluate((one) => one.outerHTML.slice(0, 100))}`,
      );
      return;
    }
  }
  assert.fail(`${most} presses of ${key} do not lead to ${wanted}`);
}

// Whether the browser or the page draws something around what has the focus.
function marked(element) {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
}

export const hasFocus = (wanted) => wanted.evaluate((one) => one === document.activeElement);
