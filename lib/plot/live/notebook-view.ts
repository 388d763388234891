// Training as a notebook shows it: one display that is replaced in place, and at the end by the chart that stays.
import { randomUUID } from 'node:crypto';
import { host } from '../../host.js';
import type { TrainingSummary } from '../../training/training-view.js';
import { finalView } from './final.js';
import { liveChart } from './live-chart.js';
import type { Progress } from './progress.js';
import { minPause, ThrottledView } from './throttled-view.js';

export class NotebookView extends ThrottledView {
  readonly #displayId = randomUUID();

  constructor() {
    // A training of a blink shows its end only.
    super(minPause);
  }

  protected draw(progress: Progress, now: number): void {
    const text = `${progress.headline(now)}\n${progress.numbers()}`;
    const bundle = { 'text/html': liveChart(progress, now), 'text/plain': text };
    host().display(bundle, { displayId: this.#displayId });
  }

  async end(summary: TrainingSummary): Promise<void> {
    host().display(await finalView(summary), { displayId: this.#displayId });
  }
}
