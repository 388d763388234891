// `optimizers.adam({ learningRate: 0.01 })` and its siblings, with Keras' defaults.
import { Adam, Adamax, type AdamOptions, AdamW, Nadam } from './adam.js';
import { Adadelta, Adagrad, Lion, RMSprop, type RmspropOptions } from './adaptive.js';
import type { Optimizer, OptimizerOptions } from './optimizer.js';
import { SGD, type SgdOptions } from './sgd.js';

export * as schedules from './schedule.js';

/** Stochastic gradient descent; learning rate 0.01. */
export const sgd = (options: SgdOptions = {}): SGD => new SGD(options);

/** Adaptive moment estimation; learning rate 0.001. */
export const adam = (options: AdamOptions & { amsgrad?: boolean } = {}): Adam => new Adam(options);

/** Adam with decoupled weight decay (0.004); learning rate 0.001. */
export const adamW = (options: AdamOptions & { amsgrad?: boolean } = {}): AdamW => new AdamW(options);

/** Adam by the largest gradient; learning rate 0.001. */
export const adamax = (options: AdamOptions = {}): Adamax => new Adamax(options);

/** Adam with Nesterov's momentum; learning rate 0.001. */
export const nadam = (options: AdamOptions = {}): Nadam => new Nadam(options);

/** Adaptive gradient; learning rate 0.001. */
export const adagrad = (
  options: OptimizerOptions & { initialAccumulatorValue?: number; epsilon?: number } = {},
): Adagrad => new Adagrad(options);

/** Adagrad with a moving window; learning rate 0.001. */
export const adadelta = (options: OptimizerOptions & { rho?: number; epsilon?: number } = {}): Adadelta =>
  new Adadelta(options);

/** Root mean square propagation; learning rate 0.001. */
export const rmsprop = (options: RmspropOptions = {}): RMSprop => new RMSprop(options);

/** Evolved sign momentum; learning rate 0.001. */
export const lion = (options: OptimizerOptions & { beta1?: number; beta2?: number } = {}): Lion =>
  new Lion(options);

export type { OptimizerName } from './names.js';
export type { LearningRateSchedule } from './schedule.js';
export type {
  Adadelta,
  Adagrad,
  Adam,
  Adamax,
  AdamOptions,
  AdamW,
  Lion,
  Nadam,
  Optimizer,
  OptimizerOptions,
  RMSprop,
  RmspropOptions,
  SGD,
  SgdOptions,
};
