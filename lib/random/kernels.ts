// Random numbers as ops: the draw happens on the device and can be traced into a graph.

import { tf } from '../tf.js';
import { fillIntegers, fillNormal, fillTruncatedNormal, fillUniform } from './philox.js';

const fillers = {
  StatelessRandomUniform: fillUniform,
  StatelessRandomNormal: fillNormal,
  StatelessTruncatedNormal: fillTruncatedNormal,
  StatelessRandomUniformInt: fillIntegers,
};

export type DrawKernel = keyof typeof fillers;

/** For whole numbers: the lowest, and one more than the highest. */
export type DrawBounds = readonly [low: number, high: number];

interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_FLOAT' | 'TF_INT32', number>;
  executeSingleOutput(name: string, attributes: object[], inputs: tf.TensorInfo[]): tf.TensorInfo;
}

/** Draws numbers that `seed` (two whole numbers) fixes; TensorFlow's op and our own code give the same ones. */
export function draw(kernel: DrawKernel, shape: number[], seed: tf.Tensor1D, bounds?: DrawBounds): tf.Tensor {
  return tf.engine().runKernel(kernel, { seed }, { shape, bounds: [...(bounds ?? [])] }) as tf.Tensor;
}

for (const kernelName of Object.keys(fillers) as DrawKernel[]) {
  tf.registerKernel({
    kernelName,
    backendName: 'tensorflow',
    kernelFunc: (call) => drawNatively(kernelName, call),
  });
  for (const backendName of ['cpu', 'wasm']) {
    tf.registerKernel({ kernelName, backendName, kernelFunc: (call) => drawHere(kernelName, call) });
  }
}

type Call = Parameters<tf.KernelConfig['kernelFunc']>[0];

function attributesOf({ attrs }: Call): { shape: number[]; bounds: number[] } {
  return attrs as { shape: number[]; bounds: number[] };
}

function drawNatively(kernelName: DrawKernel, call: Call): tf.TensorInfo {
  const native = call.backend as NativeBackend;
  const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = native.binding;
  const { shape, bounds } = attributesOf(call);
  const attributes = [
    { name: 'dtype', type, value: bounds.length > 0 ? TF_INT32 : TF_FLOAT },
    { name: 'T', type, value: TF_INT32 },
    { name: 'Tseed', type, value: TF_INT32 },
  ];
  const sizes = tf.tensor1d(shape, 'int32');
  const limits = bounds.map((bound) => tf.scalar(bound, 'int32'));
  const result = native.executeSingleOutput(kernelName, attributes, [sizes, call.inputs.seed!, ...limits]);
  tf.dispose([sizes, ...limits]);
  return result;
}

function drawHere(kernelName: DrawKernel, call: Call): tf.TensorInfo {
  const store = call.backend as tf.KernelBackend;
  const { shape, bounds } = attributesOf(call);
  const [seedA, seedB] = store.readSync(call.inputs.seed!.dataId) as Int32Array;
  const [low = 0, high = 0] = bounds;
  const values = fillers[kernelName](seedA!, seedB!, tf.util.sizeFromShape(shape), low, high);
  const dtype = values instanceof Int32Array ? 'int32' : 'float32';
  return { dataId: store.write(values, shape, dtype), shape, dtype };
}
