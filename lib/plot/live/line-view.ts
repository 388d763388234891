// Training as lines of text, one an epoch: for logs, for `verbose: 2`, and where output is not a screen.
import type { Logs, TrainingInfo, TrainingSummary, TrainingView } from '../../training/training-view.js';
import { ending } from './final.js';
import { describe } from './progress.js';

export class LineView implements TrainingView {
  #epochs = 0;
  #since = 0;
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void = (text) => process.stdout.write(text)) {
    this.#write = write;
  }

  begin(info: TrainingInfo): void {
    this.#epochs = info.epochs;
    this.#since = performance.now();
  }

  batch(): void {}

  epoch(epoch: number, logs: Logs): void {
    const now = performance.now();
    const seconds = ((now - this.#since) / 1000).toFixed(2);
    this.#since = now;
    this.#write(`Epoch ${epoch + 1}/${this.#epochs} · ${seconds} s · ${describe(logs)}\n`);
  }

  end(summary: TrainingSummary): void {
    this.#write(`${ending(summary)}\n`);
  }
}
