// `adam({ learningRate: 0.01 })`, or `adam(0.01)`, and its siblings, with Keras' defaults.
import { Adam, Adamax, type AdamOptions, AdamW, Nadam } from './adam.js';
import { Adadelta, Adagrad, Lion, RMSprop, type RmspropOptions } from './adaptive.js';
import { Ftrl, type FtrlOptions } from './ftrl.js';
import { Adafactor, type AdafactorOptions, Lamb } from './layerwise.js';
import {
  type LossScaleOptimizer,
  type LossScaleOptions,
  lossScaleOptimizer,
} from './loss-scale-optimizer.js';
import { make } from './make.js';
import { Muon, type MuonOptions } from './muon.js';
import type { Optimizer, OptimizerOptions } from './optimizer.js';
import { ScheduleFreeAdamW, type ScheduleFreeOptions } from './schedule-free.js';
import { SGD, type SgdOptions } from './sgd.js';

/**
 * Stochastic gradient descent; learning rate 0.01.
 * @example
 * model.compile({
 *   optimizer: optimizers.sgd({ learningRate: 0.01, momentum: 0.9, nesterov: true }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const sgd = (options: SgdOptions | number = {}): SGD => make('sgd', SGD, options);

/**
 * Adaptive moment estimation; learning rate 0.001.
 * @example
 * model.compile({
 *   optimizer: optimizers.adam({ learningRate: 3e-4, clipnorm: 1 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const adam = (options: (AdamOptions & { amsgrad?: boolean }) | number = {}): Adam =>
  make('adam', Adam, options);

/**
 * Adam with decoupled weight decay (0.004); learning rate 0.001.
 * @example
 * model.compile({
 *   optimizer: optimizers.adamW({ weightDecay: 0.01 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const adamW = (options: (AdamOptions & { amsgrad?: boolean }) | number = {}): AdamW =>
  make('adamW', AdamW, options);

/**
 * Adam by the largest gradient; learning rate 0.001.
 * @example
 * model.compile({
 *   optimizer: optimizers.adamax({ learningRate: 0.002 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const adamax = (options: AdamOptions | number = {}): Adamax => make('adamax', Adamax, options);

/**
 * Adam with Nesterov's momentum; learning rate 0.001.
 * @example model.compile({ optimizer: optimizers.nadam(), loss: 'categoricalCrossentropy' });
 */
export const nadam = (options: AdamOptions | number = {}): Nadam => make('nadam', Nadam, options);

/**
 * Adaptive gradient; learning rate 0.001.
 * @example
 * model.compile({
 *   optimizer: optimizers.adagrad({ learningRate: 0.01 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const adagrad = (
  options: (OptimizerOptions & { initialAccumulatorValue?: number; epsilon?: number }) | number = {},
): Adagrad => make('adagrad', Adagrad, options);

/**
 * Adagrad with a moving window; learning rate 0.001.
 * @example
 * model.compile({
 *   optimizer: optimizers.adadelta({ learningRate: 1 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const adadelta = (
  options: (OptimizerOptions & { rho?: number; epsilon?: number }) | number = {},
): Adadelta => make('adadelta', Adadelta, options);

/**
 * Root mean square propagation; learning rate 0.001.
 * @example model.compile({ optimizer: optimizers.rmsprop({ rho: 0.9 }), loss: 'categoricalCrossentropy' });
 */
export const rmsprop = (options: RmspropOptions | number = {}): RMSprop => make('rmsprop', RMSprop, options);

/**
 * Evolved sign momentum; learning rate 0.001.
 * @example
 * model.compile({
 *   optimizer: optimizers.lion({ learningRate: 1e-4 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const lion = (options: (OptimizerOptions & { beta1?: number; beta2?: number }) | number = {}): Lion =>
  make('lion', Lion, options);

/**
 * Adam's direction, as long as the weight is: for large batches; learning rate 0.001.
 * @example model.compile({ optimizer: optimizers.lamb({ learningRate: 0.01 }), loss: 'categoricalCrossentropy' });
 */
export const lamb = (options: AdamOptions = {}): Lamb => make('lamb', Lamb, options);

/**
 * Adaptive steps that remember rows and columns only; learning rate 0.001, which falls with the step.
 * @example model.compile({ optimizer: optimizers.adafactor({ learningRate: 0.01 }), loss: 'categoricalCrossentropy' });
 */
export const adafactor = (options: AdafactorOptions = {}): Adafactor => make('adafactor', Adafactor, options);

/**
 * Follow the regularized leader: weights of little use stay at zero; learning rate 0.001.
 * @example
 * model.compile({
 *   optimizer: optimizers.ftrl({ learningRate: 0.1, l1RegularizationStrength: 0.001 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const ftrl = (options: FtrlOptions = {}): Ftrl => make('ftrl', Ftrl, options);

/**
 * For matrices, steps whose directions are all of one size; Adam for other weights; learning rate 0.001.
 * @example model.compile({ optimizer: optimizers.muon({ learningRate: 0.01 }), loss: 'categoricalCrossentropy' });
 */
export const muon = (options: MuonOptions | number = {}): Muon => make('muon', Muon, options);

/**
 * Adam that needs no schedule: weights are a running mean; learning rate 0.0025.
 * @example
 * model.compile({
 *   optimizer: optimizers.scheduleFreeAdamW({ warmupSteps: 10 }),
 *   loss: 'categoricalCrossentropy',
 * });
 */
export const scheduleFreeAdamW = (options: ScheduleFreeOptions | number = {}): ScheduleFreeAdamW =>
  make('scheduleFreeAdamW', ScheduleFreeAdamW, options);

export type { LearningRateSchedule } from './schedule.js';
export type {
  Adadelta,
  Adafactor,
  AdafactorOptions,
  Adagrad,
  Adam,
  Adamax,
  AdamOptions,
  AdamW,
  Ftrl,
  FtrlOptions,
  Lamb,
  Lion,
  LossScaleOptimizer,
  LossScaleOptions,
  Muon,
  MuonOptions,
  Nadam,
  Optimizer,
  OptimizerOptions,
  RMSprop,
  RmspropOptions,
  ScheduleFreeAdamW,
  ScheduleFreeOptions,
  SGD,
  SgdOptions,
};
export { lossScaleOptimizer };
