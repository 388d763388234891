// Steps over data that lies on the device: batches are rows in order, or shuffled anew for each pass.

import { permutation } from '../../random.js';
import { tf } from '../../tf.js';
import type { Rows } from '../trainer.js';
import { addInto, type Pass, type Source } from './source.js';

/** Milliseconds of steps between two looks at progress and Stop. */
const BUDGET = 80;

export class RowsSource implements Source {
  readonly samples: number;
  readonly steps: number;

  constructor(
    readonly rows: Rows,
    readonly batchSize: number,
  ) {
    this.samples = rows.count;
    this.steps = Math.ceil(rows.count / batchSize);
  }

  async run(pass: Pass): Promise<Float64Array> {
    const { program, trainer, signal } = pass;
    const order = pass.shuffle ? permutation(this.rows.count) : undefined;
    const end = Math.min(this.steps, pass.maxSteps ?? this.steps);
    const sums = new Float64Array(program.width);
    for (let first = 0; first < end; ) {
      signal.throwIfAborted();
      if (pass.stepByStep) await pass.beforeStep?.(first);
      const last = pass.stepByStep ? first + 1 : end;
      const { rows, batchSize } = this;
      const part = await trainer.steps({
        program,
        rows,
        order,
        batchSize,
        first,
        last,
        budget: BUDGET,
        signal,
      });
      addInto(sums, part.sums);
      first += part.done;
      if (!(await pass.afterSteps(first, sums))) break;
    }
    signal.throwIfAborted();
    return sums;
  }

  dispose(): void {
    tf.dispose([...this.rows.inputs, ...this.rows.targets, ...this.rows.weights]);
  }
}
