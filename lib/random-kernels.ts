// Random numbers as ops: the draw happens on the device and can be traced into a graph.
import { fillNormal, fillUniform } from './philox.js';
import { tf } from './tf.js';

type KernelName = 'StatelessRandomUniform' | 'StatelessRandomNormal';
const fillers = { StatelessRandomUniform: fillUniform, StatelessRandomNormal: fillNormal };

interface NativeBackend {
  binding: Record<'TF_ATTR_TYPE' | 'TF_FLOAT' | 'TF_INT32', number>;
  executeSingleOutput(name: string, attributes: object[], inputs: tf.TensorInfo[]): tf.TensorInfo;
}

/** Draws numbers that `seed` (two whole numbers) fixes; TensorFlow's op and our own code give the same ones. */
export function draw(kernel: KernelName, shape: number[], seed: tf.Tensor1D): tf.Tensor {
  return tf.engine().runKernel(kernel, { seed }, { shape }) as tf.Tensor;
}

for (const kernelName of Object.keys(fillers) as KernelName[]) {
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

function drawNatively(kernelName: KernelName, { inputs, attrs, backend }: Call): tf.TensorInfo {
  const native = backend as unknown as NativeBackend;
  const { TF_ATTR_TYPE: type, TF_FLOAT, TF_INT32 } = native.binding;
  const shape = tf.tensor1d(attrs!.shape as unknown as number[], 'int32');
  const attributes = [
    { name: 'dtype', type, value: TF_FLOAT },
    { name: 'T', type, value: TF_INT32 },
    { name: 'Tseed', type, value: TF_INT32 },
  ];
  const result = native.executeSingleOutput(kernelName, attributes, [shape, inputs.seed!]);
  shape.dispose();
  return result;
}

function drawHere(kernelName: KernelName, { inputs, attrs, backend }: Call): tf.TensorInfo {
  const store = backend as unknown as tf.KernelBackend;
  const shape = attrs!.shape as unknown as number[];
  const [seedA, seedB] = store.readSync(inputs.seed!.dataId) as Int32Array;
  const values = fillers[kernelName](seedA!, seedB!, tf.util.sizeFromShape(shape));
  return { dataId: store.write(values, shape, 'float32'), shape, dtype: 'float32' };
}
