import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const folder = process.env.WAYPOST_ARTEFACTS ?? '../../build/browser-artefacts';

// Keeps a picture of the whole page.
export async function picture(page, name) {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name.replace(/[^a-z0-9]+/gi, '-')}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled', caret: 'hide' });
}
