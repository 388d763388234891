// `tf.layers`: TensorFlow.js' names and defaults for our layers, so that its programs run unchanged.
import { currentCall } from '../core/call-context.js';
import { type BaseLayerArgs, type CallOptions, Layer } from '../core/layer.js';
import type { LayerVariable, WeightConstraint, WeightRegularizer } from '../core/variable.js';
import { type Initializer, type InitializerName, toInitializer } from '../initializers/initializers.js';
import * as ours from '../layers/layers.js';
import type { tf } from '../tf.js';

type Make = (args: Record<string, unknown>) => unknown;

/** Where a layer's defaults there are not Keras 3's. */
const defaults: Record<string, Record<string, unknown>> = {
  conv1d: { kernelInitializer: 'glorotNormal' },
  conv2d: { kernelInitializer: 'glorotNormal' },
  conv2dTranspose: { kernelInitializer: 'glorotNormal' },
  conv3d: { kernelInitializer: 'glorotNormal' },
  conv3dTranspose: { kernelInitializer: 'glorotNormal' },
  convLstm2d: { kernelInitializer: 'glorotNormal', recurrentActivation: 'hardSigmoid' },
  dense: { kernelInitializer: 'glorotNormal' },
  depthwiseConv2d: { depthwiseInitializer: 'glorotNormal' },
  gru: { kernelInitializer: 'glorotNormal', recurrentActivation: 'hardSigmoid', resetAfter: false },
  gruCell: { kernelInitializer: 'glorotNormal', recurrentActivation: 'hardSigmoid', resetAfter: false },
  lstm: { kernelInitializer: 'glorotNormal', recurrentActivation: 'hardSigmoid' },
  lstmCell: { kernelInitializer: 'glorotNormal', recurrentActivation: 'hardSigmoid' },
  separableConv2d: { depthwiseInitializer: 'glorotNormal', pointwiseInitializer: 'glorotNormal' },
  simpleRNN: { kernelInitializer: 'glorotNormal' },
  simpleRNNCell: { kernelInitializer: 'glorotNormal' },
};

/** Names there that are others here. */
const renamed: Record<string, string> = {
  avgPool3d: 'averagePooling3d',
  avgPooling1d: 'averagePooling1d',
  avgPooling2d: 'averagePooling2d',
  avgPooling3d: 'averagePooling3d',
  cropping2D: 'cropping2d',
  globalMaxPool1d: 'globalMaxPooling1d',
  globalMaxPool2d: 'globalMaxPooling2d',
};

/** Settings of speed there, of no effect here. */
const withoutEffect = ['implementation', 'fastWeightInit'];

/** @param names all that TensorFlow.js' own `tf.layers` has */
export function layersDoor(names: readonly string[]): Record<string, unknown> {
  const made: Record<string, unknown> = { Layer: TfjsLayer };
  for (const name of names) made[name] ??= doorFor(name);
  return made;
}

function doorFor(name: string): unknown {
  const known: unknown = Reflect.get(ours, renamed[name] ?? name);
  if (typeof known !== 'function') {
    return () => {
      throw new Error(`tf.layers.${name} is not available here.`);
    };
  }
  const door = (args: Record<string, unknown> = {}): unknown => (known as Make)(optionsFor(name, args));
  return Object.defineProperty(door, 'name', { value: name });
}

function optionsFor(name: string, args: Record<string, unknown>): Record<string, unknown> {
  const { inputDim, ...rest } = args;
  const given = Object.fromEntries(Object.entries(rest).filter(([key]) => !withoutEffect.includes(key)));
  // For a dense layer another way to say inputShape; an embedding's own option.
  const size = inputDim === undefined ? {} : name === 'dense' ? { inputShape: [inputDim] } : { inputDim };
  const options = { ...defaults[name], ...size, ...given };
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, ofKeras2(key, value)]));
}

/** TensorFlow.js' hard sigmoid is Keras 2's. */
const ofKeras2 = (key: string, value: unknown): unknown =>
  /activation$/i.test(key) && (value === 'hardSigmoid' || value === 'hard_sigmoid')
    ? 'legacyHardSigmoid'
    : value;

/** Base of layers that extend `tf.layers.Layer`. */
export abstract class TfjsLayer extends Layer {
  /** All layers are instances of it, as there. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Object.prototype.isPrototypeOf.call(Layer.prototype, value as object);
  }

  constructor(args: BaseLayerArgs = {}) {
    super(args);
    this.takesSeveral = true;
  }

  addWeight(
    name: string,
    shape: number[],
    dtype?: tf.DataType | null,
    initializer?: InitializerName | Initializer | null,
    regularizer?: WeightRegularizer | null,
    trainable = true,
    constraint?: WeightConstraint | null,
  ): LayerVariable {
    return this.addVariable(name, shape, {
      dtype: dtype ?? 'float32',
      initializer: toInitializer(initializer ?? 'glorotUniform'),
      regularizer: regularizer ?? null,
      trainable,
      constraint: constraint ?? null,
    });
  }

  /** Within a model `call` gets a list, also of one input. */
  override run(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const isInner = currentCall()?.isInner ?? false;
    return this.call(isInner ? [inputs].flat() : inputs, options);
  }
}
