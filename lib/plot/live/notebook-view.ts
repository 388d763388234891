// Training as a notebook shows it: one display that is replaced in place, at most five times a second and for at
// most 2 % of the time, and at the end by the chart that stays in the notebook.
import { randomUUID } from 'node:crypto';
import { host } from '../../host.js';
import type { Logs, TrainingInfo, TrainingSummary, TrainingView } from '../../models/training-view.js';
import { finalView } from './final.js';
import { liveChart } from './live-chart.js';
import { Progress } from './progress.js';

const MIN_PAUSE = 200;
const MAX_SHARE = 0.015;

export class NotebookView implements TrainingView {
  readonly #displayId = randomUUID();
  #progress: Progress | undefined;
  #nextDraw = 0;

  begin(info: TrainingInfo): void {
    const now = performance.now();
    this.#progress = new Progress(info, now);
    // A training of a blink shows its end only.
    this.#nextDraw = now + MIN_PAUSE;
  }

  batch(step: number, logs: Logs): void {
    this.#progress?.batch(step, logs);
    this.#drawIfDue();
  }

  epoch(epoch: number, logs: Logs): void {
    this.#progress?.epoch(epoch, logs);
    this.#drawIfDue();
  }

  async end(summary: TrainingSummary): Promise<void> {
    const bundle = await finalView(summary);
    host().display(bundle, { displayId: this.#displayId });
  }

  #drawIfDue(): void {
    const start = performance.now();
    if (start < this.#nextDraw || !this.#progress) return;
    const bundle = {
      'text/html': liveChart(this.#progress, start),
      'text/plain': `${this.#progress.headline(start)}\n${this.#progress.numbers()}`,
    };
    host().display(bundle, { displayId: this.#displayId });
    const cost = performance.now() - start;
    this.#nextDraw = start + Math.max(MIN_PAUSE, cost / MAX_SHARE);
  }
}
