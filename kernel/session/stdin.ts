// process.stdin in a session: lines that the user types into the front end's input box, so that `readline` and what
// reads from stdin works in cells. A front end that cannot ask is an error at once, never a wait.
import { Readable } from 'node:stream';
import { canAsk, input } from './input.js';

/** How many milliseconds a reader has to stop reading, or to say what it asks, before the box appears. */
const patience = 50;

export function provideStdin(): void {
  let stdin = new TypedLines();
  Object.defineProperty(process, 'stdin', {
    get() {
      if (stdin.destroyed) stdin = new TypedLines();
      return stdin;
    },
    configurable: true,
    enumerable: true,
  });
}

class TypedLines extends Readable {
  readonly fd = 0;
  #isAsking = false;

  constructor() {
    super({ highWaterMark: 1 });
    this.on('resume', () => this._read());
  }

  /** What reads by events begins here: an error that is thrown reaches the user's own line. */
  override resume(): this {
    refuseWhereNobodyAnswers();
    return super.resume();
  }

  override _read(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    setTimeout(() => void this.#ask(), patience);
  }

  async #ask(): Promise<void> {
    try {
      if (this.isPaused() || this.destroyed) return;
      refuseWhereNobodyAnswers();
      const line = await input();
      this.#isAsking = false;
      this.push(`${line}\n`);
    } catch (error) {
      this.destroy(error as Error);
    } finally {
      this.#isAsking = false;
    }
  }
}

function refuseWhereNobodyAnswers(): void {
  if (canAsk()) return;
  throw new Error(
    'process.stdin: this front end cannot ask for input. Run the cell in JupyterLab or another interactive client.',
  );
}
