// The processes of one training on this machine: started together, ended together.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { memberEnvironment } from '../../lib/kernel-door.js';

/** How a process ended. */
export interface End {
  readonly index: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it wrote to stderr, where they were not shown. */
  readonly lastWords: string;
  /** It failed since others were gone. */
  readonly isByOthers: boolean;
}

/** What a process tells the one that started it, before it fails. */
export interface FromWorker {
  readonly kind: 'others lost';
}

/** A process to be started. */
export interface Start {
  readonly index: number;
  readonly env: NodeJS.ProcessEnv;
}

const program = fileURLToPath(new URL('./worker.js', import.meta.url));
/** Milliseconds that a process has to end by itself. */
const grace = 5000;
const keptText = 4000;

export class Processes {
  readonly #running = new Map<number, ChildProcess>();
  readonly #ends: Promise<End>[];

  /** @param starts each process's place among all, and its environment */
  constructor(starts: readonly Start[], script: string, args: readonly string[]) {
    this.#ends = starts.map(({ index, env }) => this.#start(index, env, [script, ...args]));
  }

  /**
   * The first that fails, once all have ended; undefined where none did. One that fails has the others ended. Before one that
   * failed since others were gone comes one that failed by itself.
   */
  async firstFailure(): Promise<End | undefined> {
    const failures: End[] = [];
    const watched = this.#ends.map(async (ending) => {
      const end = await ending;
      if (end.code === 0) return;
      failures.push(end);
      if (failures.length === 1) await this.end('SIGTERM');
    });
    await Promise.all(watched);
    return failures.find(({ isByOthers, signal }) => !isByOthers && signal !== 'SIGTERM') ?? failures[0];
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
    let [lastWords, isByOthers] = ['', false];
    child.stdout?.resume();
    child.stderr?.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk).slice(-keptText);
    });
    child.on('message', (message: FromWorker) => {
      isByOthers ||= message.kind === 'others lost';
    });
    return new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        this.#running.delete(index);
        resolve({ index, code, signal, lastWords, isByOthers });
      };
      child.once('close', end);
      child.once('error', (error) => {
        lastWords = error.message;
        end(null, null);
      });
    });
  }
}

/**
 * Processes of a cluster that belong to this machine.
 * @param worker the addresses of all
 * @param first the place of this machine's first
 */
export function startsOf(worker: readonly string[], first = 0, count = worker.length): Start[] {
  return Array.from({ length: count }, (_, i) => first + i).map((index) => ({
    index,
    env: memberEnvironment(worker, index, count),
  }));
}

/** How a process ended, for whoever started it. @param of how many there are in all */
export function describe({ index, code, signal, lastWords }: End, of: number): string {
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
  const others = of > 1 ? '; the others were ended' : '';
  const said = lastWords.trim() ? `\nIt said:\n${lastWords.trim()}` : '';
  return `process ${index} of ${of} ${how}${others}.${said}`;
}
