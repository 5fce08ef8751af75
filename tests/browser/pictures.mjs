// Takes the pictures of the documents: a server that has the demo (script/server --demo) is looked at, view by view.
//   node tests/browser/pictures.mjs http://127.0.0.1:8081 FILE-WITH-A-KEY [FOLDER]   (default: docs/pictures)
// WAYPOST_PAGE: a folder with the page's files, in place of the server's own.
import { mkdir, readFile } from 'node:fs/promises';
import { startBrowser, usual } from './support/browser.mjs';
import { serveFrom } from './support/page_files.mjs';

const [address, keyFile, folder = new URL('../../docs/pictures', import.meta.url).pathname] =
  process.argv.slice(2);
if (!keyFile) {
  console.error('usage: node tests/browser/pictures.mjs ADDRESS FILE-WITH-A-KEY [FOLDER]');
  process.exit(2);
}
const key = (await readFile(keyFile, 'utf8')).trim();
const listed = await fetch(`${address}/api/v1/stats/campaigns?sort=-sent`, {
  headers: { authorization: `Bearer ${key}` },
});
const campaigns = (await listed.json()).items.map(({ id }) => id);
const of = (view) => `/?campaign=${campaigns[0]}${view ? `&view=${view}` : ''}`;

const views = {
  campaigns: '/',
  comparison: `/?view=compare&campaigns=${campaigns.join()}`,
  campaign: of(),
  trend: `${of('trend')}&interval=hour`,
  conversions: of('conversions'),
  links: of('links'),
  errors: of('errors'),
  clients: of('clients'),
  recipients: of('recipients'),
  upload: of('upload'),
  short_links: of('short-links'),
  settings: of('settings'),
  new_campaign: '/?view=new',
  single_links: '/?view=single-links',
};

// What is pressed before the picture is taken.
const pressed = { qr_code: ['/?view=single-links', /^QR/] };

// The page as it is once nothing is on its way any more but the questions of every second.
const take = async (page, path, file, press) => {
  await page.goto(address + path);
  await page.locator('main h1').waitFor();
  await page
    .locator('.skeleton')
    .first()
    .waitFor({ state: 'detached', timeout: 30_000 })
    .catch(() => {});
  if (press) await page.getByRole('button', { name: press }).first().click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: file, fullPage: !press });
};

await mkdir(folder, { recursive: true });
const browser = await startBrowser();
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ ...usual, colorScheme, viewport: { width: 1280, height: 800 } });
  if (process.env.WAYPOST_PAGE) await serveFrom(process.env.WAYPOST_PAGE, context, { page: address });
  const page = await context.newPage();
  await page.goto(`${address}/#key=${key}`);
  await page.locator('main h1').waitFor();
  for (const [name, path] of Object.entries(views))
    await take(page, path, `${folder}/${name}-${colorScheme}.png`);
  for (const [name, [path, press]] of Object.entries(pressed))
    await take(page, path, `${folder}/${name}-${colorScheme}.png`, press);
  await context.close();
}
await browser.close();
