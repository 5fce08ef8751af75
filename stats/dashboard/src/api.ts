import { keyState, refuse } from './key';
import { noAnswer, problemOf, signedOut, unreadable } from './problem';

// Members that are null, undefined or '' are left out.
export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Call {
  method?: string;
  params?: Params;
  accept?: string;
  body?: BodyInit;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal | undefined;
  key?: string; // instead of the one that is signed in
}

export const json = 'application/json';
export const csv = 'text/csv';
export const ndjson = 'application/x-ndjson';

// The path of a call about one campaign: campaignPath(id, 'stats', 'trend').
export const campaignPath = (id: string, ...parts: string[]): string =>
  ['/api/v1/campaigns', id, ...parts]
    .map((part, at) => (at === 0 ? part : encodeURIComponent(part)))
    .join('/');

// Whether the text can be a part of a path: browsers take these two for folders, however they are written.
export const canBeAsked = (part: string): boolean => part !== '.' && part !== '..';

// The path with its parameters, as one address. Not by URLSearchParams: to the API a '+' is a plus, and %20 a space.
export function withParams(path: string, params: Params = {}): string {
  const given = Object.entries(params).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  const query = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&');
  return query ? `${path}?${query}` : path;
}

// Makes a call and gives its answer once the head is there. Throws a Problem where it failed, and asks for another key
// where this one is refused; an aborted call throws as fetch does.
export async function call(path: string, options: Call = {}): Promise<Response> {
  const key = options.key ?? keyState.get().key;
  if (!key) throw signedOut();
  const headers: Record<string, string> = {
    Accept: options.accept ?? json,
    Authorization: `Bearer ${key}`,
    ...options.headers,
  };
  if (options.contentType) headers['Content-Type'] = options.contentType;
  const response = await fetch(withParams(path, options.params), {
    method: options.method ?? 'GET',
    headers,
    body: options.body ?? null,
    signal: options.signal ?? null,
    cache: 'no-store',
    credentials: 'omit',
  }).catch((error: unknown) => {
    throw isAbort(error) ? error : noAnswer();
  });
  if (response.ok) return response;
  const problem = problemOf(response.status, await textOf(response), (name) => response.headers.get(name));
  // A key that is tried by hand is no reason to leave; nor is one that was replaced while the call was out.
  if (problem.status === 401 && !options.key) refused(key);
  throw problem;
}

// The server does not take the key that a call was made with.
export function refused(key: string | null): void {
  if (key !== keyState.get().key) return;
  refuse('The key was refused: it is unknown, paused or revoked by now. Sign in with another one.');
}

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

// The body as text; a connection that breaks on the way is a Problem.
export async function textOf(response: Response): Promise<string> {
  return response.text().catch((error: unknown) => {
    throw isAbort(error) ? error : noAnswer();
  });
}

// JSON, with money as text: a sum may have more digits than a number holds. No text of the answer can look like the
// member, since quotes in texts are escaped.
export function parse<T>(text: string): T {
  try {
    return JSON.parse(text.replace(/"minor_units":(\d+)/g, '"minor_units":"$1"')) as T;
  } catch {
    throw unreadable();
  }
}

// A JSON value on each line.
export const parseLines = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parse<T>(line));

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  return parse<T>(await textOf(await call(path, { params, signal })));
}

// Sends `body` as JSON and gives the answer; undefined where there is none (204).
export async function send<T>(method: string, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), contentType: json };
  const text = await textOf(await call(path, { method, signal, ...sent }));
  return (text ? parse<T>(text) : undefined) as T;
}
