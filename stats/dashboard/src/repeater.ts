import { onNewKey } from './key';
import { Problem, mayPass } from './problem';

const longestPause = 30_000;
const longestSilence = 3000; // a server that has nothing to read from is not burdened, and numbers are wanted once it has
const longestRest = 5000;
const longestTimer = 86_400_000; // browsers take what is longer than a few weeks for none

// Calls `work` now, whenever it is asked to, and every so many milliseconds: never two at a time, never while the tab
// is hidden, slower where an answer takes long or fails, and again for a key that takes another's place. Owned by who shows the answer, which calls stop().
export class Repeater {
  private readonly over = new AbortController();
  private timer: number | undefined;
  private failures = 0;
  private busy = false;
  private due = true;
  private readonly unheard: () => void;
  private rest = 0; // not before this moment of performance.now()

  constructor(
    private readonly work: (signal: AbortSignal) => Promise<void>,
    private readonly every?: number,
  ) {
    document.addEventListener('visibilitychange', this.turn);
    addEventListener('online', this.wayBack);
    this.unheard = onNewKey(() => this.again());
    this.turn();
  }

  // Calls the work once more: at once, or when the call that is out has come back.
  again(): void {
    this.due = true;
    this.turn();
  }

  // Aborts the work and calls it no more.
  stop(): void {
    this.over.abort();
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.turn);
    removeEventListener('online', this.wayBack);
    this.unheard();
  }

  // Where one works without a network, nothing failed for want of one.
  private readonly wayBack = (): void => {
    if (this.failures > 0) this.again();
  };

  private readonly turn = (): void => {
    if (!this.due || this.busy || document.hidden || this.over.signal.aborted) return;
    clearTimeout(this.timer);
    const wait = this.rest - performance.now();
    if (wait > 0) this.timer = window.setTimeout(this.turn, wait);
    else void this.run();
  };

  private async run(): Promise<void> {
    this.busy = true;
    this.due = false;
    const began = performance.now();
    let pause: number | undefined;
    try {
      await this.work(this.over.signal);
      this.failures = 0;
      const took = performance.now() - began;
      // A server that is busy is asked less often, and one that hung for a while is soon followed again.
      const rest = Math.min(3 * took, longestRest);
      this.rest = began + took + rest;
      if (this.every !== undefined) pause = Math.max(this.every - took, rest);
    } catch (error) {
      pause = pauseAfter(error, this.failures++);
      this.rest = 0; // who asks for it again has a reason to
    }
    this.busy = false;
    if (this.due) this.turn();
    else if (pause !== undefined && !this.over.signal.aborted) {
      this.timer = window.setTimeout(() => this.again(), pause);
    }
  }
}

// At least as long as the server asks for, and else twice as long each time. A call that can never succeed is not made
// again.
function pauseAfter(error: unknown, failures: number): number | undefined {
  if (error instanceof Problem && !mayPass(error)) return undefined;
  const asked = error instanceof Problem && error.retryAfter ? error.retryAfter * 1000 : 0;
  const most = error instanceof Problem && isAway(error) ? longestSilence : longestPause;
  return Math.min(longestTimer, Math.max(asked, Math.min(most, 1000 * 2 ** Math.min(failures, 5))));
}

// The server is not there, or Redis is not.
const isAway = ({ status }: Problem): boolean => status === 0 || status === 503;
