// TimeDistributed: applies a layer to every step of a sequence.
import { type CallOptions, Layer as CoreLayer } from '../../core/layer.js';
import { firstMask, type Mask } from '../../core/masks.js';
import { received } from '../../core/messages.js';
import { Network } from '../../core/network.js';
import { layerOf, type Option, option } from '../../core/options.js';
import { layerFromConfig, registerLayer } from '../../core/registry.js';
import { isSerialized, serialize } from '../../core/serializable.js';
import { isSeveral, oneShape, type Shape } from '../../core/shape.js';
import { SymbolicTensor } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { stepsOf } from './step-masks.js';

const anyLayer = (): Option<CoreLayer> => ({
  ...option((given) => {
    const layer = isSerialized(given) ? layerFromConfig(given) : given;
    if (layer instanceof CoreLayer) return layer;
    throw new Error(
      `timeDistributed: layer must be a layer or a model, such as layers.dense({ units: 4 }). Received: ${received(layer)}.`,
    );
  }),
  write: (layer) => serialize(layer),
});

const options = { layer: anyLayer() };

export class TimeDistributed extends layerOf('TimeDistributed', 'timeDistributed', options) {
  constructor(args: object) {
    super(args);
    this.supportsMasking = true;
    this.inputSpec = { minNDim: 3 };
  }

  override build(inputShape: Shape): void {
    const described = this.layer.describe(new SymbolicTensor(stepShapeOf(inputShape), 'float32'), {});
    if (Array.isArray(described)) throw this.#severalOutputs(described.length);
  }

  override call(given: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor {
    const input = [given].flat()[0]!;
    const mask = this.#fittingMask(input, firstMask(options.mask));
    return treatsSamplesAlone(this.layer) ? this.#atOnce(input, mask) : this.#stepByStep(input, mask);
  }

  /** Steps as if they were so many samples. */
  #atOnce(input: tf.Tensor, mask: Mask): tf.Tensor {
    const [samples, steps] = input.shape as [number, number];
    const output = this.#run(joined(input), mask && joined(mask));
    return tf.reshape(output, [samples, steps, ...output.shape.slice(1)]);
  }

  #stepByStep(input: tf.Tensor, mask: Mask): tf.Tensor {
    const masks = mask && stepsOf(mask, 1);
    return tf.stack(
      stepsOf(input, 1).map((step, i) => this.#run(step, masks && masks[i]!)),
      1,
    );
  }

  #run(input: tf.Tensor, mask: Mask): tf.Tensor {
    // As in Keras, which calls the layer's own computation.
    const output = this.layer.invoke(input, { mask }, false);
    if (Array.isArray(output)) throw this.#severalOutputs(output.length);
    return output;
  }

  #fittingMask(input: tf.Tensor, mask: Mask): Mask {
    const [samples, steps] = input.shape;
    if (!mask || (mask.rank > 1 && mask.shape[0] === samples && mask.shape[1] === steps)) return mask;
    throw new Error(
      `TimeDistributed '${this.name}': the mask must be of the inputs' samples and steps, expected [${samples}, ${steps}]. Received: [${mask.shape}].`,
    );
  }

  #severalOutputs(count: number): Error {
    return new Error(
      `TimeDistributed '${this.name}': its layer must give one output, expected one. Received: ${count} from '${this.layer.name}'.`,
    );
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = oneShape(inputShape);
    const output = this.layer.computeOutputShape(stepShapeOf(shape));
    if (isSeveral(output)) throw this.#severalOutputs(output.length);
    const [samples = null, ...sizes] = output;
    return [samples, shape[1] ?? null, ...sizes];
  }

  override computeOutputType(inputTypes: tf.DataType[]): tf.DataType {
    return this.layer.computeOutputType(inputTypes);
  }
}
registerLayer(TimeDistributed);

const stepShapeOf = ([samples = null, , ...sizes]: Shape): Shape => [samples, ...sizes];

/** Samples and steps along one axis. */
function joined(x: tf.Tensor): tf.Tensor {
  const [samples, steps, ...sizes] = x.shape as [number, number, ...number[]];
  return tf.reshape(x, [samples * steps, ...sizes]);
}

/** Classes whose layers give each sample's output by that sample alone. */
const alone = new Set([
  ...[
    'Activation',
    'Dense',
    'Dropout',
    'ELU',
    'Embedding',
    'LeakyReLU',
    'Masking',
    'PReLU',
    'ReLU',
    'Rescaling',
  ],
  ...['Flatten', 'Permute', 'RepeatVector', 'Reshape', 'InputLayer', 'Functional', 'Model', 'Sequential'],
  ...['Conv1D', 'Conv2D', 'Conv3D', 'Conv1DTranspose', 'Conv2DTranspose', 'Conv3DTranspose'],
  ...['DepthwiseConv1D', 'DepthwiseConv2D', 'SeparableConv1D', 'SeparableConv2D'],
  ...[
    'MaxPooling1D',
    'MaxPooling2D',
    'MaxPooling3D',
    'AveragePooling1D',
    'AveragePooling2D',
    'AveragePooling3D',
  ],
  ...['GlobalMaxPooling1D', 'GlobalMaxPooling2D', 'GlobalMaxPooling3D'],
  ...['GlobalAveragePooling1D', 'GlobalAveragePooling2D', 'GlobalAveragePooling3D'],
  ...[
    'LSTM',
    'GRU',
    'SimpleRNN',
    'RNN',
    'Bidirectional',
    'LSTMCell',
    'GRUCell',
    'SimpleRNNCell',
    'StackedRNNCells',
  ],
]);

/**
 * Whether many steps at once give the same as one after the other. Not where a layer looks at the whole batch
 * (statistics, losses by sample) or keeps a state, nor where it is not known what it does.
 */
function treatsSamplesAlone(layer: CoreLayer): boolean {
  const isAlone = alone.has(layer.getClassName()) && !layer.stateful;
  const hasOwnNoise = Array.isArray(Reflect.get(layer, 'noiseShape'));
  const isOfLayers =
    !(layer instanceof Network) ||
    layer.graph.operations.every((operation) => operation instanceof CoreLayer);
  return isAlone && !hasOwnNoise && isOfLayers && layer.innerLayers().every(treatsSamplesAlone);
}

/**
 * Applies a layer or a model to every step. A mask goes on to the layer, step by step. Keras: `TimeDistributed`.
 * @example
 * layers.timeDistributed({ layer: layers.dense({ units: 4 }), inputShape: [20, 8] }) // [20, 8] → [20, 4]
 */
export function timeDistributed(
  args: LayerArgs & {
    /** The layer that sees each step by itself. */
    layer: Layer;
  },
): Layer {
  return new TimeDistributed(args);
}
