// Kernels of TensorFlow.js' own cpu backend for what another lacks: tfjs-node strings, sparse and ragged tensors, image
// transforms …, or what it does only in part (partial-kernels.ts); wasm gradients of convolutions. The values are copied
// there and back, so these cannot be traced.
import type {
  KernelBackend,
  KernelConfig,
  KernelFunc,
  NamedTensorInfoMap,
  Tensor,
  TensorInfo,
} from '@tensorflow/tfjs';
import { areHalvesUsed, precisionOf } from '../../precision.js';
import { tf } from '../../tf.js';

type Values = Parameters<KernelBackend['write']>[0];

interface CpuBackend extends KernelBackend {
  makeTensorInfo(shape: number[], dtype: TensorInfo['dtype'], values: Values): TensorInfo;
  disposeIntermediateTensorInfo(info: TensorInfo): void;
}

type Arguments = Parameters<KernelFunc>[0];

/** Kernels that the cpu backend has and another does not. */
export function missingKernels(backendName: 'tensorflow' | 'wasm'): KernelConfig[] {
  const present = new Set(tf.getKernelsForBackend(backendName).map(({ kernelName }) => kernelName));
  return tf
    .getKernelsForBackend('cpu')
    .filter(({ kernelName }) => !present.has(kernelName))
    .map(({ kernelName }) => cpuKernelFor(kernelName, backendName));
}

/** The cpu backend's kernel, for another backend. */
export const cpuKernelFor = (kernelName: string, backendName: 'tensorflow' | 'wasm'): KernelConfig => ({
  kernelName,
  backendName,
  kernelFunc: cpuKernel(kernelName),
});

/**
 * A kernel that keeps to tfjs-node's but for calls which that does not know or does wrongly.
 * @param instead takes those. Default: the cpu backend's
 */
export function kernelWhen(
  kernelName: string,
  isUnsupported: (call: Arguments) => boolean,
  instead: KernelFunc = cpuKernel(kernelName),
): KernelConfig {
  const { kernelFunc: own } = tf.getKernel(kernelName, 'tensorflow');
  return {
    kernelName,
    backendName: 'tensorflow',
    kernelFunc: (call) => (isUnsupported(call) ? instead(call) : own(call)),
  };
}

function cpuKernel(kernelName: string): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    refuseHalves(kernelName, inputs);
    const cpu = tf.findBackend('cpu') as CpuBackend;
    const own = backend as KernelBackend;
    // Some of its kernels ask a tensor for its rank.
    const copies = mapInputs(inputs, ({ dataId, shape, dtype }) =>
      Object.assign(cpu.makeTensorInfo(shape, dtype, own.readSync(dataId)), { rank: shape.length }),
    );
    const results = tf.getKernel(kernelName, 'cpu').kernelFunc({ inputs: copies, attrs, backend: cpu });
    const moved = [results].flat().map((result) => {
      const dataId = own.write(cpu.readSync(result.dataId), result.shape, result.dtype);
      cpu.disposeIntermediateTensorInfo(result);
      return { dataId, shape: result.shape, dtype: result.dtype };
    });
    for (const copy of Object.values(copies).flat()) if (copy) cpu.disposeIntermediateTensorInfo(copy);
    return Array.isArray(results) ? moved : moved[0]!;
  };
}

/** Its values would come back as float32. */
function refuseHalves(kernelName: string, inputs: object): void {
  if (!areHalvesUsed()) return;
  for (const input of Object.values(inputs).flat() as (Tensor | undefined)[])
    if (input && precisionOf(input) !== 'float32')
      throw new Error(`${kernelName}: it is not computed in ${precisionOf(input)} here. Give it float32.`);
}

// Some kernels have lists of tensors for inputs, and some leave inputs out.
function mapInputs(inputs: object, change: (info: TensorInfo) => TensorInfo): NamedTensorInfoMap {
  const mapped = Object.entries(inputs).map(
    ([name, value]: [string, TensorInfo | TensorInfo[] | undefined]) => [
      name,
      Array.isArray(value) ? value.map(change) : value && change(value),
    ],
  );
  return Object.fromEntries(mapped) as NamedTensorInfoMap;
}
