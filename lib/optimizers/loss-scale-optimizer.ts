// Keeps gradients of float16 from vanishing: the loss is multiplied by a scale before gradients are taken, and they are
// divided by it before another optimizer uses them.
import { checkOptions, checkWhole, received } from '../core/messages.js';
import { tf } from '../tf.js';
import { Optimizer, type Slots } from './optimizer.js';
import type { LearningRateSchedule } from './schedule.js';
import { hidden, type NamedTensor, pairUp } from './variables.js';

/** What a loss scale optimizer takes beside the one that it wraps. */
export interface LossScaleOptions {
  /** The scale at first. Default 32768. */
  initialScale?: number;
  /** Steps with finite gradients after which the scale doubles. Default 2000. */
  dynamicGrowthSteps?: number;
}

/** State of its own, in the order of Keras' files; the first two are Keras' base class's and never used. */
interface Own {
  readonly iterations: tf.Variable;
  readonly rate: tf.Variable;
  readonly stepCounter: tf.Variable<tf.Rank.R0>;
  readonly dynamicScale: tf.Variable<tf.Rank.R0>;
}

/** As Keras' `LossScaleOptimizer`. */
export class LossScaleOptimizer extends Optimizer {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.isPrototypeOf.call(LossScaleOptimizer.prototype, value as object);
  }

  static readonly className: string = 'LossScaleOptimizer';
  protected readonly slotNames: readonly string[] = [];
  readonly initialScale: number;
  readonly dynamicGrowthSteps: number;
  #own: Own | undefined;

  /** @param innerOptimizer what changes weights; a `lossScaleFactor` of its own counts no more */
  constructor(
    readonly innerOptimizer: Optimizer,
    { initialScale = 2 ** 15, dynamicGrowthSteps = 2000 }: LossScaleOptions = {},
  ) {
    super({}, 0);
    this.initialScale = initialScale;
    this.dynamicGrowthSteps = dynamicGrowthSteps;
    innerOptimizer.leaveLossAsItIs();
  }

  /** The scale in force. */
  get dynamicScale(): number {
    return this.#state.dynamicScale.dataSync()[0]!;
  }

  /** Steps with finite gradients since the scale last changed. */
  get stepCounter(): number {
    return this.#state.stepCounter.dataSync()[0]!;
  }

  /**
   * The loss to take gradients of, in a training loop of one's own.
   * @example
   * const optimizer = optimizers.lossScaleOptimizer(optimizers.sgd(), { initialScale: 1024 });
   * optimizer.scaleLoss(tf.scalar(0.5)).print(); // 512
   */
  scaleLoss(loss: tf.Tensor): tf.Scalar {
    return tf.mul(loss, this.#state.dynamicScale) as tf.Scalar;
  }

  /** Gradients of the scaled loss; the loss that comes with them is not scaled. */
  override computeGradients(f: () => tf.Scalar, varList?: tf.Variable[]) {
    let loss: tf.Scalar | undefined;
    const { value, grads } = super.computeGradients(() => {
      loss = tf.keep(f());
      return this.scaleLoss(loss);
    }, varList);
    value.dispose();
    return { value: loss!, grads };
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    tf.tidy(() => {
      const pairs = pairUp(gradients);
      const weights = pairs.map(({ weight }) => weight);
      this.build(weights);
      const { dynamicScale } = this.#state;
      const areFinite = allFinite(pairs.map(({ gradient }) => gradient));
      // Each step of a graph computes the same: where gradients are not finite, what the update changed is put back.
      const changed = [...new Set([...weights, ...this.innerOptimizer.variablesFor(weights)])];
      const before = changed.map((variable) => tf.clone(variable as tf.Tensor));
      this.innerOptimizer.applyGradients(
        pairs.map(({ weight, gradient }) => ({ name: weight.name, tensor: tf.div(gradient, dynamicScale) })),
      );
      changed.forEach((variable, i) => {
        variable.assign(tf.where(areFinite, variable as tf.Tensor, before[i]!));
      });
      this.#adapt(areFinite);
    });
  }

  /** Doubles the scale after so many steps with finite gradients, and halves it after one without. */
  #adapt(areFinite: tf.Tensor): void {
    const { stepCounter, dynamicScale } = this.#state;
    const isLast = tf.equal(stepCounter, tf.scalar(this.dynamicGrowthSteps - 1, 'int32'));
    const factor = tf.where(areFinite, tf.where(isLast, tf.scalar(2), tf.scalar(1)), tf.scalar(0.5));
    const next = tf.add(stepCounter, tf.scalar(1, 'int32'));
    const goesOn = tf.logicalAnd(areFinite, tf.logicalNot(isLast));
    stepCounter.assign(tf.where(goesOn, next, tf.scalar(0, 'int32')) as tf.Scalar);
    dynamicScale.assign(tf.mul(dynamicScale, factor) as tf.Scalar);
  }

  override update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar) {
    this.innerOptimizer.update(weight, gradient, slots, rate, step);
  }

  override build(weights: readonly tf.Variable[]): void {
    void this.#state;
    this.innerOptimizer.build(weights);
  }

  override variablesFor(weights: readonly tf.Variable[]): tf.Variable[] {
    return [...this.#ownVariables, ...this.innerOptimizer.variablesFor(weights)];
  }

  override get variables(): tf.Variable[] {
    return [...this.#ownVariables, ...this.innerOptimizer.variables];
  }

  get #ownVariables(): tf.Variable[] {
    const { iterations, rate, stepCounter, dynamicScale } = this.#state;
    return [iterations, rate, stepCounter, dynamicScale] as tf.Variable[];
  }

  get #state(): Own {
    this.#own ??= {
      iterations: hidden(() => tf.scalar(0, 'int32')),
      rate: hidden(() => tf.scalar(0)),
      stepCounter: hidden(() => tf.scalar(0, 'int32')),
      dynamicScale: hidden(() => tf.scalar(this.initialScale)),
    };
    return this.#own;
  }

  // ── The inner optimizer's ──

  override get schedule(): LearningRateSchedule | undefined {
    return this.innerOptimizer.schedule;
  }

  override get learningRate(): number {
    return this.innerOptimizer.learningRate;
  }

  override set learningRate(rate: number) {
    this.innerOptimizer.learningRate = rate;
  }

  override get learningRateVariable(): tf.Variable<tf.Rank.R0> {
    return this.innerOptimizer.learningRateVariable;
  }

  override get iterationsVariable(): tf.Variable<tf.Rank.R0> {
    return this.innerOptimizer.iterationsVariable;
  }

  override get iterations(): number {
    return this.innerOptimizer.iterations;
  }

  override get doesMoreThanUpdate(): boolean {
    return true;
  }

  override get averages() {
    return this.innerOptimizer.averages;
  }

  override slots(weight: tf.Variable): Slots {
    return this.innerOptimizer.slots(weight);
  }

  override forget(weights: readonly string[]): void {
    this.innerOptimizer.forget(weights);
  }

  override finish(): void {
    this.innerOptimizer.finish();
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { innerOptimizer, initialScale, dynamicGrowthSteps } = this;
    return {
      inner_optimizer: { class_name: innerOptimizer.getClassName(), config: innerOptimizer.getConfig() },
      initial_scale: initialScale,
      dynamic_growth_steps: dynamicGrowthSteps,
    };
  }

  override dispose(): void {
    if (this.#own) tf.dispose(Object.values(this.#own));
    this.#own = undefined;
    this.innerOptimizer.dispose();
  }
}

function allFinite(gradients: readonly tf.Tensor[]): tf.Tensor {
  const each = gradients.map((gradient) => tf.all(tf.isFinite(gradient)));
  return each.reduce((all, one) => tf.logicalAnd(all, one), tf.scalar(true, 'bool') as tf.Tensor);
}

/**
 * Has another optimizer train by a scaled loss, so that gradients of float16 do not vanish: at gradients that are not
 * finite the step is left out and the scale halved, and after `dynamicGrowthSteps` steps without any it is doubled. `compile`
 * puts it around the optimizer of a model of `mixed_float16` by itself; in a training loop of one's own, take gradients
 * of `scaleLoss(loss)`. Keras: `LossScaleOptimizer`.
 * @param innerOptimizer what changes weights
 * @throws where it is no optimizer of ours, or an option is out of range
 * @example
 * const optimizer = optimizers.lossScaleOptimizer(optimizers.adam(), { initialScale: 2 ** 10 });
 * optimizer.dynamicScale // 1024
 */
export function lossScaleOptimizer(
  innerOptimizer: Optimizer,
  options: LossScaleOptions = {},
): LossScaleOptimizer {
  const where = 'lossScaleOptimizer';
  if (!(innerOptimizer instanceof Optimizer) || innerOptimizer instanceof LossScaleOptimizer)
    throw new Error(
      `${where}: innerOptimizer must be one of optimizers.…, such as optimizers.adam(). Received: ${received(innerOptimizer)}.`,
    );
  checkOptions(where, options, ['initialScale', 'dynamicGrowthSteps']);
  const { initialScale = 1, dynamicGrowthSteps = 1 } = options;
  if (!(Number.isFinite(initialScale) && initialScale > 0))
    throw new Error(`${where}: initialScale must be a number above 0. Received: ${received(initialScale)}.`);
  checkWhole(where, 'dynamicGrowthSteps', dynamicGrowthSteps, 1);
  return new LossScaleOptimizer(innerOptimizer, options);
}
