// Why a call failed: the API's own words (RFC 9457), or the network's.
export class Problem extends Error {
  readonly status: number; // 0: there was no answer
  readonly type: string; // "invalid-field", "conflict", …; "no-answer"
  readonly detail: string;
  readonly field: string | undefined; // the member at fault
  readonly row: number | undefined; // the row at fault, from 1
  readonly retryAfter: number | undefined; // seconds

  constructor(status: number, members: Record<string, unknown>, retryAfter?: number) {
    const text = (name: string) => (typeof members[name] === 'string' ? members[name] : undefined);
    const title = text('title') ?? 'The call failed';
    super(title);
    this.status = status;
    this.type = (text('type') ?? '').replace('urn:waypost:problem:', '');
    this.detail = text('detail') ?? '';
    this.field = text('field');
    this.row = typeof members['row'] === 'number' ? members['row'] : undefined;
    this.retryAfter = retryAfter;
  }

  get title(): string {
    return this.message;
  }
}

// Whether the same call can succeed another time.
export const mayPass = ({ status }: Problem): boolean =>
  status < 400 || status >= 500 || status === 408 || status === 429;

// Reads what a failed call answered. `header` gives a header's value or null.
export function problemOf(status: number, body: string, header: (name: string) => string | null): Problem {
  const after = Number(header('Retry-After'));
  const retryAfter = Number.isFinite(after) && after > 0 ? after : undefined;
  try {
    const members: unknown = JSON.parse(body);
    if (members && typeof members === 'object') {
      return new Problem(status, members as Record<string, unknown>, retryAfter);
    }
  } catch {
    // Something between here and the API answered in words of its own.
  }
  return new Problem(status, { title: `The server answered ${status}` }, retryAfter);
}

export const noAnswer = (): Problem =>
  new Problem(0, {
    type: 'no-answer',
    title: 'The server does not answer',
    detail: 'It is not running, or the way to it is broken.',
  });

export const notYet = (): Problem =>
  new Problem(0, {
    type: 'not-yet',
    title: 'The server has not answered for a while',
    detail: 'It is very busy, or the way to it is broken. The answer is still waited for.',
  });

export const unreadable = (): Problem =>
  new Problem(0, {
    type: 'unreadable',
    title: 'The answer cannot be read',
    detail: 'Something between this page and the server answered in its place.',
  });

export const noFile = (): Problem =>
  new Problem(0, {
    type: 'no-file',
    title: 'A part of the page is missing',
    detail: 'The server may have another release by now: load the page anew.',
  });

export const broken = (): Problem =>
  new Problem(0, {
    type: 'broken',
    title: 'This cannot be shown',
    detail: 'The page made a mistake. The browser’s console has more of it.',
  });

export const signedOut = (): Problem =>
  new Problem(401, {
    type: 'unauthorized',
    title: 'Nobody is signed in',
    detail: 'Sign in, and try again.',
  });
