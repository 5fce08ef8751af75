import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

import { agents } from './agents.mjs';
import { fromLines, toLines } from './api.mjs';

// A campaign as a platform makes it, and its recipients' doings. It knows how many requests it has made, so that the
// numbers can be waited for.
export class Campaign {
  #asked = 0;

  constructor(api, made) {
    this.api = api;
    this.id = made.id;
    this.made = made;
    this.path = `/api/v1/campaigns/${made.id}`;
    this.links = new Map(); // recipient → label → short URL
  }

  static async make(api, body) {
    return new Campaign(api, await api.send('POST', '/api/v1/campaigns', body));
  }

  async upload(recipients) {
    const answer = await this.api.text(`${this.path}/recipients`, {
      method: 'POST',
      body: toLines(recipients.map((recipient) => ({ recipient }))),
      type: 'application/x-ndjson',
      accept: 'application/x-ndjson',
    });
    for (const row of fromLines(answer)) this.links.set(row.recipient, row.short_urls);
  }

  async report(events) {
    const path = `${this.path}/events`;
    const said = await this.api.text(path, {
      method: 'POST',
      body: toLines(events),
      type: 'application/x-ndjson',
    });
    assert.deepEqual(JSON.parse(said).rejected, []);
  }

  // A request for a recipient's link, and where it leads. `who`: a name of `agents`.
  async tap(recipient, label, who = 'iphone', method = 'GET') {
    return this.tapAt(this.links.get(recipient)[label], who, method);
  }

  async tapAt(shortUrl, who = 'iphone', method = 'GET') {
    const answer = await follow(shortUrl, who, method);
    if (answer.status === 302) ++this.#asked;
    return answer;
  }

  stats() {
    return this.api.get(`${this.path}/stats`);
  }

  // Every request that was answered is in the numbers.
  async counted() {
    for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
      const { clicks, previews, bots, fallbacks } = await this.stats();
      if (clicks + previews + bots + fallbacks >= this.#asked) return;
    }
    assert.fail(`${this.#asked} requests were answered, and not all are counted`);
  }
}

// Asks for a short link without following it: {status, location}.
export async function follow(shortUrl, who = 'iphone', method = 'GET') {
  const headers = { 'User-Agent': agents[who] };
  const answer = await fetch(shortUrl, { method, redirect: 'manual', headers });
  await answer.arrayBuffer();
  return { status: answer.status, location: answer.headers.get('location') };
}
