// Draws that hang on tensors: gamma, binomial, and classes by their logits. On TensorFlow its own ops, elsewhere the
// same distributions by ways of our own.
import { tf } from '../tf.js';
import { Philox } from './philox.js';

interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_FLOAT' | 'TF_INT32', number>;
  executeSingleOutput(name: string, attributes: object[], inputs: tf.TensorInfo[]): tf.TensorInfo;
}

interface Kernel {
  /** Names of the inputs after shape and seed. */
  readonly takes: readonly string[];
  readonly type: 'float32' | 'int32';
  /** TensorFlow's attributes of type, by name: that of floats, whole numbers or the seed. */
  readonly attributes: Readonly<Record<string, 'float32' | 'int32'>>;
  /** Whether TensorFlow's op is told the shape: one that takes logits is told the number of samples. */
  readonly first: 'shape' | 'samples';
  /** One draw. @param parameters of this place */
  readonly draw: (stream: Philox, parameters: number[]) => number;
}

const kernels = {
  StatelessRandomGammaV2: {
    takes: ['alpha'],
    type: 'float32',
    attributes: { dtype: 'float32', Tseed: 'int32', T: 'int32' },
    first: 'shape',
    draw: (stream, [alpha]) => gamma(stream, alpha!),
  },
  StatelessRandomBinomial: {
    takes: ['counts', 'probs'],
    type: 'float32',
    attributes: { S: 'int32', Tseed: 'int32', T: 'float32', dtype: 'float32' },
    first: 'shape',
    draw: (stream, [count, share]) => successes(stream, count!, share!),
  },
  StatelessMultinomial: {
    takes: ['logits'],
    type: 'int32',
    attributes: { T: 'float32', Tseed: 'int32', output_dtype: 'int32' },
    first: 'samples',
    draw: (stream, logits) => chosen(stream, logits),
  },
} satisfies Record<string, Kernel>;

export type ParameterKernel = keyof typeof kernels;

/** Draws numbers by parameters that are tensors, fixed by a seed of two whole numbers. */
export function drawOf(
  kernel: ParameterKernel,
  shape: number[],
  seed: tf.Tensor1D,
  parameters: Readonly<Record<string, tf.Tensor>>,
): tf.Tensor {
  return tf.engine().runKernel(kernel, { seed, ...parameters }, { shape }) as tf.Tensor;
}

for (const [kernelName, kernel] of Object.entries(kernels)) {
  tf.registerKernel({
    kernelName,
    backendName: 'tensorflow',
    kernelFunc: (call) => natively(kernelName, kernel, call),
  });
  for (const backendName of ['cpu', 'wasm'])
    tf.registerKernel({ kernelName, backendName, kernelFunc: (call) => here(kernel, call) });
}

type Call = Parameters<tf.KernelConfig['kernelFunc']>[0];

function natively(name: string, { takes, attributes, first }: Kernel, call: Call): tf.TensorInfo {
  const native = call.backend as NativeBackend;
  const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = native.binding;
  const { shape } = call.attrs as { shape: number[] };
  const types = { float32: TF_FLOAT, int32: TF_INT32 };
  const told = Object.entries(attributes).map(([key, value]) => ({ name: key, type, value: types[value] }));
  const parameters = takes.map((key) => call.inputs[key]!);
  const { seed } = call.inputs;
  const size = first === 'shape' ? tf.tensor1d(shape, 'int32') : tf.scalar(shape[1]!, 'int32');
  const inputs = first === 'shape' ? [size, seed!, ...parameters] : [...parameters, size, seed!];
  const result = native.executeSingleOutput(name, told, inputs);
  size.dispose();
  return result;
}

function here({ takes, type, first, draw }: Kernel, call: Call): tf.TensorInfo {
  const store = call.backend as tf.KernelBackend;
  const { shape } = call.attrs as { shape: number[] };
  const [seedA, seedB] = store.readSync(call.inputs.seed!.dataId) as Int32Array;
  const stream = new Philox(seedA!, seedB!);
  const given = takes.map((key) => store.readSync(call.inputs[key]!.dataId) as Float32Array);
  const count = tf.util.sizeFromShape(shape);
  const values = type === 'int32' ? new Int32Array(count) : new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const row = Math.floor(i / shape.at(-1)!);
    const width = given[0]!.length / shape[0]!;
    const parameters =
      first === 'samples'
        ? [...given[0]!.subarray(row * width, (row + 1) * width)]
        : given.map((list) => list[i % list.length]!);
    values[i] = draw(stream, parameters);
  }
  return { dataId: store.write(values, shape, type), shape, dtype: type };
}

/** Source: Marsaglia & Tsang, 2000. */
function gamma(stream: Philox, alpha: number): number {
  if (alpha < 1) return gamma(stream, alpha + 1) * (1 - stream.uniform()) ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const [x] = stream.normalPair();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - stream.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function successes(stream: Philox, count: number, share: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) if (stream.uniform() < share) sum += 1;
  return sum;
}

function chosen(stream: Philox, logits: number[]): number {
  const greatest = Math.max(...logits);
  const shares = logits.map((one) => Math.exp(one - greatest));
  let left = stream.uniform() * shares.reduce((sum, one) => sum + one, 0);
  const place = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return place < 0 ? logits.length - 1 : place;
}
