// Steps over data that lies on the device: batches are rows in order, or shuffled anew for each pass.

import { permutation } from '../../random/random.js';
import { disposeBatch } from '../steps/batch.js';
import type { Rows } from '../steps/trainer.js';
import { addInto, isTest, type Pass, type Source } from './source.js';

export class RowsSource implements Source {
  readonly samples: number;
  readonly steps: number;
  private place = 0;
  private order: Int32Array | undefined;

  constructor(
    readonly rows: Rows,
    readonly batchSize: number,
  ) {
    this.samples = rows.count;
    this.steps = Math.ceil(rows.count / batchSize);
  }

  /** A whole pass, or as many steps as are asked for: training then goes on from there with the next. */
  async run(pass: Pass): Promise<Float64Array> {
    const sums = new Float64Array(pass.program.width);
    const { maxSteps = this.steps } = pass;
    const total = isTest(pass) ? Math.min(maxSteps, this.steps) : maxSteps;
    if (isTest(pass) || pass.maxSteps === undefined) this.place = 0;
    for (let done = 0; done < total; ) {
      pass.signal.throwIfAborted();
      if (pass.stepByStep) await pass.beforeStep?.(done);
      done += await this.advance(pass, total - done, sums);
      if (!(await pass.afterSteps(done, sums))) break;
    }
    pass.signal.throwIfAborted();
    return sums;
  }

  async passesAtOnce({ shuffle, program, trainer }: Pass): Promise<number> {
    return (shuffle && (await trainer.epochsAtOnce?.(program, this.rows, this.batchSize))) || 1;
  }

  async runTogether(pass: Pass, count: number, place: number): Promise<void> {
    const { rows, batchSize } = this;
    const { program, trainer, signal } = pass;
    const sums = new Float64Array(place * program.width);
    const order = new Int32Array(place * rows.count);
    for (let i = 0; i < count; i++) order.set(permutation(rows.count), i * rows.count);
    const request = { program, rows, order, batchSize, epochs: place, signal };
    for (let done = 0, last = count * this.steps; done < last; ) {
      signal.throwIfAborted();
      const part = await trainer.steps({ ...request, first: done, last });
      addInto(sums, part.sums);
      done += part.done;
      if (!(await pass.afterSteps(done, sums))) break;
    }
    signal.throwIfAborted();
  }

  /** Carries out some steps, at most `limit`, and says how many; starts over, in a new order, at the end. */
  private async advance(pass: Pass, limit: number, sums: Float64Array): Promise<number> {
    const { program, trainer, signal } = pass;
    if (this.place === 0) this.order = pass.shuffle ? permutation(this.rows.count) : undefined;
    const { rows, order, batchSize, place: first } = this;
    const last = pass.stepByStep ? first + 1 : Math.min(this.steps, first + limit);
    const part = await trainer.steps({
      program,
      rows,
      order,
      batchSize,
      first,
      last,
      signal,
    });
    addInto(sums, part.sums);
    this.place = (first + part.done) % this.steps;
    return part.done;
  }

  dispose(): void {
    disposeBatch(this.rows);
  }
}
