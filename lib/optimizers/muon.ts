// Muon: for matrices, steps whose directions are all of one size; Adam for everything else.
import { tf } from '../tf.js';
import { biasCorrection, moveMean } from './adam.js';
import { Optimizer, type OptimizerOptions, type Slots } from './optimizer.js';

export interface MuonOptions extends OptimizerOptions {
  /** Decay of the gradients' mean, where Adam is used. Default 0.9. */
  adamBeta1?: number;
  /** Decay of the squared gradients' mean, where Adam is used. Default 0.999. */
  adamBeta2?: number;
  /** Weight decay where Adam is used. Default 0.004. */
  adamWeightDecay?: number;
  /** How much larger the rate is where Adam is used. Default 1. */
  adamLrRatio?: number;
  /** Keeps the divisor from zero. Default 1e-7. */
  epsilon?: number;
  /** Parts of weights' names, as regular expressions, for which Adam is used. */
  excludeLayers?: string[];
  /** Uses Adam for embeddings. Default true. */
  excludeEmbeddings?: boolean;
  /** Coefficients of the iteration that makes directions equal. Defaults 3.4445, -4.775, 2.0315. */
  muonA?: number;
  muonB?: number;
  muonC?: number;
  /** Share of the last change that is added to the next one. Default 0.95. */
  momentum?: number;
  /** Iterations. Default 5. */
  nsSteps?: number;
  /** Looks ahead by the momentum. Default true. */
  nesterov?: boolean;
  /** Size of a step, in shares of the root of the longer side; null: as it is. Default 0.2. */
  rmsRate?: number | null;
}

const defaults = {
  ...{ adamBeta1: 0.9, adamBeta2: 0.999, adamWeightDecay: 0.004, adamLrRatio: 1, epsilon: 1e-7 },
  ...{ excludeLayers: [] as string[], excludeEmbeddings: true, muonA: 3.4445, muonB: -4.775, muonC: 2.0315 },
  ...{ momentum: 0.95, nsSteps: 5, nesterov: true, rmsRate: 0.2 as number | null },
};

/** Momentum brought to equal directions by Newton and Schulz' iteration (Jordan et al., 2024). */
export class Muon extends Optimizer {
  static readonly className = 'Muon';
  protected readonly slotNames = ['momentum', 'velocity'];
  readonly settings: typeof defaults;

  constructor(options: MuonOptions = {}) {
    super({ weightDecay: 0.004, ...options }, 0.001);
    const given = Object.entries(options).filter(([name, value]) => name in defaults && value !== undefined);
    this.settings = { ...defaults, ...Object.fromEntries(given) };
  }

  override slotNamesOf(weight: tf.Variable): readonly string[] {
    return this.#usesAdam(weight) ? this.slotNames : ['momentum'];
  }

  #usesAdam({ rank, name }: tf.Variable): boolean {
    const { excludeEmbeddings, excludeLayers } = this.settings;
    if (rank !== 2) return true;
    if (excludeEmbeddings && name.toLowerCase().includes('embedding')) return true;
    return excludeLayers.some((part) => new RegExp(part).test(name));
  }

  protected override decayOf(weight: tf.Variable): number | undefined {
    return this.#usesAdam(weight) ? this.settings.adamWeightDecay : this.options.weightDecay;
  }

  update(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    if (slots.velocity) this.#byAdam(weight, gradient, slots, rate, step);
    else this.#byMatrix(weight, gradient, slots.momentum!, rate);
  }

  #byAdam(weight: tf.Variable, gradient: tf.Tensor, slots: Slots, rate: tf.Scalar, step: tf.Scalar): void {
    const { adamBeta1, adamBeta2, adamLrRatio, epsilon } = this.settings;
    const root = tf.sqrt(biasCorrection(adamBeta2, step));
    const scale = tf.div(tf.mul(tf.mul(rate, adamLrRatio), root), biasCorrection(adamBeta1, step));
    moveMean(slots.momentum!, gradient, adamBeta1);
    moveMean(slots.velocity!, tf.square(gradient), adamBeta2);
    const divisor = tf.add(tf.sqrt(slots.velocity!), epsilon);
    weight.assign(tf.sub(weight, tf.div(tf.mul(slots.momentum!, scale), divisor)));
  }

  #byMatrix(weight: tf.Variable, gradient: tf.Tensor, mean: tf.Variable, rate: tf.Scalar): void {
    const { momentum, nesterov, rmsRate } = this.settings;
    mean.assign(tf.add(tf.mul(mean, momentum), gradient));
    const way = nesterov ? tf.add(gradient, tf.mul(mean, momentum)) : mean;
    const size = rmsRate === null ? 1 : Math.sqrt(Math.max(...weight.shape)) * rmsRate;
    weight.assign(tf.sub(weight, tf.mul(tf.mul(this.#equalized(way), rate), size)));
  }

  /** The matrix with all its singular values near 1. */
  #equalized(given: tf.Tensor): tf.Tensor {
    const { muonA, muonB, muonC, nsSteps } = this.settings;
    const isTall = given.shape[0]! > given.shape[1]!;
    const wide = isTall ? tf.transpose(given) : given;
    let x = tf.div(wide, tf.add(tf.sqrt(tf.sum(tf.square(wide))), 1e-7)) as tf.Tensor2D;
    for (let i = 0; i < nsSteps; i++) {
      const square = tf.matMul(x, x, false, true);
      const both = tf.add(tf.mul(square, muonB), tf.matMul(tf.mul(square, muonC), square)) as tf.Tensor2D;
      x = tf.add(tf.mul(x, muonA), tf.matMul(both, x));
    }
    return isTall ? tf.transpose(x) : x;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { settings } = this;
    return {
      ...super.getConfig(),
      adam_beta_1: settings.adamBeta1,
      adam_beta_2: settings.adamBeta2,
      epsilon: settings.epsilon,
      exclude_layers: settings.excludeLayers,
      muon_a: settings.muonA,
      muon_b: settings.muonB,
      muon_c: settings.muonC,
      adam_lr_ratio: settings.adamLrRatio,
      momentum: settings.momentum,
      ns_steps: settings.nsSteps,
      nesterov: settings.nesterov,
      exclude_embeddings: settings.excludeEmbeddings,
      adam_weight_decay: settings.adamWeightDecay,
      rms_rate: settings.rmsRate,
    };
  }
}
