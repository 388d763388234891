// The base of our optimizers: Keras' update rules as tensor ops, all state in variables, so that a step can be
// traced into a graph. They are tf.Optimizers too and serve `minimize` as well.
import { tf } from '../tf.js';
import { limitGradients } from './clip.js';
import { type Descent, GatheredGradients } from './gathered-gradients.js';
import { MovingAverages } from './moving-averages.js';
import type { LearningRateSchedule } from './schedule.js';
import { hidden, type NamedTensor, pairUp } from './variables.js';

/** What all optimizers take. */
export interface OptimizerOptions {
  /** A number, or a schedule (`optimizers.schedules.cosineDecay({…})`). */
  learningRate?: number | LearningRateSchedule;
  /** Scales each gradient down to at most this L2 norm. */
  clipnorm?: number;
  /** Cuts each gradient's numbers to ± this. */
  clipvalue?: number;
  /** Scales all gradients together down to at most this L2 norm. */
  globalClipnorm?: number;
  /** Shrinks weights by this share times the learning rate at each step, apart from the loss. */
  weightDecay?: number;
  /** Keeps a moving average of each weight, which takes the weight's place where `fit` ends. Default false. */
  useEma?: boolean;
  /** How much of the average stays at each step. Default 0.99. */
  emaMomentum?: number;
  /** Steps after which weights become their averages, again and again. Default: only where `fit` ends. */
  emaOverwriteFrequency?: number;
  /** The loss is multiplied by it before gradients are taken, and they are divided by it. Default: not. */
  lossScaleFactor?: number;
  /** Updates once in so many steps, by the mean of their gradients: as if the batch were larger. At least 2. */
  gradientAccumulationSteps?: number;
}

/**
 * What an optimizer remembers of one weight, by name.
 * @inline
 */
export type Slots = Record<string, tf.Variable>;

/** What `compile` takes as an optimizer beside a name: one of `optimizers`. */
export abstract class Optimizer extends tf.Optimizer {
  /** tf.Optimizer calls anything with its methods an instance; here class counts. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.isPrototypeOf.call(Optimizer.prototype, value as object);
  }

  #options: Readonly<OptimizerOptions>;
  private rate: number;
  private readonly slotsOf = new Map<string, Slots>();
  private rateVariable: tf.Variable<tf.Rank.R0> | undefined;
  private countVariable: tf.Variable<tf.Rank.R0> | undefined;
  /** Weights by name; not kept in memory by this. */
  readonly #weights = new Map<string, WeakRef<tf.Variable>>();
  readonly #averages: MovingAverages | undefined;
  readonly #gathered: GatheredGradients | undefined;

  constructor(options: OptimizerOptions, defaultRate: number) {
    super();
    this.#options = options;
    const { useEma, emaMomentum = 0.99, emaOverwriteFrequency, gradientAccumulationSteps } = options;
    if (useEma)
      this.#averages = new MovingAverages({
        momentum: emaMomentum,
        overwriteFrequency: emaOverwriteFrequency,
      });
    if (gradientAccumulationSteps) this.#gathered = new GatheredGradients(gradientAccumulationSteps);
    this.rate = typeof options.learningRate === 'number' ? options.learningRate : defaultRate;
  }

  get options(): Readonly<OptimizerOptions> {
    return this.#options;
  }

  /** Its loss is scaled by others from here on. */
  leaveLossAsItIs(): void {
    const { lossScaleFactor: _, ...others } = this.#options;
    this.#options = others;
  }

  /** Names and first values of what is remembered of a weight. */
  protected abstract readonly slotNames: readonly string[];
  /** The rule: assigns the weight's new value. `step` counts from 1. */
  abstract update(
    weight: tf.Variable,
    gradient: tf.Tensor,
    slots: Slots,
    rate: tf.Scalar,
    step: tf.Scalar,
  ): void;

  protected slotStart(_name: string, shape: number[], _weight: tf.Variable): tf.Tensor {
    return tf.zeros(shape);
  }

  /** Of the names, those that this weight has. */
  slotNamesOf(_weight: tf.Variable): readonly string[] {
    return this.slotNames;
  }

  /** How much the weight shrinks at each step, apart from the loss. */
  protected decayOf(_weight: tf.Variable): number | undefined {
    return this.options.weightDecay;
  }

  get schedule(): LearningRateSchedule | undefined {
    const { learningRate } = this.options;
    return typeof learningRate === 'object' ? learningRate : undefined;
  }

  /** The learning rate in force; setting it takes effect at the next step. */
  get learningRate(): number {
    if (!this.schedule) return this.rate;
    return tf.tidy(() => this.schedule!.at(tf.cast(this.iterationsVariable, 'float32')).dataSync()[0]!);
  }

  set learningRate(rate: number) {
    if (this.schedule) {
      throw new Error('The learning rate of this optimizer follows a schedule and cannot be set as well.');
    }
    this.rate = rate;
    if (this.rateVariable) tf.tidy(() => this.rateVariable!.assign(tf.scalar(rate)));
  }

  get learningRateVariable(): tf.Variable<tf.Rank.R0> {
    this.rateVariable ??= hidden(() => tf.scalar(this.rate));
    return this.rateVariable;
  }

  /** How many steps were done, as it lies on the device. */
  get iterationsVariable(): tf.Variable<tf.Rank.R0> {
    this.countVariable ??= hidden(() => tf.scalar(0, 'int32'));
    return this.countVariable;
  }

  /** How many updates were done. */
  override get iterations(): number {
    return Math.floor((this.countVariable?.dataSync()[0] ?? 0) / (this.#gathered?.steps ?? 1));
  }

  /** Whether a step does more than the rule. */
  get doesMoreThanUpdate(): boolean {
    return this.#averages !== undefined || this.#gathered !== undefined;
  }

  /** What is remembered of a weight; made at the first call. */
  slots(weight: tf.Variable): Slots {
    const known = this.slotsOf.get(weight.name);
    if (known) return known;
    const make = (name: string): [string, tf.Variable] => [
      name,
      hidden(() => this.slotStart(name, weight.shape, weight)),
    ];
    const slots = Object.fromEntries(this.slotNamesOf(weight).map(make));
    this.slotsOf.set(weight.name, slots);
    this.#weights.set(weight.name, new WeakRef(weight));
    return slots;
  }

  /** Frees what is remembered of weights. */
  forget(weights: readonly string[]): void {
    for (const name of weights) {
      tf.dispose(this.slotsOf.get(name) ?? {});
      this.slotsOf.delete(name);
      this.#weights.delete(name);
    }
  }

  /** Makes every variable that updating `weights` will need. */
  build(weights: readonly tf.Variable[]): void {
    for (const weight of weights) {
      this.slots(weight);
      this.#averages?.of(weight);
      this.#gathered?.of(weight);
    }
    void this.learningRateVariable;
    void this.iterationsVariable;
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    tf.tidy(() => {
      const pairs = pairUp(gradients);
      this.build(pairs.map(({ weight }) => weight));
      const done = tf.cast(this.iterationsVariable, 'float32') as tf.Scalar;
      const updates: tf.Scalar = this.#gathered
        ? (tf.floor(tf.div(done, this.#gathered.steps)) as tf.Scalar)
        : done;
      const descend = (means: Descent[]): void => this.#descend(means, done, updates);
      if (this.#gathered) this.#gathered.update(pairs, done, this.#changedBy(pairs), descend);
      else descend(pairs);
      this.#averages?.move(updates);
      this.iterationsVariable.assign(tf.add(this.iterationsVariable, tf.scalar(1, 'int32')));
    });
  }

  #descend(pairs: Descent[], done: tf.Scalar, updates: tf.Scalar): void {
    const limited = limitGradients(
      pairs.map(({ gradient }) => gradient),
      this.options,
    );
    const rate = this.schedule ? (this.schedule.at(done) as tf.Scalar) : this.learningRateVariable;
    const step: tf.Scalar = tf.add(updates, 1);
    this.startStep(step);
    pairs.forEach(({ weight }, i) => {
      this.decayWeight(weight, rate);
      this.update(weight, limited[i]!, this.slots(weight), rate, step);
    });
  }

  #changedBy(pairs: readonly Descent[]): tf.Variable[] {
    const own = pairs.flatMap(({ weight }) => [weight, ...Object.values(this.slots(weight))]);
    return [...own, ...this.sharedSlots];
  }

  /** What is remembered of all weights together. */
  protected get sharedSlots(): readonly tf.Variable[] {
    return [];
  }

  /** What is left to do where training ends: weights become their averages. */
  finish(): void {
    this.#averages?.overwrite();
  }

  /** @internal The moving averages of weights, with `useEma`. */
  get averages(): MovingAverages | undefined {
    return this.#averages;
  }

  /** For what is worked out once a step. */
  protected startStep(_step: tf.Scalar): void {}

  private decayWeight(weight: tf.Variable, rate: tf.Scalar): void {
    const weightDecay = this.decayOf(weight);
    if (weightDecay) weight.assign(tf.sub(weight, tf.mul(weight, tf.mul(rate, weightDecay))));
  }

  /** The slots as Keras makes them: those of a group weight by weight, group after group. */
  protected get slotGroups(): readonly (readonly string[])[] {
    return [this.slotNames];
  }

  /** {@link variablesFor} all weights that it has changed, or was built for. Keras: `variables`. */
  get variables(): tf.Variable[] {
    const weights = [...this.#weights.values()].map((one) => one.deref());
    return this.variablesFor(weights.filter((one) => one !== undefined && !one.isDisposed) as tf.Variable[]);
  }

  /** Everything in Keras' order: iterations, learning rate (where no schedule sets it), slots. */
  variablesFor(weights: readonly tf.Variable[]): tf.Variable[] {
    const slots = this.slotGroups.flatMap((group) =>
      weights.flatMap((weight) => group.flatMap((name) => this.slots(weight)[name] ?? [])),
    );
    const before = [this.#averages, this.#gathered].flatMap((kept) =>
      kept ? weights.map((weight) => kept.of(weight)) : [],
    );
    const rate = this.schedule ? [] : [this.learningRateVariable];
    return [this.iterationsVariable, ...rate, ...before, ...slots, ...this.sharedSlots];
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { clipnorm = null, clipvalue = null, globalClipnorm = null, weightDecay = null } = this.options;
    const { useEma = false, emaMomentum = 0.99, emaOverwriteFrequency = null } = this.options;
    const { gradientAccumulationSteps = null, lossScaleFactor = null } = this.options;
    const learning_rate = this.schedule
      ? { class_name: this.schedule.className, config: { ...this.schedule.config } }
      : this.rate;
    return {
      learning_rate,
      clipnorm,
      clipvalue,
      global_clipnorm: globalClipnorm,
      weight_decay: weightDecay,
      use_ema: useEma,
      ema_momentum: emaMomentum,
      ema_overwrite_frequency: emaOverwriteFrequency,
      gradient_accumulation_steps: gradientAccumulationSteps,
      loss_scale_factor: lossScaleFactor,
    };
  }

  override dispose(): void {
    for (const slots of this.slotsOf.values()) tf.dispose(slots);
    this.slotsOf.clear();
    this.#weights.clear();
    this.#averages?.dispose();
    this.#gathered?.dispose();
    this.rateVariable?.dispose();
    this.countVariable?.dispose();
    this.rateVariable = undefined;
    this.countVariable = undefined;
  }
}
