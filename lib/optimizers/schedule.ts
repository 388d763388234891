// Learning rates that change with the number of updates done.
import { checkOptions } from '../core/messages.js';
import { tf } from '../tf.js';

/** A learning rate as a function of the step. Make one with the functions below, or by a class of one's own. */
export interface LearningRateSchedule {
  /** The rate at a step, one number as a tensor: it runs inside the training step. */
  at(step: tf.Scalar): tf.Tensor;
  /** Keras' class name and config, for files. */
  readonly className: string;
  readonly config: Readonly<tf.serialization.ConfigDict>;
}

abstract class OwnSchedule implements LearningRateSchedule {
  abstract at(step: tf.Scalar): tf.Tensor;

  get className(): string {
    return this.constructor.name;
  }

  get config(): tf.serialization.ConfigDict {
    return this.getConfig() as tf.serialization.ConfigDict;
  }

  /** What makes it again. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}

/**
 * Base of schedules of one's own: `at(step)` gives the rate as a tensor, by operations on the step. Keras:
 * `LearningRateSchedule`, whose `__call__` is `at` here.
 * @example
 * class Halving extends optimizers.schedules.LearningRateSchedule {
 *   at(step: tf.Scalar) { return tf.div(0.1, tf.add(step, 1)); }
 * }
 * optimizers.adam({ learningRate: new Halving() })
 */
export const LearningRateSchedule = OwnSchedule;

/**
 * `initialLearningRate * decayRate ^ (step / decaySteps)`. Keras: `ExponentialDecay`.
 * @example
 * const rate = optimizers.schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.9 });
 * optimizers.sgd({ learningRate: rate })
 */
export function exponentialDecay(options: {
  initialLearningRate: number;
  decaySteps: number;
  decayRate: number;
  staircase?: boolean;
}): LearningRateSchedule {
  checkOptions('exponentialDecay', options, [
    'initialLearningRate',
    'decaySteps',
    'decayRate',
    'staircase',
    'name',
  ]);
  const { initialLearningRate, decaySteps, decayRate, staircase = false } = options;
  const at = (step: tf.Scalar): tf.Scalar => {
    const progress = tf.div(step, decaySteps);
    const power = tf.pow(tf.scalar(decayRate), staircase ? tf.floor(progress) : progress);
    return tf.mul(power, initialLearningRate);
  };
  const config = {
    initial_learning_rate: initialLearningRate,
    decay_steps: decaySteps,
    decay_rate: decayRate,
    staircase,
  };
  return { at, className: 'ExponentialDecay', config };
}

/**
 * `initialLearningRate / (1 + decayRate * step / decaySteps)`. Keras: `InverseTimeDecay`.
 * @example
 * const rate = optimizers.schedules.inverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 });
 * plot.learningRate(rate)
 */
export function inverseTimeDecay(options: {
  initialLearningRate: number;
  decaySteps: number;
  decayRate: number;
  staircase?: boolean;
}): LearningRateSchedule {
  checkOptions('inverseTimeDecay', options, [
    'initialLearningRate',
    'decaySteps',
    'decayRate',
    'staircase',
    'name',
  ]);
  const { initialLearningRate, decaySteps, decayRate, staircase = false } = options;
  const at = (step: tf.Scalar): tf.Scalar => {
    const progress = tf.div(step, decaySteps);
    const divisor = tf.add(tf.mul(staircase ? tf.floor(progress) : progress, decayRate), 1);
    return tf.div(tf.scalar(initialLearningRate), divisor);
  };
  const config = {
    initial_learning_rate: initialLearningRate,
    decay_steps: decaySteps,
    decay_rate: decayRate,
    staircase,
  };
  return { at, className: 'InverseTimeDecay', config };
}

/**
 * From the initial to the end rate along a power of the way left. Keras: `PolynomialDecay`.
 * @example
 * const rate = optimizers.schedules.polynomialDecay({ initialLearningRate: 0.1, decaySteps: 100, power: 2 });
 * plot.learningRate(rate)
 */
export function polynomialDecay(options: {
  initialLearningRate: number;
  decaySteps: number;
  endLearningRate?: number;
  power?: number;
  /** Begins anew, over twice, three times … as many steps, where `decaySteps` are over. Default false. */
  cycle?: boolean;
}): LearningRateSchedule {
  checkOptions('polynomialDecay', options, [
    'initialLearningRate',
    'decaySteps',
    'endLearningRate',
    'power',
    'cycle',
    'name',
  ]);
  const { initialLearningRate, decaySteps, endLearningRate = 0.0001, power = 1, cycle = false } = options;
  const done = (step: tf.Scalar): tf.Scalar => {
    const share: tf.Scalar = tf.div(step, decaySteps);
    return cycle ? tf.div(share, tf.maximum(tf.ceil(share), 1)) : tf.minimum(share, 1);
  };
  const at = (step: tf.Scalar): tf.Scalar => {
    const left: tf.Scalar = tf.sub(1, done(step));
    return tf.add(tf.mul(tf.pow(left, power), initialLearningRate - endLearningRate), endLearningRate);
  };
  const config = {
    initial_learning_rate: initialLearningRate,
    decay_steps: decaySteps,
    end_learning_rate: endLearningRate,
    power,
    cycle,
  };
  return { at, className: 'PolynomialDecay', config };
}

/**
 * One rate up to each boundary: `values` has one more entry than `boundaries`. Keras: `PiecewiseConstantDecay`.
 * @example
 * const rate = optimizers.schedules.piecewiseConstantDecay({ boundaries: [100, 200], values: [0.1, 0.01, 0.001] });
 * plot.learningRate(rate)
 */
export function piecewiseConstantDecay(options: {
  boundaries: number[];
  values: number[];
}): LearningRateSchedule {
  checkOptions('piecewiseConstantDecay', options, ['boundaries', 'values', 'name']);
  const { boundaries, values } = options;
  if (values.length !== boundaries.length + 1) {
    throw new Error(
      `piecewiseConstantDecay: expected one more value than boundaries. ` +
        `Received: ${boundaries.length} boundaries, ${values.length} values.`,
    );
  }
  const at = (step: tf.Scalar): tf.Scalar => {
    let rate: tf.Scalar = tf.scalar(values[0]!);
    boundaries.forEach((boundary, i) => {
      rate = tf.where(tf.greater(step, boundary), tf.scalar(values[i + 1]!), rate);
    });
    return rate;
  };
  return { at, className: 'PiecewiseConstantDecay', config: { boundaries, values } };
}

/**
 * Half a cosine from the initial rate to `alpha` times it; with `warmupTarget`, first a straight line up to it
 * (Loshchilov & Hutter, 2016). Keras: `CosineDecay`.
 * @example
 * const rate = optimizers.schedules.cosineDecay({
 *   initialLearningRate: 0.001,
 *   decaySteps: 1000,
 *   warmupTarget: 0.1,
 *   warmupSteps: 100,
 * });
 * plot.learningRate(rate)
 */
export function cosineDecay(options: {
  initialLearningRate: number;
  decaySteps: number;
  alpha?: number;
  warmupTarget?: number;
  warmupSteps?: number;
}): LearningRateSchedule {
  checkOptions('cosineDecay', options, [
    'initialLearningRate',
    'decaySteps',
    'alpha',
    'warmupTarget',
    'warmupSteps',
    'name',
  ]);
  const { initialLearningRate, decaySteps, alpha = 0, warmupTarget, warmupSteps = 0 } = options;
  const top = warmupTarget ?? initialLearningRate;
  const at = (step: tf.Scalar): tf.Scalar => {
    const fraction = tf.minimum(
      tf.div(tf.sub(step, warmupTarget === undefined ? 0 : warmupSteps), decaySteps),
      1,
    );
    const wave = tf.mul(tf.add(tf.cos(tf.mul(fraction, Math.PI)), 1), 0.5);
    const decayed: tf.Scalar = tf.mul(tf.add(tf.mul(wave, 1 - alpha), alpha), top);
    if (warmupTarget === undefined) return decayed;
    const climb = tf.div(step, Math.max(warmupSteps, 1));
    const warming: tf.Scalar = tf.add(tf.mul(climb, top - initialLearningRate), initialLearningRate);
    return tf.where(tf.less(step, warmupSteps), warming, decayed);
  };
  const config = {
    initial_learning_rate: initialLearningRate,
    decay_steps: decaySteps,
    alpha,
    warmup_target: warmupTarget ?? null,
    warmup_steps: warmupSteps,
  };
  return { at, className: 'CosineDecay', config };
}

/**
 * Half cosines one after the other: each `tMul` times as long as the one before and beginning at `mMul` times its rate
 * (Loshchilov & Hutter, 2016). Keras: `CosineDecayRestarts`.
 * @example
 * const rate = optimizers.schedules.cosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 100, mMul: 0.8 });
 * plot.learningRate(rate)
 */
export function cosineDecayRestarts(options: {
  initialLearningRate: number;
  /** Steps of the first half cosine. */
  firstDecaySteps: number;
  /** How much longer each is than the one before. Default 2. */
  tMul?: number;
  /** How much of the first rate each begins with, of that of the one before. Default 1. */
  mMul?: number;
  /** The least rate as a share of the initial one. Default 0. */
  alpha?: number;
}): LearningRateSchedule {
  checkOptions('cosineDecayRestarts', options, [
    ...['initialLearningRate', 'firstDecaySteps', 'tMul', 'mMul', 'alpha', 'name'],
  ]);
  const { initialLearningRate, firstDecaySteps, tMul = 2, mMul = 1, alpha = 0 } = options;
  const at = (step: tf.Scalar): tf.Scalar => {
    const { restarts, fraction } = sinceRestart(tf.div(step, firstDecaySteps), tMul);
    const wave = tf.mul(tf.add(tf.cos(tf.mul(fraction, Math.PI)), 1), 0.5);
    const share = tf.mul(wave, tf.pow(tf.scalar(mMul), restarts));
    return tf.mul(tf.add(tf.mul(share, 1 - alpha), alpha), initialLearningRate);
  };
  const config = {
    initial_learning_rate: initialLearningRate,
    first_decay_steps: firstDecaySteps,
    t_mul: tMul,
    m_mul: mMul,
    alpha,
  };
  return { at, className: 'CosineDecayRestarts', config };
}

/** How many restarts there were, and how far the half cosine since the last one is. */
function sinceRestart(progress: tf.Scalar, tMul: number): { restarts: tf.Scalar; fraction: tf.Scalar } {
  if (tMul === 1) {
    const restarts = tf.floor(progress) as tf.Scalar;
    return { restarts, fraction: tf.sub(progress, restarts) };
  }
  const grown = tf.log(tf.sub<tf.Scalar>(1, tf.mul(progress, 1 - tMul)));
  const restarts = tf.floor(tf.div(grown, tf.log(tf.scalar(tMul)))) as tf.Scalar;
  const length: tf.Scalar = tf.pow(tf.scalar(tMul), restarts);
  const before = tf.div(tf.sub(1, length), 1 - tMul);
  return { restarts, fraction: tf.div(tf.sub(progress, before), length) };
}
