import { isAbort } from './api';
import { noAnswer } from './problem';

const long = 10_000; // milliseconds
const tooLong = 60_000;

// Does `work`. Where it takes long, `late` is told, with a way to give the work up; where it takes too long, it is given
// up. What was given up throws a Problem, what `signal` aborts throws as the work does.
export async function withPatience<T>(
  signal: AbortSignal,
  late: (giveUp: () => void) => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const giveUp = () => own.abort();
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp);
  const timers = [setTimeout(() => late(giveUp), long), setTimeout(giveUp, tooLong)];
  try {
    return await work(own.signal);
  } catch (error) {
    throw isAbort(error) && !signal.aborted ? noAnswer() : error;
  } finally {
    timers.forEach(clearTimeout);
    signal.removeEventListener('abort', giveUp);
  }
}
