import { Campaign } from './campaign.mjs';

const image = '<img src=x onerror=alert(1)>';
const script = '</script><script>alert(2)</script>';
const quoted = '"><b>bold</b>';
const turned = 'left\u202Ethgir\u2066 and \u2069on';
const arabic = 'مرحبا \u202D123\u202C';
const word = (length) => 'W'.repeat(length);

// Texts that a page must not take for anything else than text.
export const hostile = {
  name: `${image} ${quoted} ${turned} ${word(120)}`,
  labels: [image, script.slice(0, 60), quoted, turned, word(64), arabic],
  recipients: [
    image,
    script,
    quoted,
    turned,
    word(200),
    arabic,
    "' onmouseover='alert(3)",
    '{{7*7}}',
    '../..',
    '%00',
  ],
  events: [`${image} paid`, turned, word(64), 'constructor'],
  error: '<i>9</i>',
  description: `${script} ${turned} ${word(100)}`,
};

export async function hostileCampaign(api) {
  const campaign = await Campaign.make(api, {
    name: hostile.name,
    time_zone: 'UTC',
    links: hostile.labels.map((label, at) => ({ label, url: `https://shop.example/?${word(900)}${at}` })),
    conversions: hostile.events.map((event) => ({ event, window_minutes: 60 })),
    funnel: ['sent', 'clicked', ...hostile.events],
    fallback_url: `https://shop.example/${word(500)}`,
  });
  await campaign.upload(hostile.recipients);
  await campaign.report(
    hostile.recipients.flatMap((recipient, at) => [
      { type: 'sent', recipient },
      ...(at % 2
        ? [
            {
              type: 'failed',
              recipient,
              error: at % 4 === 1 ? hostile.error : word(64),
              description: hostile.description,
            },
          ]
        : []),
      {
        type: 'converted',
        recipient,
        event: hostile.events[at % hostile.events.length],
        value: '9007199254',
        currency: 'INR',
      },
    ]),
  );
  for (const [at, recipient] of hostile.recipients.entries()) {
    await campaign.tap(recipient, hostile.labels[at % hostile.labels.length]);
  }
  await campaign.counted();
  return campaign;
}
