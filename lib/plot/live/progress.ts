// How far a training is: what every view shows, whatever it looks like. Knows nothing of drawing.
import type { Logs, TrainingInfo } from '../../training/training-view.js';
import { short } from '../scales/series.js';

/** Of more batches than this, every second one is kept. */
const mostBatches = 2000;

export class Progress {
  /** Finished epochs' values by name, as in Keras' history. */
  readonly history: Record<string, number[]> = {};
  /** Numbers of the finished epochs, from 0. */
  readonly epochs: number[] = [];
  /** The newest numbers: means over the running epoch, or those of the epoch just finished. */
  latest: Logs = {};
  /** The means after the batches of this fit's first epoch: what there is to draw before epochs are. */
  batches: { step: number; logs: Logs }[] = [];
  step = 0;
  #stepsPerEpoch: number | undefined;
  readonly #started: number;

  constructor(
    readonly info: TrainingInfo,
    now: number,
  ) {
    this.#started = now;
    this.#stepsPerEpoch = info.stepsPerEpoch;
  }

  batch(step: number, logs: Logs): void {
    this.step = step;
    // Validation is known once an epoch: its last numbers stay until the next.
    this.latest = { ...this.latest, ...logs };
    if (this.epochs.length > 0) return;
    if (this.batches.length >= mostBatches) this.batches = this.batches.filter((_, i) => i % 2 === 0);
    this.batches.push({ step, logs });
  }

  epoch(epoch: number, logs: Logs): void {
    this.#stepsPerEpoch ??= this.step || undefined;
    this.step = 0;
    this.latest = logs;
    this.epochs.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] ??= [];
      this.history[name].push(value);
    }
  }

  /** The epoch under way, from 1. */
  get currentEpoch(): number {
    return (
      Math.min(this.info.epochs, this.info.initialEpoch + this.epochs.length + (this.step > 0 ? 1 : 0)) || 1
    );
  }

  /** Unknown for a generator without a length, until its first epoch is over. */
  get stepsPerEpoch(): number | undefined {
    return this.#stepsPerEpoch;
  }

  /** Share of the running epoch that is done; 0 while the number of its steps is unknown. */
  get epochFraction(): number {
    return this.#stepsPerEpoch ? Math.min(1, this.step / this.#stepsPerEpoch) : 0;
  }

  /** Share of the whole training that is done, from 0 to 1. */
  get fraction(): number {
    const all = this.info.epochs - this.info.initialEpoch;
    return all > 0 ? Math.min(1, (this.epochs.length + this.epochFraction) / all) : 1;
  }

  seconds(now: number): number {
    return (now - this.#started) / 1000;
  }

  /** `Epoch 7/25 · step 312/375 · 0:12, 0:31 left` */
  headline(now: number): string {
    const { info, fraction } = this;
    const elapsed = this.seconds(now);
    const left =
      fraction > 0.001 && fraction < 1 ? `, ${clock((elapsed / fraction) * (1 - fraction))} left` : '';
    const total = this.#stepsPerEpoch ? `/${this.#stepsPerEpoch}` : '';
    const step = this.step > 0 ? [`step ${this.step}${total}`] : [];
    return [`Epoch ${this.currentEpoch}/${info.epochs}`, ...step, clock(elapsed) + left].join(' · ');
  }

  /** `loss: 0.04321 · accuracy: 0.9871` */
  numbers(): string {
    return describe(this.latest);
  }
}

/** `loss: 0.04321 · val_loss: 0.07123` */
export function describe(logs: Logs): string {
  return Object.entries(logs)
    .map(([name, value]) => `${name}: ${short(value)}`)
    .join(' · ');
}

/** Seconds as `0:07`, `12:30` or `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [h, m, s] = parts as [number, number, number];
  const tail = `${String(s).padStart(2, '0')}`;
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}
