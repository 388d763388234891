// A layer's variable: the numbers, and how they are drawn, charged and held.

import { toPrecision } from '../precision.js';
import { tf } from '../tf.js';
import { holdWeakly } from '../weak-variables.js';
import type { Shape } from './shape.js';
import { countWeight } from './weight-limit.js';

/** Draws a variable's first numbers. */
export interface WeightInitializer {
  apply(shape: number[], dtype?: tf.DataType): tf.Tensor;
}

/** What a weight adds to the loss. */
export interface WeightRegularizer {
  apply(weight: tf.Tensor): tf.Tensor;
}

/** Brings a weight back within its limits after each update. */
export interface WeightConstraint {
  apply(weight: tf.Tensor): tf.Tensor;
}

/** How a variable is made. */
export interface VariableSettings {
  readonly initializer: WeightInitializer;
  readonly regularizer?: WeightRegularizer | null;
  readonly constraint?: WeightConstraint | null;
  /** Whether an optimizer may ever change it. Default true. */
  readonly trainable?: boolean;
  /** Default `float32`. */
  readonly dtype?: tf.DataType;
  /** The type that Keras' files hold it in. Default: its own. */
  readonly fileType?: 'int8';
  /** Whether files hold it. Default true. */
  readonly isStored?: boolean;
}

let count = 0;
const names = new Map<string, number>();

/** A variable of a layer. */
export class LayerVariable {
  readonly id = count++;
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: tf.DataType;
  readonly regularizer: WeightRegularizer | null;
  readonly constraint: WeightConstraint | null;
  readonly fileType: 'int8' | undefined;
  /** False: training leaves it alone for now. */
  trainable: boolean;
  readonly #value: tf.Variable;

  constructor(
    readonly originalName: string,
    shape: number[],
    settings: VariableSettings,
  ) {
    countWeight(originalName, shape, settings.isStored);
    const { initializer, regularizer = null, constraint = null, trainable = true } = settings;
    this.dtype = settings.dtype ?? 'float32';
    this.name = uniqueName(originalName);
    this.shape = shape;
    this.regularizer = regularizer;
    this.constraint = constraint;
    this.fileType = settings.fileType;
    this.trainable = trainable;
    this.#value = tf.tidy(() => {
      const value = initializer.apply(shape, this.dtype);
      return holdWeakly(tf.variable(value, trainable, this.name, this.dtype));
    });
  }

  get isDisposed(): boolean {
    return this.#value.isDisposed;
  }

  /** The variable itself. */
  read(): tf.Variable {
    if (!this.isDisposed) return this.#value;
    throw new Error(`The weight '${this.name}' was disposed of with its layer.`);
  }

  /** The variable itself, by the name that TensorFlow.js' programs use: `weights.map(({ val }) => val)`. */
  get val(): tf.Variable {
    return this.read();
  }

  /** Puts numbers of the same shape in. */
  write(value: tf.Tensor): this {
    const variable = this.read();
    // A variable keeps its type, as in Keras, whatever it is given.
    if (variable !== value) variable.assign(toPrecision(value, 'float32'));
    return this;
  }

  dispose(): void {
    this.#value.dispose();
  }
}

/** TensorFlow.js knows each variable by a name of its own. */
function uniqueName(original: string): string {
  const used = names.get(original) ?? 0;
  names.set(original, used + 1);
  const name = used === 0 ? original : `${original}_${used}`;
  return name in tf.engine().registeredVariables ? uniqueName(original) : name;
}
