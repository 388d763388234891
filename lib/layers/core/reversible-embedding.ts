// ReversibleEmbedding: a table of vectors that is also read the other way, from vectors to how well each number fits.

import type { CallOptions } from '../../core/layer.js';
import { type Mask, type Masks, setMask } from '../../core/masks.js';
import { choice, flag, number, optional, readOptions, writeOptions } from '../../core/options.js';
import { publicly } from '../../core/public-types.js';
import type { QuantizationMode } from '../../core/quantization.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { type NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { LayerVariable } from '../../core/variable.js';
import { absMaxQuantize } from '../../quantizers/abs-max.js';
import { wholeProduct } from '../../quantizers/whole-products.js';
import { tf } from '../../tf.js';
import type {
  AdaptableLayer,
  ApplyOptions,
  Constraining,
  Initializing,
  LayerArgs,
  LoraArgs,
  Regularizing,
} from '../base/layer.js';
import { settingsOf } from '../base/weight-options.js';
import { Embedding } from './embedding.js';

const own = {
  tieWeights: flag(true),
  logitSoftCap: optional(number()),
  reverseDtype: optional(choice(['float32'])),
};

export class ReversibleEmbedding extends Embedding {
  static override readonly className: string = 'ReversibleEmbedding';
  static override readonly options = { ...Embedding.options, ...own };
  readonly tieWeights: boolean;
  readonly logitSoftCap: number | null;
  readonly reverseDtype: 'float32' | null;
  #reverse: LayerVariable | undefined;
  #reverseScale: LayerVariable | undefined;

  constructor(args: object) {
    const { tieWeights, logitSoftCap, reverseDtype, ...rest } = args as Record<string, unknown>;
    super(rest);
    const read = readOptions('reversibleEmbedding', own, {}, { tieWeights, logitSoftCap, reverseDtype });
    this.tieWeights = read.tieWeights as boolean;
    this.logitSoftCap = read.logitSoftCap as number | null;
    this.reverseDtype = read.reverseDtype as 'float32' | null;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...writeOptions(own, this) };
  }

  override build(): void {
    super.build();
    if (this.tieWeights) return;
    if (this.quantizationMode) this.#addWholeReverse();
    else {
      const { initializer } = settingsOf(this, 'embeddings');
      this.#reverse = this.addVariable(reverseName, this.#reverseShape, { initializer });
    }
  }

  get #reverseShape(): [number, number] {
    return [this.outputDim, this.inputDim];
  }

  #addWholeReverse(): void {
    [this.#reverse, this.#reverseScale] = this.addWhole(reverseName, this.#reverseShape, [this.inputDim]);
  }

  override call(input: tf.Tensor, options: CallOptions = {}): tf.Tensor {
    if (!options.reverse) {
      const vectors = super.call(input);
      setMask(vectors, super.computeMask(input) as Mask);
      return vectors;
    }
    const { logitSoftCap } = this;
    const flat = tf.reshape(input, [-1, this.outputDim]) as tf.Tensor2D;
    const product = this.quantizationMode ? this.#wholeReverse(flat) : this.#floatReverse(flat);
    const logits = tf.reshape(product, [...input.shape.slice(0, -1), this.inputDim]);
    if (logitSoftCap === null) return logits;
    return tf.mul(tf.tanh(tf.div(logits, logitSoftCap)), logitSoftCap);
  }

  #floatReverse(rows: tf.Tensor2D): tf.Tensor {
    const table = this.#reverse?.read() ?? this.adapted();
    return tf.matMul(rows, table as tf.Tensor2D, false, this.tieWeights);
  }

  /** As in Keras, LoRA is not read this way, and a slope goes through the scale of the rows alone. */
  #wholeReverse(rows: tf.Tensor2D): tf.Tensor {
    const [values, rowScale] = absMaxQuantize(rows, -1);
    const table = (this.#reverse ?? this.base).read();
    const whole = wholeProduct(tf.cast(values, 'float32'), tf.cast(table, 'float32'), false, this.tieWeights);
    return tf.div(whole, tf.mul(rowScale, this.#reverseScale?.read() ?? this.scale));
  }

  override get canBeQuantized(): boolean {
    return this.getClassName() === 'ReversibleEmbedding';
  }

  protected override checkQuantizable(where: string): void {
    if (!this.maskZero) return;
    throw new Error(
      `${where}: with maskZero it cannot be quantized: Keras' layer drops the mask then. Use an Embedding, or leave maskZero out.`,
    );
  }

  override quantize(mode: QuantizationMode): void {
    super.quantize(mode);
    const reverse = this.#reverse;
    if (!reverse) return;
    tf.tidy(() => {
      const [values, scale] = absMaxQuantize(reverse.read(), 0);
      this.removeVariable(reverse);
      this.#addWholeReverse();
      this.#reverse!.write(values);
      this.#reverseScale!.write(tf.squeeze(scale, [0]));
    });
  }

  /** Each table, with its scale behind it, as in Keras. */
  override get storedWeights(): LayerVariable[] {
    const [reverse, reverseScale] = [this.#reverse, this.#reverseScale];
    if (!reverse || !reverseScale) return super.storedWeights;
    const others = super.storedWeights.filter((one) => one !== reverse && one !== reverseScale);
    return [...others, reverse, reverseScale];
  }

  override computeMask(): Masks {
    // Left by the call, which knows the way: vectors that are read the other way have no numbers of their own.
    return null;
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[], options: NodeOptions) {
    const { shape } = [inputs].flat()[0]!;
    const last: Shape = options.reverse ? [...shape.slice(0, -1), this.inputDim] : [...shape, this.outputDim];
    return new SymbolicTensor(last, 'float32');
  }
}
registerLayer(ReversibleEmbedding);

const reverseName = 'reverse_embeddings';

/** A layer that reads its table both ways. */
export interface ReversibleEmbeddingLayer extends AdaptableLayer {
  apply(input: tf.SymbolicTensor, options?: ApplyOptions & { reverse?: boolean }): tf.SymbolicTensor;
  apply(input: tf.SymbolicTensor[], options?: ApplyOptions): tf.SymbolicTensor;
  apply(input: tf.Tensor | tf.Tensor[], options?: ApplyOptions & { reverse?: boolean }): tf.Tensor;
}

/**
 * An embedding that also goes back: `apply(vectors, { reverse: true })` gives for each vector how well each number fits,
 * by the same table or, with `tieWeights: false`, by one of its own; `logitSoftCap` bounds it. Quantized, it goes back
 * without what LoRA adds until a file with the sum was loaded, as in Keras. Keras: `ReversibleEmbedding`.
 * @example
 * const table = layers.reversibleEmbedding({ inputDim: 10, outputDim: 4 });
 * const vectors = table.apply(tf.tensor([[1, 2]], [1, 2], 'int32'));
 * table.apply(vectors, { reverse: true }).shape // [1, 2, 10]
 */
export function reversibleEmbedding(
  args: LayerArgs &
    LoraArgs & {
      /** How many numbers there are, from 0. */
      inputDim: number;
      /** Length of a vector. */
      outputDim: number;
      /** Default true. */
      tieWeights?: boolean;
      /** Default: no bound. */
      logitSoftCap?: number | null;
      /** Default `randomUniform`. */
      embeddingsInitializer?: Initializing;
      /** Charges the table of vectors in the loss. Default: none. */
      embeddingsRegularizer?: Regularizing;
      /** What the table of vectors has to keep to after each step. Default: none. */
      embeddingsConstraint?: Constraining;
      /** Default false. */
      maskZero?: boolean;
    },
): ReversibleEmbeddingLayer {
  return publicly(new ReversibleEmbedding(args));
}
