import { becomes } from './seen.mjs';
import { follow } from './campaign.mjs';

export const links = [
  { label: 'reviews', url: 'https://shop.example/reviews' },
  { label: 'tickets', url: 'https://shop.example/tickets' },
];

export const make = (api, name, more = {}) =>
  api.send('POST', '/api/v1/campaigns', { name, time_zone: 'UTC', links, ...more });

export const csvOf = (recipients) =>
  Buffer.from(`recipient\r\n${recipients.map((id) => `${id}\r\n`).join('')}`);

export const dialog = (page) => page.getByRole('dialog');

// Where a link leads, or what it answers, once a change of it works.
export const leads = (shortUrl, expected) =>
  becomes(async () => {
    const { status, location } = await follow(shortUrl);
    return location ?? status;
  }, expected);
