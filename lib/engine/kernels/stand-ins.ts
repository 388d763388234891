// What TensorFlow.js' own backends, which stand in for TensorFlow, lack or get wrong.
import type { KernelConfig, KernelFunc, NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TfjsKernel } from '../kernel-names.js';
import { cpuKernelFor, missingKernels } from './cpu-kernels.js';
import { einsumKernel } from './einsum.js';
import { maxPoolBackwards } from './max-pool-backwards.js';
import { nearestBackwards } from './resize-backwards.js';

type Arguments = Parameters<KernelFunc>[0];

const complex: readonly TfjsKernel[] = ['Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real'];

replace(einsumKernel('cpu'));
replace(maxPoolBackwards('MaxPoolGrad', 'cpu'));
replace(maxPoolBackwards('MaxPool3DGrad', 'cpu'));
for (const name of ['Cumprod', 'Cumsum'] as const)
  replace(changed(name, 'cpu', (call, own) => own(withAxisFromStart(call))));
replace(nearestBackwards);
// Writes into the tensor that it is given.
replace(
  changed('TensorScatterUpdate', 'cpu', (call, own) => {
    const { tensor } = call.inputs as NamedTensorInfoMap as Record<string, Tensor>;
    const copy = tf.tensor(tensor!.dataSync().slice(), tensor!.shape, tensor!.dtype);
    return own({ ...call, inputs: { ...call.inputs, tensor: copy } });
  }),
);
// Gives height and width the wrong way round.
replace(
  changed('ResizeBilinearGrad', 'cpu', (call, own) => {
    const { images } = call.inputs as NamedTensorInfoMap;
    return { ...[own(call)].flat()[0]!, shape: images!.shape };
  }),
);

/** Gives wasm the kernels that it lacks or gets wrong, by the cpu backend's; complex numbers it cannot hold. */
export function completeWasm(): void {
  for (const kernel of missingKernels('wasm'))
    replace(complex.some((name) => name === kernel.kernelName) ? refusal(kernel) : kernel);
  replace(einsumKernel('wasm'));
  replace(maxPoolBackwards('MaxPoolGrad', 'wasm'));
  replace(maxPoolBackwards('MaxPool3DGrad', 'wasm'));
  for (const name of ['Dilation2DBackpropInput', 'Dilation2DBackpropFilter'] as const)
    replace(cpuKernelFor(name, 'wasm'));
  for (const name of ['Cumprod', 'Cumsum'] as const)
    replace(changed(name, 'wasm', (call, own) => own(withAxisFromStart(call))));
  replace(
    changed('Cast', 'wasm', (call, own) => {
      if (call.attrs?.dtype !== 'complex64') return own(call);
      return refusal({ kernelName: 'Cast', backendName: 'wasm', kernelFunc: own }).kernelFunc(call);
    }),
  );
}

/** A kernel with something done before or after. */
function changed(
  kernelName: TfjsKernel,
  backendName: 'cpu' | 'wasm',
  run: (call: Arguments, own: KernelFunc) => ReturnType<KernelFunc>,
): KernelConfig {
  const present = tf.getKernel(kernelName, backendName);
  return { ...present, kernelFunc: (call) => run(call, present.kernelFunc) };
}

function withAxisFromStart(call: Arguments): Arguments {
  const { x } = call.inputs as NamedTensorInfoMap;
  const axis = call.attrs?.axis as number;
  return { ...call, attrs: { ...call.attrs, axis: axis < 0 ? axis + x!.shape.length : axis } };
}

function refusal({ kernelName, backendName }: KernelConfig): KernelConfig {
  return {
    kernelName,
    backendName,
    kernelFunc: () => {
      throw new Error(
        `${kernelName}: expected a backend with complex numbers, 'tensorflow' or 'cpu'. Received: '${backendName}'. ` +
          "Use another: await tf.setBackend('cpu').",
      );
    },
  };
}

function replace(kernel: KernelConfig): void {
  const { kernelName, backendName } = kernel;
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(kernel);
}
