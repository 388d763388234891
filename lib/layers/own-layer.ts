// Base of the layers of Keras that tfjs lacks.
import type { InitializerName } from '../initializers/initializers.js';
import { tf } from '../tf.js';
import { type WeightSettings, weightSettings } from './weight-settings.js';

export type Shape = (number | null)[];
export type Inputs = tf.Tensor | tf.Tensor[];
export interface CallOptions {
  training?: boolean;
}

export interface OwnWeight {
  read(): tf.Tensor;
}

export abstract class OwnLayer extends tf.layers.Layer {
  private readonly settings: Record<string, WeightSettings> = {};

  /** The settings of a weight, which also go into the configuration. */
  protected weightArgs(args: object, name: string, initializer: InitializerName): void {
    this.settings[name] = weightSettings(args, name, initializer);
  }

  /** Makes the weight `name`, drawn and priced as the settings of `like` say. */
  protected makeWeight(name: string, shape: number[], like = name): OwnWeight {
    const { initializer, regularizer, constraint } = this.settings[like]!;
    return this.addWeight(name, shape, 'float32', initializer, regularizer, true, constraint);
  }

  /** A weight that nothing can be said of beforehand. */
  protected makePlainWeight(name: string, shape: number[], initializer: InitializerName): OwnWeight {
    return this.addWeight(name, shape, 'float32', weightSettings({}, name, initializer).initializer);
  }

  /** The one input's shape. */
  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return single(inputShape);
  }

  override call(inputs: Inputs, options: CallOptions = {}): tf.Tensor {
    return tf.tidy(() => this.run(inputs, options));
  }

  protected abstract run(inputs: Inputs, options: CallOptions): tf.Tensor;

  /** What was asked for beyond the weights. */
  protected abstract ownConfig(): Record<string, unknown>;

  override getConfig(): tf.serialization.ConfigDict {
    const weights = Object.values(this.settings).map((settings) => settings.config());
    return Object.assign(super.getConfig(), ...weights, this.ownConfig());
  }
}

/** The one shape, or the first of several. */
export const single = (shape: Shape | Shape[]): Shape =>
  (Array.isArray(shape[0]) ? shape[0] : shape) as Shape;

export const one = (inputs: Inputs): tf.Tensor => (Array.isArray(inputs) ? inputs[0]! : inputs);

/** The size of the axis, which must be known when weights are made. */
export function sizeOf(shape: Shape, axis: number, layer: string): number {
  const size = shape.at(axis);
  if (typeof size === 'number') return size;
  throw new Error(
    `${layer}: axis ${axis} of the input must have a known size. Received: [${shape.map((n) => n ?? 'any')}].`,
  );
}

/** Throws unless `axis`, one number or a list of one, is the last of `axes`. */
export function checkLastAxis(axis: unknown, axes: number, layer: string): void {
  const [first, ...others] = [axis ?? -1].flat();
  if (others.length === 0 && (first === -1 || first === axes - 1)) return;
  throw new Error(`${layer}: axis must be -1, the last. Received: ${axis}.`);
}

/** A number, or a list of them, as a list of `count`. */
export const repeated = (given: number | readonly number[], count: number): number[] =>
  Array.isArray(given) ? [...given] : Array.from({ length: count }, () => given as number);
