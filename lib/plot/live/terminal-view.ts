// Training on a terminal: one line that is written over, then a line with the result.
import type { Logs, TrainingInfo, TrainingSummary, TrainingView } from '../../models/training-view.js';
import { ending, lastNumbers } from './final.js';
import { Progress } from './progress.js';

const PAUSE = 200;
const BAR = 24;
const ERASE_LINE = '\r\u001b[2K';

export class TerminalView implements TrainingView {
  #progress: Progress | undefined;
  #nextDraw = 0;

  constructor(
    private readonly write: (text: string) => void = (text) => process.stdout.write(text),
    private readonly columns: () => number = () => process.stdout.columns ?? 80,
  ) {}

  begin(info: TrainingInfo): void {
    this.#progress = new Progress(info, performance.now());
  }

  batch(step: number, logs: Logs): void {
    this.#progress?.batch(step, logs);
    this.#drawIfDue();
  }

  epoch(epoch: number, logs: Logs): void {
    this.#progress?.epoch(epoch, logs);
    this.#drawIfDue();
  }

  end(summary: TrainingSummary): void {
    this.write(`${ERASE_LINE}${ending(summary)} · ${lastNumbers(summary)}\n`);
  }

  #drawIfDue(): void {
    const now = performance.now();
    if (now < this.#nextDraw || !this.#progress) return;
    this.#nextDraw = now + PAUSE;
    const line = `${bar(this.#progress.fraction)} ${this.#progress.headline(now)} · ${this.#progress.numbers()}`;
    this.write(ERASE_LINE + line.slice(0, this.columns() - 1));
  }
}

function bar(fraction: number): string {
  const done = Math.round(fraction * BAR);
  return `${'━'.repeat(done)}${'╌'.repeat(BAR - done)}`;
}
