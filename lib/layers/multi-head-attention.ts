// Attention by several heads at once, each with a view of its own (Vaswani et al., 2017).
import { tf } from '../tf.js';
import type { LayerArgs } from './args.js';
import { attend, triple } from './attention-layers.js';
import { type CallOptions, type Inputs, OwnLayer, type OwnWeight, type Shape, sizeOf } from './own-layer.js';
import { register } from './tfjs-bases.js';

interface Settings {
  numHeads: number;
  keyDim: number;
  valueDim?: number | null;
  dropout?: number;
  useBias?: boolean;
  outputShape?: number | number[] | null;
}

/** A kernel, and a bias where there are any. */
type Projection = [kernel: OwnWeight, bias: OwnWeight | undefined];
const views = ['query', 'key', 'value', 'output'] as const;
type View = (typeof views)[number];

export class MultiHeadAttention extends OwnLayer {
  static readonly className = 'MultiHeadAttention';
  readonly numHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly dropout: number;
  readonly useBias: boolean;
  readonly features: number | undefined;
  private readonly projections: Partial<Record<View, Projection>> = {};

  constructor(args: Settings) {
    super(args as LayerArgs);
    this.numHeads = args.numHeads;
    this.keyDim = args.keyDim;
    this.valueDim = args.valueDim ?? args.keyDim;
    this.dropout = args.dropout ?? 0;
    this.useBias = args.useBias ?? true;
    this.features = [args.outputShape ?? undefined].flat()[0];
    this.weightArgs(args, 'kernel', 'glorotUniform');
    this.weightArgs(args, 'bias', 'zeros');
  }

  override build(shapes: Shape | Shape[]): void {
    const [query, value, key] = triple(shapes as Shape[], 'multiHeadAttention').map((shape) =>
      sizeOf(shape, -1, 'multiHeadAttention'),
    ) as [number, number, number];
    const { numHeads, keyDim, valueDim, features = query } = this;
    this.project('query', [query, numHeads, keyDim], [numHeads, keyDim]);
    this.project('key', [key, numHeads, keyDim], [numHeads, keyDim]);
    this.project('value', [value, numHeads, valueDim], [numHeads, valueDim]);
    this.project('output', [numHeads, valueDim, features], [features]);
    this.built = true;
  }

  private project(view: View, kernel: number[], bias: number[]): void {
    const name = view === 'output' ? 'attention_output' : view;
    this.projections[view] = [
      this.makeWeight(`${name}/kernel`, kernel, 'kernel'),
      this.useBias ? this.makeWeight(`${name}/bias`, bias, 'bias') : undefined,
    ];
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [query] = triple(shapes as Shape[], 'multiHeadAttention');
    return [...query.slice(0, -1), this.features ?? query.at(-1)!];
  }

  protected run(inputs: Inputs, options: CallOptions): tf.Tensor {
    const [query, value, key] = triple(inputs as tf.Tensor[], 'multiHeadAttention');
    const scaled = tf.mul(this.heads('query', query), this.keyDim ** -0.5);
    const scores = tf.matMul(scaled, this.heads('key', key), false, true);
    return this.join(attend(scores, this.heads('value', value), this.dropout, options));
  }

  /** [samples, steps, features] to [samples, heads, steps, size]. */
  private heads(view: View, input: tf.Tensor): tf.Tensor {
    const [kernel, bias] = this.projections[view]!;
    const matrix = kernel.read();
    const [features, heads, size] = matrix.shape as [number, number, number];
    const steps = input.shape[1]!;
    const rows = tf.matMul(
      tf.reshape(input, [-1, features]) as tf.Tensor2D,
      tf.reshape(matrix, [features, heads * size]),
    );
    const split = tf.reshape(rows, [-1, steps, heads, size]);
    return tf.transpose(bias ? tf.add(split, bias.read()) : split, [0, 2, 1, 3]);
  }

  /** [samples, heads, steps, size] to [samples, steps, features]. */
  private join(heads: tf.Tensor): tf.Tensor {
    const [kernel, bias] = this.projections.output!;
    const matrix = kernel.read();
    const [count, size, features] = matrix.shape as [number, number, number];
    const steps = heads.shape[2]!;
    const rows = tf.reshape(tf.transpose(heads, [0, 2, 1, 3]), [-1, count * size]) as tf.Tensor2D;
    const joined = tf.matMul(rows, tf.reshape(matrix, [count * size, features]));
    return tf.reshape(bias ? tf.add(joined, bias.read()) : joined, [-1, steps, features]);
  }

  /** Keras keeps each projection in a group of its own. */
  storedGroups(): [name: string, weights: OwnWeight[]][] {
    return views.map((view) => [
      `${view}_dense`,
      this.projections[view]?.filter((weight) => weight !== undefined) ?? [],
    ]);
  }

  protected ownConfig(): Record<string, unknown> {
    const { numHeads, keyDim, valueDim, dropout, useBias, features } = this;
    return { numHeads, keyDim, valueDim, dropout, useBias, outputShape: features ? [features] : null };
  }
}
register(MultiHeadAttention);
