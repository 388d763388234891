// What TensorFlow.js' own backends, which stand in for TensorFlow, lack or get wrong.
import type { KernelConfig } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TfjsKernel } from '../kernel-names.js';
import { missingKernels } from './cpu-kernels.js';
import { einsumKernel } from './einsum.js';

const complex: readonly TfjsKernel[] = ['Complex', 'ComplexAbs', 'FFT', 'IFFT', 'Imag', 'Real'];

replace(einsumKernel('cpu'));

/** Gives wasm the kernels that it lacks, by the cpu backend's; complex numbers it cannot hold. */
export function completeWasm(): void {
  for (const kernel of missingKernels('wasm'))
    replace(complex.some((name) => name === kernel.kernelName) ? refusal(kernel) : kernel);
  replace(einsumKernel('wasm'));
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
