import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const patience = 60_000;

// A server of our own, on free ports and with a folder of its own, which goes away with it.
export class Server {
  #child;
  #folder;

  // Starts one, and is done when it answers. `fill` puts data into the folder that it is given.
  static async start(fill) {
    const server = new Server();
    server.#folder = await mkdtemp(join(tmpdir(), 'waypost-browser-'));
    await fill?.(join(server.#folder, 'data'));
    await server.#spawn();
    return server;
  }

  async #spawn(redirect = '127.0.0.1:0', api = '127.0.0.1:0') {
    const data = join(this.#folder, 'data');
    this.logFile = join(this.#folder, 'server.log');
    const log = await open(this.logFile, 'a');
    const program = process.env.WAYPOST_BINARY ?? '../../build/release/waypost';
    const own = ['--data', data, '--redirect', redirect, '--api', api];
    await rm(join(data, 'listening.json'), { force: true });
    const small = ['--threads', '1', '--ring-dir', this.#folder, '--ring-megabytes', '16'];
    // It shall not outlive the tests, also where these are killed.
    this.#child = spawn(
      'setpriv',
      ['--pdeathsig', 'TERM', program, 'serve', ...own, ...small, '--misses-per-minute', '0'],
      { stdio: ['ignore', log.fd, log.fd] },
    );
    await log.close();
    await this.#ready(join(data, 'listening.json'));
    const addresses = JSON.parse(await readFile(join(data, 'listening.json'), 'utf8'));
    this.page = `http://${addresses.api}`;
    this.redirects = `http://${addresses.redirect}`;
    this.key = (await readFile(join(data, 'admin.key'), 'utf8')).trim();
  }

  async #ready(file) {
    const end = Date.now() + patience;
    while (!existsSync(file)) {
      if (this.#child.exitCode !== null || Date.now() > end) {
        throw new Error(`the server did not start:\n${await readFile(this.logFile, 'utf8')}`);
      }
      await pause(20);
    }
  }

  // It ends as it does on a signal; its data stay.
  async end() {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.thaw();
    this.#child.kill('SIGTERM');
    await ended;
  }

  // Starts it once more, where it was.
  async startAgain() {
    await this.#spawn(...[this.redirects, this.page].map((address) => new URL(address).host));
  }

  // Asks its own Redis: redis('GET', 'key').
  async redis(...command) {
    const socket = join(this.#folder, 'data', 'redis', 'redis.sock');
    const { stdout } = await promisify(execFile)('redis-cli', ['-s', socket, ...command]);
    return stdout.trim();
  }

  // It is there and answers nothing, until it is thawed.
  freeze() {
    process.kill(this.#child.pid, 'SIGSTOP');
  }

  thaw() {
    process.kill(this.#child.pid, 'SIGCONT');
  }

  async stop() {
    await this.end();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
