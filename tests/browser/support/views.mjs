// Every view of the page: its name, its address, and what is done there to see more of it. `of` and `other` are ids of
// campaigns.
export const viewsOf = (of, other) => [
  { name: 'campaigns', query: '' },
  { name: 'search', query: 'search=pre' },
  { name: 'comparison', query: `view=compare&campaigns=${of},${other}` },
  { name: 'overview', query: `campaign=${of}` },
  { name: 'trend', query: `campaign=${of}&view=trend&interval=hour`, more: openTables },
  { name: 'conversions', query: `campaign=${of}&view=conversions`, more: openTables },
  { name: 'links', query: `campaign=${of}&view=links&interval=hour`, more: openTables },
  { name: 'errors', query: `campaign=${of}&view=errors&interval=hour`, more: openTables },
  { name: 'clients', query: `campaign=${of}&view=clients` },
  { name: 'recipients', query: `campaign=${of}&view=recipients&clicked=true` },
  { name: 'recipient', query: `campaign=${of}&view=recipients&recipient=u1` },
  { name: 'new campaign', query: 'view=new' },
  { name: 'upload', query: `campaign=${of}&view=upload` },
  { name: 'short links', query: `campaign=${of}&view=short-links` },
  { name: 'settings', query: `campaign=${of}&view=settings` },
  { name: 'single links', query: 'view=single-links' },
  ...asked(of),
  ...failed(of),
];

async function openTables(page) {
  for (const table of await page.locator('main summary').all()) await table.click();
}

const press = (name) => (page) => page.getByRole('button', { name, exact: true }).first().click();

// Dialogs, definitions, and forms that were not taken.
const asked = (of) => [
  { name: 'definition', query: `campaign=${of}`, more: press('What is CTR?') },
  { name: 'pause', query: `campaign=${of}&view=settings`, more: press('Pause') },
  { name: 'destination', query: `campaign=${of}&view=settings`, more: press('Change where tickets leads') },
  { name: 'another link', query: `campaign=${of}&view=settings`, more: press('Add a link') },
  { name: 'faults', query: 'view=new', more: press('Create campaign') },
  { name: 'leaving', query: `campaign=${of}&view=settings`, more: leave },
  {
    name: 'QR code',
    query: 'view=single-links',
    more: (page) => page.getByRole('button', { name: /^QR/ }).click(),
  },
];

async function leave(page) {
  await page.getByLabel('Name').fill('Not saved');
  await page.getByRole('link', { name: 'Campaigns' }).first().click();
}

const failed = (of) => [
  { name: 'no campaign', query: 'campaign=0000000000000000' },
  { name: 'no view', query: 'view=nothing' },
  { name: 'no page of the list', query: 'after=nonsense' },
  { name: 'no recipient', query: `campaign=${of}&view=recipients&recipient=nobody` },
  {
    name: 'nobody',
    query: `campaign=${of}&view=recipients&failed=true&clicked=true&converted=true&sent=false`,
  },
];
