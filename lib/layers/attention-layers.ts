// Attention: each query looks through the values and takes of each as much as its key fits.
import { tf } from '../tf.js';
import type { LayerArgs } from './args.js';
import { drop } from './chance.js';
import { type CallOptions, type Inputs, OwnLayer, type OwnWeight, type Shape, sizeOf } from './own-layer.js';
import { register } from './tfjs-bases.js';

interface Settings {
  useScale?: boolean;
  dropout?: number;
}

/** Query, value and, unless it is the value, key. */
export function triple<T>(inputs: T | T[], layer: string): [query: T, value: T, key: T] {
  const list = Array.isArray(inputs) ? inputs : [inputs];
  const [query, value, key = value] = list;
  if (list.length < 2 || list.length > 3) {
    throw new Error(
      `${layer}: expected [query, value] or [query, value, key]; for self-attention [x, x]. Received: ${list.length} input.`,
    );
  }
  return [query!, value!, key!];
}

/** The scores' softmax, some of them dropped in training, as shares of the values. */
export function attend(
  scores: tf.Tensor,
  value: tf.Tensor,
  rate: number,
  { training = false }: CallOptions,
): tf.Tensor {
  const shares = tf.softmax(scores);
  return tf.matMul(training && rate > 0 ? drop(shares, rate, shares.shape) : shares, value);
}

abstract class ScoredAttention extends OwnLayer {
  readonly useScale: boolean;
  readonly dropout: number;
  protected scale: OwnWeight | undefined;

  constructor(args: Settings, useScale: boolean) {
    super(args as LayerArgs);
    this.useScale = args.useScale ?? useScale;
    this.dropout = args.dropout ?? 0;
  }

  protected abstract scores(query: tf.Tensor, key: tf.Tensor): tf.Tensor;

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [query, value] = triple(shapes as Shape[], this.getClassName());
    return [...query.slice(0, -1), value.at(-1)!];
  }

  protected run(inputs: Inputs, options: CallOptions): tf.Tensor {
    const [query, value, key] = triple(inputs as tf.Tensor[], this.getClassName());
    return attend(this.scores(query, key), value, this.dropout, options);
  }

  protected ownConfig(): Record<string, unknown> {
    return { useScale: this.useScale, dropout: this.dropout };
  }
}

/** Its score mode, `dot`, goes into no configuration: reading an `.h5`, Keras would take the word for its function. */
export class Attention extends ScoredAttention {
  static readonly className = 'Attention';

  constructor(args: Settings & { scoreMode?: string }) {
    super(args, false);
    if ((args.scoreMode ?? 'dot') !== 'dot')
      throw new Error(`attention: scoreMode must be 'dot'. Received: '${args.scoreMode}'.`);
  }

  override build(): void {
    if (this.useScale) this.scale = this.makePlainWeight('scale', [], 'ones');
    this.built = true;
  }

  protected scores(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
    const products = tf.matMul(query, key, false, true);
    return this.scale ? tf.mul(products, this.scale.read()) : products;
  }
}
register(Attention);

export class AdditiveAttention extends ScoredAttention {
  static readonly className = 'AdditiveAttention';

  constructor(args: Settings) {
    super(args, true);
  }

  override build(shapes: Shape | Shape[]): void {
    const [query] = triple(shapes as Shape[], 'additiveAttention');
    const size = sizeOf(query, -1, 'additiveAttention');
    if (this.useScale) this.scale = this.makePlainWeight('scale', [size], 'glorotUniform');
    this.built = true;
  }

  protected scores(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
    const sums = tf.tanh(tf.add(tf.expandDims(query, -2), tf.expandDims(key, -3)));
    return tf.sum(this.scale ? tf.mul(sums, this.scale.read()) : sums, -1);
  }
}
register(AdditiveAttention);
