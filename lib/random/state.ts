// The state of the random numbers drawn on the device: a seed, and how many draws there were. It lies in variables,
// so that a compiled graph counts on by itself. Steps of training count for themselves: what a generator draws while a
// step runs must neither be the step's own numbers nor change them.
import { randomInt } from 'node:crypto';
import { tf } from '../tf.js';
import { type DrawBounds, type DrawKernel, draw } from './kernels.js';

class DrawCounter {
  #variable: tf.Variable<tf.Rank.R1> | undefined;

  constructor(
    private readonly name: string,
    private readonly first: number,
  ) {}

  get variable(): tf.Variable<tf.Rank.R1> {
    const known = this.#variable;
    // tf.disposeVariables takes it away, without a mark on the variable itself.
    if (known && tf.engine().registeredVariables[this.name] === known) return known;
    const made = tf.tidy(() => tf.variable(this.#start(), false, this.name, 'int32'));
    this.#variable = made;
    return made;
  }

  restart(): void {
    if (this.#variable) tf.tidy(() => this.variable.assign(this.#start()));
  }

  next(): tf.Tensor1D {
    const now = tf.clone(this.variable);
    this.variable.assign(tf.add(now, tf.tensor1d([0, 1], 'int32')));
    return now;
  }

  #start(): tf.Tensor1D {
    return tf.tensor1d([seed, this.first], 'int32');
  }
}

let seed = randomInt(2 ** 31);
const steps = new DrawCounter('tensorcell/random_state', 0);
// So far apart that the two never meet.
const outsideSteps = new DrawCounter('tensorcell/random_state_outside_steps', 2 ** 30);
let current = outsideSteps;

/** The seed that is in force. */
export const currentSeed = (): number => seed;

/** Begins all draws on the device anew. */
export function restartDraws(newSeed: number): void {
  seed = newSeed | 0;
  for (const counter of [steps, outsideSteps]) counter.restart();
}

/** Runs a step of training, whose draws count for themselves. */
export function asStep<T>(body: () => T): T {
  const before = current;
  current = steps;
  try {
    return body();
  } finally {
    current = before;
  }
}

/** The variable that steps of training count in. */
export const stepRandomState = (): tf.Variable<tf.Rank.R1> => steps.variable;

/** The variable in which draws outside of steps are counted, predictions' among them. */
export const outsideRandomState = (): tf.Variable<tf.Rank.R1> => outsideSteps.variable;

/** Makes the variables: a trace finds all there are, and can make none. */
export function prepareDraws(): void {
  for (const counter of [steps, outsideSteps]) counter.variable;
}

/** The next draw on the device. */
export function drawNext(kernel: DrawKernel, shape: number[], bounds?: DrawBounds): tf.Tensor {
  return tf.tidy(() => draw(kernel, shape, current.next(), bounds));
}

/** The next seed: what is drawn by it is the next draw. */
export const nextPair = (): tf.Tensor1D => current.next();
