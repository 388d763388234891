// Embedding: a table of vectors, looked up by number.
import type { Layer as CoreLayer } from '../../core/layer.js';
import type { Masks } from '../../core/masks.js';
import { flag, layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { absMaxQuantize } from '../../quantizers/abs-max.js';
import { tf } from '../../tf.js';
import type {
  AdaptableLayer,
  Constraining,
  Initializing,
  LayerArgs,
  LoraArgs,
  Regularizing,
} from '../base/layer.js';
import { loraOptions } from '../base/lora.js';
import { type Quantized, QuantizedLayer } from '../base/quantized.js';
import { regularizer, settingsOf, weightOptions } from '../base/weight-options.js';

const options = {
  inputDim: size(),
  outputDim: size(),
  ...weightOptions('embeddings', 'randomUniform'),
  maskZero: flag(false),
  activityRegularizer: regularizer(),
  ...loraOptions(),
};

export class Embedding extends layerOf('Embedding', 'embedding', options, {}, QuantizedLayer) {
  embeddings!: LayerVariable;

  constructor(args: object) {
    super(fromOlder(args));
    this.supportsMasking = this.maskZero;
  }

  override build(): void {
    const shape = [this.inputDim, this.outputDim];
    this.embeddings = this.addBase('embeddings', shape, settingsOf(this, 'embeddings'));
    this.adaptAsTold();
  }

  override call(input: tf.Tensor): tf.Tensor {
    const numbers = input.dtype === 'int32' ? input : tf.cast(input, 'int32');
    const fromEnd = tf.add(numbers, tf.scalar(this.inputDim, 'int32'));
    // Negative ones count from the end of the table, as in Keras.
    const rows = tf.where(tf.less(numbers, tf.scalar(0, 'int32')), fromEnd, numbers);
    try {
      return this.quantizationMode
        ? this.#fromWholeNumbers(rows)
        : tf.gather(this.adapted(), rows as tf.Tensor1D);
    } catch (error) {
      throw explained([this], error);
    }
  }

  #fromWholeNumbers(rows: tf.Tensor): tf.Tensor {
    const [values, scale] = [this.base.read(), this.scale].map((one) => tf.gather(one, rows as tf.Tensor1D));
    const vectors = this.dequantized(tf.cast(values!, 'float32'), scale!);
    return this.withAdapters(vectors, (a) => tf.gather(a, rows as tf.Tensor1D));
  }

  override get canBeQuantized(): boolean {
    return this.getClassName() === 'Embedding';
  }

  protected override quantized(weight: tf.Tensor): Quantized {
    const [values, scale] = absMaxQuantize(weight, -1);
    return [values, tf.squeeze(scale, [-1])];
  }

  protected override dequantized(values: tf.Tensor, scale: tf.Tensor): tf.Tensor {
    return tf.div(values, tf.expandDims(scale, -1));
  }

  protected override scaleShape(shape: readonly number[]): number[] {
    return shape.slice(0, 1);
  }

  protected override holdBase(base: LayerVariable): void {
    this.embeddings = base;
  }

  override computeMask(input: tf.Tensor | tf.Tensor[]): Masks {
    return this.maskZero ? tf.notEqual(input as tf.Tensor, 0) : null;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return [...inputShape, this.outputDim];
  }
}
registerLayer(Embedding);

/** `inputLength`, of Keras 2, and weights that are one matrix rather than a list of one. */
function fromOlder(args: object): object {
  if (typeof args !== 'object' || args === null) return args;
  const { inputLength, weights, ...rest } = args as { inputLength?: number | number[]; weights?: unknown };
  return {
    ...(inputLength == null ? {} : { batchInputShape: [null, ...[inputLength].flat()] }),
    ...(weights == null ? {} : { weights: asTensors(weights) }),
    ...rest,
  };
}

const asTensors = (weights: unknown): tf.Tensor[] => {
  if (weights instanceof tf.Tensor) return [weights];
  const list = weights as unknown[];
  return list[0] instanceof tf.Tensor ? (list as tf.Tensor[]) : [tf.tensor2d(weights as number[][])];
};

/**
 * Says an error in words that TensorFlow raised since a number was beyond the table of an embedding in `model`. Other
 * errors come back as they are.
 */
export function explainEmbeddingError(model: CoreLayer, error: unknown): unknown {
  return explained(embeddingsIn(model), error);
}

function explained(embeddings: readonly Embedding[], error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  const native = /= (-?\d+) is not in \[0, (\d+)\)/.exec(message);
  const ours = /index value (-?\d+) is not in \[0, (\d+)\]/.exec(message);
  const found = native ?? ours;
  if (!found) return error;
  const rows = Number(found[2]) + (native ? 0 : 1);
  const meant = embeddings.filter(({ inputDim }) => inputDim === rows);
  if (meant.length === 0) return error;
  const row = Number(found[1]);
  const given = row < 0 ? row - rows : row;
  const names = meant.map(({ name }) => `'${name}'`).join(' or ');
  return new Error(
    `Embedding ${names}: the input must be whole numbers below inputDim, expected 0 to ${rows - 1}. Received: ${given}. Set inputDim to at least one more than the largest number.`,
  );
}

function embeddingsIn(layer: CoreLayer): Embedding[] {
  return layer instanceof Embedding ? [layer] : [...new Set(layer.innerLayers().flatMap(embeddingsIn))];
}

/**
 * Whole numbers below `inputDim` become vectors of `outputDim`. With `maskZero`, steps of number 0 do not count in
 * layers after it. Keras: `Embedding`.
 * @example layers.embedding({ inputDim: 1000, outputDim: 16, inputLength: 20 }) // [20] → [20, 16]
 */
export function embedding(
  args: LayerArgs &
    LoraArgs & {
      /** How many numbers there are, from 0. */
      inputDim: number;
      /** Length of a vector. */
      outputDim: number;
      /** Default `randomUniform`. */
      embeddingsInitializer?: Initializing;
      /** Charges the table of vectors in the loss. Default: none. */
      embeddingsRegularizer?: Regularizing;
      /** What the table of vectors has to keep to after each step. Default: none. */
      embeddingsConstraint?: Constraining;
      /** Default false. */
      maskZero?: boolean;
      /** Length of the sequences. Default: any. */
      inputLength?: number | number[];
      /** First vectors: a matrix [inputDim, outputDim]. Default: none. */
      weights?: tf.Tensor | tf.Tensor[];
    },
): AdaptableLayer {
  return new Embedding(args);
}
