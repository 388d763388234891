// A layer as users see it, and the options that many layers share.
import type { ActivationFunction, ActivationName } from '../../activations/activations.js';
import type { Constraint, ConstraintName } from '../../constraints/constraints.js';
import type { DTypePolicy, DTypePolicyName } from '../../core/dtype-policy.js';
import type { Masks } from '../../core/masks.js';
import type { QuantizationMode } from '../../core/quantization.js';
import type { Initializer, InitializerFunction, InitializerName } from '../../initializers/initializers.js';
import type { Regularizer, RegularizerName } from '../../regularizers/regularizers.js';
import type { tf } from '../../tf.js';

/** A layer: part of a model, or by itself a function of tensors by `apply`. */
export interface Layer {
  readonly name: string;
  /** False freezes its weights; compile the model again afterwards. */
  trainable: boolean;
  readonly weights: LayerWeight[];
  readonly trainableWeights: LayerWeight[];
  readonly nonTrainableWeights: LayerWeight[];
  readonly input: tf.SymbolicTensor | tf.SymbolicTensor[];
  readonly output: tf.SymbolicTensor | tf.SymbolicTensor[];
  /** Makes the weights for inputs of this shape, null for axes of any size; the first call does it otherwise. */
  build(inputShape: (number | null)[]): void;
  /** Connects the layer to another's output, or runs it on tensors. */
  apply(input: tf.SymbolicTensor, options?: ApplyOptions): tf.SymbolicTensor;
  apply(input: tf.SymbolicTensor[], options?: ApplyOptions): tf.SymbolicTensor;
  apply(input: tf.Tensor | tf.Tensor[], options?: ApplyOptions): tf.Tensor;
  /** Current weights: kernel, bias … */
  getWeights(trainableOnly?: boolean): tf.Tensor[];
  setWeights(weights: tf.Tensor[]): void;
  /** The mask of the output for inputs and the mask that came with them, null where all steps count. */
  computeMask(inputs: tf.Tensor | tf.Tensor[], mask?: Masks): Masks;
  /** Losses that the last call added, and those of regularizers. */
  readonly losses: tf.Tensor[];
  countParams(): number;
  /** How its weights are quantized; null for floats. */
  readonly quantizationMode: QuantizationMode | null;
  /**
   * Holds the kernel, or the table of vectors, of a built Dense, EinsumDense, Embedding or ReversibleEmbedding in whole
   * numbers of 8 bits, from where it is trained no more, and computes with them: inputs are quantized as well, sample by
   * sample; gradients go through as if nothing were. Files take a byte for each; memory takes four, since TensorFlow.js
   * has no smaller type. `enableLora` adds to it what is trained; files hold the sum, in whole numbers of its own.
   * Keras: `quantize`.
   * @throws where the layer is another, is not built or is quantized already, and for any other mode
   * @example
   * const layer = layers.dense({ units: 3 });
   * layer.build([null, 8]);
   * layer.quantize('int8');
   * layer.apply(tf.ones([2, 8])).shape // [2, 3]
   */
  quantize(mode: QuantizationMode): void;
  /** Adds LoRA; there in dense, embedding and convolution layers: {@link AdaptableLayer}. */
  enableLora?(
    rank: number,
    loraAlpha?: number | null,
    aInitializer?: Initializing,
    bInitializer?: Initializing,
  ): void;
  /** Sets states that are kept between batches to zero. */
  resetStates(): void;
  getConfig(): Record<string, unknown>;
  getClassName(): string;
  dispose(): unknown;
}

/** A layer that LoRA can be added to. */
export interface AdaptableLayer extends Layer {
  /** Columns of the first thin weight; null without LoRA. */
  readonly loraRank: number | null;
  /** What is added counts `loraAlpha / loraRank` times. */
  readonly loraAlpha: number | null;
  /** Whether LoRA is there. */
  readonly loraEnabled: boolean;
  /**
   * Adds LoRA (low-rank adaptation) to a layer that is built: its kernel, or its table of vectors, is trained no more,
   * and the product of two thin weights, [..., rank] and [rank, last], is added to it, `loraAlpha / rank` times. Compile
   * the model again afterwards. Files hold the sum; a file that is loaded sets both thin weights to zeros, from where, as
   * in Keras, training moves neither. Keras: `enable_lora`.
   * @param rank columns of the first of them, from 1
   * @param loraAlpha default: rank
   * @param aInitializer of the first, default `heUniform`
   * @param bInitializer of the second, default `zeros`: at first nothing is added
   * @throws where the layer is not built, has LoRA already, or its weight has a constraint
   * @example
   * const layer = layers.dense({ units: 3 });
   * layer.build([null, 8]);
   * layer.enableLora(2);
   * layer.trainableWeights.map(({ shape }) => shape) // [[3], [8, 2], [2, 3]]: bias, and the thin weights
   */
  enableLora(
    rank: number,
    loraAlpha?: number | null,
    aInitializer?: Initializing,
    bInitializer?: Initializing,
  ): void;
}

/** What layers take that LoRA can be added to. */
export interface LoraArgs {
  /** Adds LoRA of this rank when the layer is built, as `enableLora` does. Default: none. */
  loraRank?: number | null;
  /** What LoRA adds counts `loraAlpha / loraRank` times. Default: loraRank. */
  loraAlpha?: number | null;
}

/** Options of a call. */
export interface ApplyOptions {
  /** Whether the call is part of training. Default: as the call that it is part of. */
  training?: boolean;
  /** Which steps count: one boolean a step, [samples, steps]. Default: what came with the input. */
  mask?: tf.Tensor | tf.SymbolicTensor | null;
  /** A recurrent layer's first states, one or a list. */
  initialState?: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[];
}

/** A variable of a layer. */
export interface LayerWeight {
  readonly name: string;
  readonly shape: (number | null)[];
  readonly dtype: tf.DataType;
  trainable: boolean;
  read(): tf.Tensor;
  write(value: tf.Tensor): unknown;
}

/** What every layer takes. */
export interface LayerArgs {
  /** Shape of one sample, for a model's first layer. Default: that of the layer before. */
  inputShape?: (number | null)[];
  /** Shape with the first axis, where it must be fixed. Default: any number of samples. */
  batchInputShape?: (number | null)[];
  /** What it is called. Default: its kind, numbered. */
  name?: string;
  /** False freezes the layer's weights. Default true. */
  trainable?: boolean;
  /**
   * What it computes in: `'float32'`, or `'mixed_bfloat16'` and `'mixed_float16'` for 16 bits, with weights of float32.
   * Default: what `config.setDtypePolicy` was told, which is `'float32'`.
   */
  dtype?: DTypePolicyName | DTypePolicy;
}

/** An initializer, its name, or a function of a shape. */
export type Initializing = InitializerName | Initializer | InitializerFunction;
/** A regularizer, or its name. */
export type Regularizing = RegularizerName | Regularizer;
/** A constraint on weights, or its name. */
export type Constraining = ConstraintName | Constraint;

/** What layers with a kernel and a bias take. */
export interface KernelArgs extends LayerArgs {
  /** What the output goes through. Default: nothing. */
  activation?: ActivationName | ActivationFunction;
  /** Adds a number to each output. Default true. */
  useBias?: boolean;
  /** Default `glorotUniform`. */
  kernelInitializer?: Initializing;
  /** Default `zeros`. */
  biasInitializer?: Initializing;
  /** Charges the kernel in the loss. Default: none. */
  kernelRegularizer?: Regularizing;
  /** Charges the bias in the loss. Default: none. */
  biasRegularizer?: Regularizing;
  /** Charges the layer's output in the loss. Default: none. */
  activityRegularizer?: Regularizing;
  /** What the kernel has to keep to after each step. Default: none. */
  kernelConstraint?: Constraining;
  /** What the bias has to keep to after each step. Default: none. */
  biasConstraint?: Constraining;
}
