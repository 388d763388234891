// A model's entry, as a layer and as a symbolic tensor.
import { InputLayer, type InputLayerArgs } from '../../core/input-layer.js';
import { checkOptions, checkWhole, received } from '../../core/messages.js';
import type { Shape } from '../../core/shape.js';
import type { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';

/** What says the shape of a model's input: `shape` of one sample, or `batchShape` with the samples. */
export interface InputArgs {
  /** Sizes of one sample, null where any size will do. Default: `batchShape` tells. */
  shape?: (number | null)[];
  /** The same with the samples first. Default: none. */
  batchShape?: (number | null)[];
  /** Number of samples, where it must be fixed. Default: any. */
  batchSize?: number;
  /** Default `float32`. */
  dtype?: tf.DataType;
  /** What it is called. Default: `input`, numbered. */
  name?: string;
}

const known = [
  'shape',
  'batchShape',
  'batchSize',
  'dtype',
  'name',
  'inputShape',
  'batchInputShape',
  'sparse',
];

function entry(maker: string, args: InputLayerArgs & { sparse?: boolean }): InputLayer {
  checkOptions(maker, args, known);
  const { sparse, ...rest } = args;
  if (sparse) throw new Error(`${maker}: sparse must be false: tensors are dense here. Received: true.`);
  for (const name of ['shape', 'batchShape', 'inputShape', 'batchInputShape'] as const)
    checkShape(maker, name, rest[name]);
  return new InputLayer(rest);
}

function checkShape(maker: string, name: string, shape: Shape | undefined): void {
  if (shape === undefined || shape === null) return;
  if (!Array.isArray(shape))
    throw new Error(`${maker}: ${name} must be a list of sizes, such as [4]. Received: ${received(shape)}.`);
  for (const size of shape) if (size !== null) checkWhole(maker, `each size of ${name}`, size, 0);
}

/**
 * A model's entry, as its first layer. Keras: `InputLayer`.
 * @example sequential([layers.inputLayer({ inputShape: [4] }), layers.dense({ units: 3 })])
 */
export function inputLayer(
  args: InputArgs & {
    /** The old name of `shape`. Default: that. */
    inputShape?: (number | null)[];
    /** The old name of `batchShape`. Default: that. */
    batchInputShape?: (number | null)[];
  },
): Layer {
  return entry('inputLayer', args);
}

/**
 * A place for data to come in: `shape` of one sample, without the first axis. Keras: `Input`.
 * @example
 * const image = layers.input({ shape: [28, 28, 1] });
 * layers.flatten().apply(image) // [null, 784]
 */
export function input(options: InputArgs): tf.SymbolicTensor {
  return entry('input', options).output;
}
