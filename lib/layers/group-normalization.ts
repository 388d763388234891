// Normalizations that look at each sample by itself, whatever the batch.
import { tf } from '../tf.js';
import type { LayerArgs } from './args.js';
import {
  checkLastAxis,
  type Inputs,
  OwnLayer,
  type OwnWeight,
  one,
  type Shape,
  single,
  sizeOf,
} from './own-layer.js';
import { register } from './tfjs-bases.js';

export class GroupNormalization extends OwnLayer {
  static readonly className = 'GroupNormalization';
  readonly groups: number;
  private readonly axis: number | number[];
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
  private gamma: OwnWeight | undefined;
  private beta: OwnWeight | undefined;

  constructor(args: {
    groups?: number;
    epsilon?: number;
    center?: boolean;
    scale?: boolean;
    axis?: number | number[];
  }) {
    super(args as LayerArgs);
    this.groups = args.groups ?? 32;
    this.epsilon = args.epsilon ?? 0.001;
    this.center = args.center ?? true;
    this.scale = args.scale ?? true;
    this.axis = args.axis ?? -1;
    this.weightArgs(args, 'gamma', 'ones');
    this.weightArgs(args, 'beta', 'zeros');
  }

  override build(inputShape: Shape | Shape[]): void {
    checkLastAxis(this.axis, single(inputShape).length, 'groupNormalization');
    const channels = sizeOf(single(inputShape), -1, 'groupNormalization');
    if (channels % this.countOf(channels) !== 0) {
      throw new Error(
        `groupNormalization: ${channels} channels cannot be parted into ${this.groups} equal groups.`,
      );
    }
    if (this.scale) this.gamma = this.makeWeight('gamma', [channels]);
    if (this.center) this.beta = this.makeWeight('beta', [channels]);
    this.built = true;
  }

  /** -1: each channel is its own group. */
  private countOf(channels: number): number {
    return this.groups === -1 ? channels : this.groups;
  }

  protected run(inputs: Inputs): tf.Tensor {
    const input = one(inputs);
    const channels = input.shape.at(-1)!;
    const groups = this.countOf(channels);
    const parted = tf.reshape(input, [input.shape[0]!, -1, groups, channels / groups]);
    const { mean, variance } = tf.moments(parted, [1, 3], true);
    const even = tf.div(tf.sub(parted, mean), tf.sqrt(tf.add(variance, this.epsilon)));
    const whole = tf.reshape(even, input.shape);
    const scaled = this.gamma ? tf.mul(whole, this.gamma.read()) : whole;
    return this.beta ? tf.add(scaled, this.beta.read()) : scaled;
  }

  protected ownConfig(): Record<string, unknown> {
    const { groups, epsilon, center, scale } = this;
    return { groups, axis: -1, epsilon, center, scale };
  }
}
register(GroupNormalization);

export class RMSNormalization extends OwnLayer {
  static readonly className = 'RMSNormalization';
  private readonly axis: number | number[];
  readonly epsilon: number;
  private weight: OwnWeight | undefined;

  constructor(args: { epsilon?: number; axis?: number | number[] }) {
    super(args as LayerArgs);
    this.epsilon = args.epsilon ?? 1e-6;
    this.axis = args.axis ?? -1;
  }

  override build(inputShape: Shape | Shape[]): void {
    checkLastAxis(this.axis, single(inputShape).length, 'rmsNormalization');
    this.weight = this.makePlainWeight('scale', [sizeOf(single(inputShape), -1, 'rmsNormalization')], 'ones');
    this.built = true;
  }

  protected run(inputs: Inputs): tf.Tensor {
    const input = one(inputs);
    const square = tf.mean(tf.square(input), -1, true);
    return tf.mul(tf.div(input, tf.sqrt(tf.add(square, this.epsilon))), this.weight!.read());
  }

  protected ownConfig(): Record<string, unknown> {
    return { axis: -1, epsilon: this.epsilon };
  }
}
register(RMSNormalization);

export class UnitNormalization extends OwnLayer {
  static readonly className = 'UnitNormalization';
  readonly axis: number | number[];

  constructor(args: { axis?: number | number[] }) {
    super(args as LayerArgs);
    this.axis = args.axis ?? -1;
  }

  protected run(inputs: Inputs): tf.Tensor {
    const input = one(inputs);
    const squares = tf.sum(tf.square(input), this.axis, true);
    return tf.div(input, tf.sqrt(tf.maximum(squares, 1e-24)));
  }

  protected ownConfig(): Record<string, unknown> {
    return { axis: this.axis };
  }
}
register(UnitNormalization);
