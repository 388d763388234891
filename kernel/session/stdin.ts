// process.stdin in a session: lines that the user types into the front end's input box, so that `readline` and what
// reads from stdin works in cells. Each cell has its own, which ends with it; where nobody can answer, or no longer,
// reading is an error at once, never a wait.
import { Readable } from 'node:stream';
import type { CellId } from '../contract/session-messages.js';
import { currentCell } from './current-cell.js';
import { canAsk, input } from './input.js';

/** How many milliseconds a reader has to stop reading, or to say what it asks, before the box appears. */
const patience = 50;
let latest: TypedLines | undefined;

export function provideStdin(): void {
  const get = () => {
    const { id } = currentCell();
    if (latest?.cell !== id || latest.destroyed) latest = new TypedLines(id);
    return latest;
  };
  Object.defineProperty(process, 'stdin', { get, configurable: true, enumerable: true });
}

/** To be called when a cell has ended. */
export function endStdin(cell: CellId): void {
  if (latest?.cell === cell) latest.endWithCell();
}

class TypedLines extends Readable {
  readonly fd = 0;
  readonly cell: CellId;
  #isAsking = false;
  #hasEnded = false;

  constructor(cell: CellId) {
    super({ highWaterMark: 1 });
    this.cell = cell;
    this.on('resume', () => this._read());
  }

  /** What reads by events begins here: an error that is thrown reaches the user's own line. */
  override resume(): this {
    this.#refuseWhereNobodyAnswers();
    return super.resume();
  }

  override _read(): void {
    if (this.#isAsking || this.#hasEnded) return;
    this.#isAsking = true;
    setTimeout(() => void this.#ask(), patience);
  }

  /** Who reads by `readable` events, as `for await` does, has not paused it. */
  get #isUnread(): boolean {
    return this.destroyed || (this.isPaused() && this.listenerCount('readable') === 0);
  }

  endWithCell(): void {
    if (!this.#hasEnded) this.push(null);
    this.#hasEnded = true;
  }

  async #ask(): Promise<void> {
    try {
      if (this.#isUnread || this.#hasEnded) return;
      this.#refuseWhereNobodyAnswers();
      const line = await input();
      this.#isAsking = false;
      if (!this.#hasEnded) this.push(`${line}\n`);
    } catch (error) {
      this.destroy(error as Error);
    } finally {
      this.#isAsking = false;
    }
  }

  #refuseWhereNobodyAnswers(): void {
    if (this.#hasEnded)
      throw new Error(
        'process.stdin: the cell that made this reader has ended. Make the reader in the cell that asks.',
      );
    if (!canAsk())
      throw new Error(
        'process.stdin: this front end cannot ask for input. Run the cell in JupyterLab or another interactive client.',
      );
  }
}
