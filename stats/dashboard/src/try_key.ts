import type { KeyAnswer } from './answers';
import { call, parse, textOf } from './api';
import { isKey } from './key';
import { Problem, noAnswer } from './problem';

// Who the key is, or why it cannot be used.
export async function tryKey(key: string): Promise<KeyAnswer | string> {
  if (!isKey(key)) return 'This is no whole key: wp_, 16 digits, _, and 64 digits (0-9, a-f).';
  try {
    const who = parse<KeyAnswer>(await textOf(await call('/api/v1/key', { key })));
    if (who.scopes.includes('stats')) return who;
    return `This key may not read numbers: its scopes are ${who.scopes.join(', ')}, and stats is needed.`;
  } catch (error) {
    const problem = error instanceof Problem ? error : noAnswer();
    if (problem.status === 401) return 'The server does not take this key: it is unknown, paused or revoked.';
    return `${problem.title}. ${problem.detail}`;
  }
}
