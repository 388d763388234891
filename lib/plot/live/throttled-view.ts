// A view that draws at most five times a second, and for at most 2 % of the time: where drawing is slow, more rarely.
import type { Logs, TrainingInfo, TrainingSummary, TrainingView } from '../../training/training-view.js';
import { Progress } from './progress.js';

export const minPause = 200;
const maxShare = 0.015;

export abstract class ThrottledView implements TrainingView {
  #progress: Progress | undefined;
  #nextDraw = 0;
  readonly #firstPause: number;
  /** @param firstPause milliseconds before the first drawing */
  constructor(firstPause: number) {
    this.#firstPause = firstPause;
  }

  protected hasDrawn = false;

  protected get progress(): Progress | undefined {
    return this.#progress;
  }

  protected abstract draw(progress: Progress, now: number): void;
  abstract end(summary: TrainingSummary): Promise<void> | void;

  begin(info: TrainingInfo): void {
    const now = performance.now();
    this.#progress = new Progress(info, now);
    this.#nextDraw = now + this.#firstPause;
  }

  batch(step: number, logs: Logs): void {
    this.#progress?.batch(step, logs);
    this.#drawIfDue();
  }

  epoch(epoch: number, logs: Logs): void {
    this.#progress?.epoch(epoch, logs);
    // The first validation is worth a drawing of its own: the next batch may be long in coming.
    if (this.hasDrawn && this.#progress?.epochs.length === 1) this.#nextDraw = 0;
    this.#drawIfDue();
  }

  #drawIfDue(): void {
    const start = performance.now();
    if (start < this.#nextDraw || !this.#progress) return;
    this.draw(this.#progress, start);
    this.hasDrawn = true;
    const cost = performance.now() - start;
    this.#nextDraw = start + Math.max(minPause, cost / maxShare);
  }
}
