// Predictions by all processes: each computes whole batches, so that every number is the one that a single process would
// compute, and gets those of the others.
import type { Network } from '../core/network.js';
import { outsideRandomState } from '../random/state.js';
import { tf } from '../tf.js';
import type { SharedPredictions } from '../training/distribution.js';
import type { Trainer } from '../training/steps/trainer.js';
import { canBeGathered, type Exchange, gathering } from './gathering.js';
import type { Group } from './group.js';
import { partOf } from './parts.js';
import { comparing, type Facts, factsOfPrediction } from './same-prediction.js';

export class Predictions implements SharedPredictions {
  #takesAll = false;
  #drawn = new Int32Array(2);
  /** Of a generator's first batch. */
  #facts: Facts = {};

  constructor(
    private readonly group: Group,
    private readonly model: Network,
    /** How long to wait for processes that are not there yet. */
    private readonly seconds: number,
  ) {}

  ofRows(inputs: tf.Tensor[], batchSize: number, predict: Trainer['predict']): tf.Tensor[] {
    const { group, model } = this;
    const rows = inputs[0]!.shape[0]!;
    const batches = Math.ceil(rows / batchSize);
    if (batches < 2 || inputs.some(({ dtype }) => dtype === 'string'))
      return predict(model, inputs, batchSize);
    group.completeNow(this.seconds, 'predict');
    this.#now(comparing(group, factsOfPrediction(model, inputs, [batchSize])));
    this.#drawn = drawsNow();
    const { from, to } = partOf(batches, group.index, group.size);
    // Each computes a batch at least: it says what the others' outputs are like.
    const first = Math.min(from, batches - 1) * batchSize;
    const last = Math.min(Math.max(to * batchSize, first + 1), rows);
    const own = tf.tidy(() =>
      predict(
        model,
        inputs.map((input) => tf.slice(input, first, last - first)),
        batchSize,
      ),
    );
    try {
      if (this.#mustTakeAll(own)) {
        if (this.#hasDrawn()) tf.tidy(() => outsideRandomState().assign(tf.tensor1d(this.#drawn, 'int32')));
        return predict(model, inputs, batchSize);
      }
      return this.#now(gathering(to > from ? new Map([[group.index, own]]) : new Map(), own, group.size));
    } finally {
      tf.dispose(own);
    }
  }

  takes(step: number): boolean {
    if (step === 0) this.#drawn = drawsNow();
    return this.#takesAll || step === 0 || step % this.group.size === this.group.index;
  }

  begin(inputs: readonly tf.Tensor[], outputs: readonly tf.Tensor[]): void {
    this.#takesAll = this.#mustTakeAll(outputs) || inputs.some(({ dtype }) => dtype === 'string');
    if (!this.#takesAll) this.#facts = factsOfPrediction(this.model, inputs);
  }

  async gather(own: ReadonlyMap<number, readonly tf.Tensor[]>, steps: number): Promise<tf.Tensor[]> {
    const like = own.get(0)!;
    if (this.#takesAll || steps === 1)
      return tf.tidy(() => like.map((_, i) => tf.concat([...own.values()].map((part) => part[i]!))));
    await this.group.complete(this.seconds, 'predict');
    await this.#apart(() => comparing(this.group, { ...this.#facts, 'numbers of batches': steps }));
    const { index, size } = this.group;
    const counted = new Map([...own].filter(([step]) => step % size === index));
    return this.#apart(() => gathering(counted, like, steps));
  }

  /** Texts are not exchanged, and numbers that a batch draws go by how many batches came before. */
  #mustTakeAll(outputs: readonly tf.Tensor[]): boolean {
    return this.#hasDrawn() || !outputs.every(canBeGathered);
  }

  #hasDrawn(): boolean {
    return drawsNow().some((number, i) => number !== this.#drawn[i]);
  }

  #now<T>(exchanges: Generator<Exchange, T, Int32Array | Float64Array>): T {
    let step = exchanges.next();
    while (!step.done) step = exchanges.next(this.group.sumNow(step.value.label, step.value.numbers));
    return step.value;
  }

  /** While JavaScript goes on. */
  async #apart<T>(make: () => Generator<Exchange, T, Int32Array | Float64Array>): Promise<T> {
    const exchanges = make();
    this.group.watch();
    try {
      let step = exchanges.next();
      while (!step.done) step = exchanges.next(await this.group.sum(step.value.label, step.value.numbers));
      return step.value;
    } finally {
      this.group.unwatch();
    }
  }
}

const drawsNow = () => Int32Array.from(outsideRandomState().dataSync());
