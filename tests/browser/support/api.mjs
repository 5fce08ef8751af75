import assert from 'node:assert/strict';

// The API as a platform uses it, and as the page has to show it.
export class Api {
  constructor(server, key = server.key) {
    this.server = server;
    this.key = key;
  }

  // The whole answer, whatever its status.
  async call(path, { method = 'GET', body, type = 'application/json', accept = 'application/json' } = {}) {
    const headers = { Authorization: `Bearer ${this.key}`, Accept: accept };
    if (body !== undefined) headers['Content-Type'] = type;
    return fetch(this.server.page + path, { method, headers, body });
  }

  async text(path, options) {
    const answer = await this.call(path, options);
    const text = await answer.text();
    assert.ok(answer.ok, `${options?.method ?? 'GET'} ${path}: ${answer.status} ${text}`);
    return text;
  }

  async get(path, options) {
    const text = await this.text(path, options);
    return text ? JSON.parse(text) : undefined;
  }

  send(method, path, body) {
    return this.get(path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  }

  async lines(path, options) {
    return fromLines(await this.text(path, { accept: 'application/x-ndjson', ...options }));
  }

  // Another key of the same account, for what it may do: {id, key, …}.
  makeKey(name, ...scopes) {
    return this.send('POST', '/api/v1/keys', { name, scopes });
  }
}

export const fromLines = (text) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

export const toLines = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

// Records of a CSV as the API writes it (RFC 4180), each a list of fields.
export function fromCsv(text) {
  const records = [];
  let [record, field, quoted] = [[], '', false];
  for (let at = 0; at < text.length; ++at) {
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') field += text[++at];
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === ',' || sign === '\n')) {
      record.push(field.replace(/\r$/, ''));
      field = '';
      if (sign === '\n') records.push(record.splice(0));
    } else field += sign;
  }
  return records;
}
