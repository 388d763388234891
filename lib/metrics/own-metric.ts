// A metric class of one's own: extend `metrics.Metric`, keep variables, change them in `updateState`.
import { toSnakeCase } from '../core/names.js';
import type { Shape } from '../core/shape.js';
import { hidden } from '../optimizers/variables.js';
import { tf } from '../tf.js';
import { BaseMetric, type Direction } from './metric.js';

/** A metric that a class of one's own describes. */
export interface UserMetric {
  /** The key in logs and history. */
  readonly name: string;
  /** Whether more of it is better, or less; by it `earlyStopping` goes. Default: not known. */
  readonly direction: Direction;
  /** Makes a variable of the metric's, zero at the start; `assign` in {@link updateState} changes it. */
  addVariable(shape: number[], options?: { initialValue?: number }): tf.Variable;
  /** Adds a batch to the variables. Tensor ops only: it runs within compiled steps. */
  updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): void;
  /** The value so far. */
  result(): tf.Tensor | number;
  /** Sets the variables to where they started; fit does so before each epoch. */
  resetState(): void;
  /** What makes it again. */
  getConfig(): Record<string, unknown>;
}

abstract class OwnMetric extends BaseMetric {
  readonly direction: Direction = undefined;
  readonly className: string;
  readonly #variables: { variable: tf.Variable; start: number }[] = [];

  constructor({ name }: { name?: string } = {}) {
    super(name ?? toSnakeCase(new.target.name));
    this.className = new.target.name;
  }

  addVariable(shape: number[], { initialValue = 0 }: { initialValue?: number } = {}): tf.Variable {
    const variable = hidden(() => tf.fill(shape, initialValue));
    this.#variables.push({ variable, start: initialValue });
    return variable;
  }

  abstract override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): void;
  abstract override result(): tf.Tensor | number;

  resetState(): void {
    tf.tidy(() => {
      for (const { variable, start } of this.#variables) variable.assign(tf.fill(variable.shape, start));
    });
  }

  getConfig(): Record<string, unknown> {
    return { name: this.name };
  }

  override config(): Record<string, unknown> {
    return this.getConfig();
  }

  // ── As a step sees it: what it gathers lies in its variables, not in the step's sums ──

  width(_outputs: Shape): number {
    return 1;
  }

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    this.updateState(yTrue, yPred, weights);
    return tf.zeros([1]);
  }

  read(_sums: ArrayLike<number>): number {
    return tf.tidy(() => {
      const value = this.result();
      return typeof value === 'number' ? value : value.dataSync()[0]!;
    });
  }
}

/**
 * Base of metric classes of one's own. Keras: `Metric`.
 * @example
 * class Largest extends metrics.Metric {
 *   most = this.addVariable([]);
 *   override updateState(yTrue: tf.Tensor, yPred: tf.Tensor) {
 *     this.most.assign(tf.maximum(this.most, tf.max(tf.abs(tf.sub(yTrue, yPred)))));
 *   }
 *   override result() { return this.most; }
 * }
 * const largest = new Largest();
 * largest.updateState(tf.tensor1d([1, 2]), tf.tensor1d([1, 5]));
 * largest.result().print(); // 3
 */
export const Metric: abstract new (options?: { name?: string }) => UserMetric = OwnMetric;
