// The processes of one training on this machine: started together, ended together.
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

/** How a process ended. */
export interface End {
  readonly index: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it wrote to stderr, where they were not shown. */
  readonly lastWords: string;
}

const program = fileURLToPath(new URL('./worker.js', import.meta.url));
/** Milliseconds that a process has to end by itself. */
const grace = 5000;
const keptText = 4000;

export class Processes {
  readonly #running = new Map<number, ChildProcess>();
  readonly #ends: Promise<End>[];

  /** @param addresses of all; undefined: one process, as the environment says */
  constructor(addresses: readonly string[] | undefined, script: string, args: readonly string[]) {
    const environments = addresses ? addresses.map((_, i) => environmentOf(addresses, i)) : [process.env];
    this.#ends = environments.map((env, index) => this.#start(index, env, [script, ...args]));
  }

  /** The first that fails, once all have ended; undefined where none did. One that fails has the others ended. */
  async firstFailure(): Promise<End | undefined> {
    let first: End | undefined;
    const watched = this.#ends.map(async (ending) => {
      const end = await ending;
      if (end.code === 0 || first) return;
      first = end;
      await this.end('SIGTERM');
    });
    await Promise.all(watched);
    return first;
  }

  /** Asks all to end, and ends those that have not done so in a while. */
  async end(signal: NodeJS.Signals): Promise<void> {
    for (const child of this.#running.values()) child.kill(signal);
    const timer = setTimeout(() => this.kill(), grace);
    await Promise.all(this.#ends);
    clearTimeout(timer);
  }

  kill(): void {
    for (const child of this.#running.values()) child.kill('SIGKILL');
  }

  /** The first shows what it writes; what the others would repeat is kept for the case that they fail. */
  #start(index: number, env: NodeJS.ProcessEnv, args: string[]): Promise<End> {
    const shown = index === 0;
    const output = shown ? 'inherit' : 'pipe';
    const child = fork(program, args, { env, stdio: ['ignore', output, output, 'ipc'] });
    this.#running.set(index, child);
    let lastWords = '';
    child.stdout?.resume();
    child.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk).slice(-keptText);
    });
    return new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.#running.delete(index);
        resolve({ index, code, signal, lastWords });
      };
      child.once('close', end);
      child.once('error', (error) => {
        lastWords = error.message;
        end(null, null);
      });
    });
  }
}

function environmentOf(worker: readonly string[], index: number): NodeJS.ProcessEnv {
  const threads = Math.max(1, Math.floor(availableParallelism() / worker.length));
  return {
    // Else each would compute on all cores, and they would get in each other's way.
    TF_NUM_INTRAOP_THREADS: String(threads),
    ...process.env,
    TENSORCELL_CLUSTER: JSON.stringify({ cluster: { worker }, task: { type: 'worker', index } }),
  };
}
