// Training on a terminal: one line that is written over, then a line with the result.
import type { TrainingSummary } from '../../training/training-view.js';
import { ending, lastNumbers } from './final.js';
import type { Progress } from './progress.js';
import { ThrottledView } from './throttled-view.js';

const barWidth = 24;
const eraseLine = '\r\u001b[2K';

export class TerminalView extends ThrottledView {
  readonly #write: (text: string) => void;
  readonly #columns: () => number;

  constructor(
    write: (text: string) => void = (text) => process.stdout.write(text),
    columns: () => number = () => process.stdout.columns ?? 80,
  ) {
    super(0);
    this.#write = write;
    this.#columns = columns;
  }

  protected draw(progress: Progress, now: number): void {
    const line = `${bar(progress.fraction)} ${progress.headline(now)} · ${progress.numbers()}`;
    this.#write(eraseLine + line.slice(0, this.#columns() - 1));
  }

  end(summary: TrainingSummary): void {
    this.#write(`${eraseLine}${ending(summary)} · ${lastNumbers(summary)}\n`);
  }
}

function bar(fraction: number): string {
  const done = Math.round(fraction * barWidth);
  return `${'━'.repeat(done)}${'╌'.repeat(barWidth - done)}`;
}
