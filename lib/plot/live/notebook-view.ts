// Training as a notebook shows it: one display that is replaced in place, and at the end by the chart that stays.
import { randomUUID } from 'node:crypto';
import { host, type MimeBundle } from '../../host.js';
import type { TrainingSummary } from '../../training/training-view.js';
import { type Drawn, ending, finalView } from './final.js';
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
    this.#show({ 'text/html': liveChart(progress, now), 'text/plain': text });
  }

  /** Says at once how it was cut short: after Stop, what takes a while to draw may come late. */
  async end(summary: TrainingSummary): Promise<void> {
    const cutShort = summary.reason === 'finished' ? undefined : this.#drawn(ending(summary));
    if (cutShort !== undefined)
      this.#show({ 'text/html': cutShort.svg, 'text/plain': `${ending(summary)}\n${cutShort.numbers}` });
    this.#show(await finalView(summary, this.#drawn(ending(summary, false))));
  }

  /** Nothing after a training of a blink. */
  #drawn(title: string): Drawn | undefined {
    const { progress } = this;
    if (!this.hasDrawn || progress === undefined) return undefined;
    return { svg: liveChart(progress, performance.now(), title), numbers: progress.numbers() };
  }

  #show(bundle: MimeBundle): void {
    host().display(bundle, { displayId: this.#displayId });
  }
}
