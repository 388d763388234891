// Random numbers in layers: from the library's one source, or, with a seed of the layer's own, from a stream that
// begins anew with each layer made. It is counted in a variable, so that a compiled graph counts on by itself.

import { holdWeakly } from '../../engine/weak-variables.js';
import { type DrawKernel, draw } from '../../random/kernels.js';
import * as random from '../../random/random.js';
import { tf } from '../../tf.js';
import type { Draws } from './drop.js';

/** The draws of a layer. @param seed null: those of the library */
export const drawsFor = (seed: number | null): Draws => (seed === null ? random : new SeededDraws(seed));

let streams = 0;

class SeededDraws implements Draws {
  readonly #state: tf.Variable<tf.Rank.R1>;

  constructor(seed: number) {
    const name = `tensorcell/layer_random_state_${streams++}`;
    this.#state = holdWeakly(
      tf.tidy(() => tf.variable(tf.tensor1d([seed | 0, 0], 'int32'), false, name, 'int32')),
    );
  }

  uniform(shape: number[]): tf.Tensor {
    return this.#draw('StatelessRandomUniform', shape);
  }

  normal(shape: number[], mean: number, deviation: number): tf.Tensor {
    return tf.add(tf.mul(this.#draw('StatelessRandomNormal', shape), deviation), mean);
  }

  #draw(kernel: DrawKernel, shape: number[]): tf.Tensor {
    const now = tf.clone(this.#state);
    this.#state.assign(tf.add(now, tf.tensor1d([0, 1], 'int32')));
    return draw(kernel, shape, now);
  }
}
