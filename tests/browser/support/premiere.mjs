import { setTimeout as pause } from 'node:timers/promises';

import { people } from './agents.mjs';
import { Campaign } from './campaign.mjs';

const links = [
  { label: 'reviews', url: 'https://shop.example/reviews' },
  { label: 'tickets', url: 'https://shop.example/tickets?seat=front' },
  { label: 'map', url: 'https://shop.example/map' },
];
const hour = 3_600_000;

// A campaign in which all happened that can be counted: sends, deliveries, failures, clicks on all kinds of devices,
// forwards, previews, bots, fallbacks, conversions in three currencies, and reports of who is not there.
export async function premiere(api, { name = 'Premiere', recipients = 60 } = {}) {
  const campaign = await Campaign.make(api, {
    name,
    time_zone: 'Asia/Kolkata',
    links,
    fallback_url: 'https://shop.example/',
    conversions: [
      { event: 'Charged', window_minutes: 4320 },
      { event: 'Added To Cart', window_minutes: 90 },
    ],
    funnel: ['sent', 'delivered', 'clicked', 'Added To Cart', 'Charged'],
  });
  const ids = Array.from({ length: recipients }, (_, at) => `u${at + 1}`);
  await campaign.upload(ids);
  await campaign.report(eventsOf(ids));
  await clicksOf(campaign, ids);
  await fallbacksOf(campaign, ids);
  await campaign.counted();
  return campaign;
}

const later = (hours) => new Date(Date.now() + hours * hour).toISOString();

// Times ahead of now, by hours, so that there is something to see by time.
function eventsOf(ids) {
  const sent = ids.map((recipient, at) => ({ type: 'sent', recipient, at: later((at % 3) * 2) }));
  const delivered = ids
    .filter((_, at) => at % 6 !== 5)
    .map((recipient, at) => ({ type: 'delivered', recipient, at: later(at % 9) }));
  const errors = ['910', '901', '910', 'X-77'];
  const failed = ids
    .filter((_, at) => at % 6 === 5)
    .map((recipient, at) => ({
      type: 'failed',
      recipient,
      error: errors[at % errors.length],
      ...(errors[at % errors.length] === 'X-77' ? { description: 'of the provider’s own' } : {}),
      at: later(at % 5),
    }));
  const carts = ids
    .filter((_, at) => at % 4 === 0)
    .map((recipient) => ({ type: 'converted', recipient, event: 'Added To Cart' }));
  return [...sent, ...delivered, ...failed, ...carts, ...charges(ids), ...others];
}

const amounts = [
  { value: '49.90', currency: 'INR' },
  { value: '1250', currency: 'JPY' },
  { value: '3.125', currency: 'KWD' },
];

const charges = (ids) =>
  ids
    .filter((_, at) => at % 8 === 0)
    .map((recipient, at) => ({
      type: 'converted',
      recipient,
      event: 'Charged',
      ...amounts[at % amounts.length],
      at: later(at % 7),
    }));

const others = [
  { type: 'sent', count: 1234 },
  { type: 'delivered', count: 1100 },
  { type: 'failed', count: 7, error: '999' },
  { type: 'delivered', recipient: 'nobody-here' },
  { type: 'converted', recipient: 'nobody-either', event: 'Charged' },
];

async function clicksOf(campaign, ids) {
  for (const [at, id] of ids.entries()) {
    if (at % 3 === 2) continue;
    await campaign.tap(id, links[at % 2].label, people[at % people.length]);
    if (at % 10 === 0) await campaign.tap(id, 'map', 'firefox'); // on another device
    if (at % 12 === 1) await campaign.tap(id, 'tickets', 'whatsapp');
    if (at % 15 === 1) await campaign.tap(id, 'reviews', 'googlebot');
  }
  await campaign.tap(ids[0], 'reviews', 'iphone', 'HEAD');
}

// A change works within a second.
async function fallbacksOf(campaign, ids) {
  await campaign.api.send('PATCH', campaign.path, { paused: true });
  await pause(1500);
  for (const id of ids.slice(0, 3)) await campaign.tap(id, 'reviews', 'android');
  await campaign.api.send('PATCH', campaign.path, { paused: false });
}
