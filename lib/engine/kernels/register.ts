// Our own kernels in the place of tfjs-node's.
import type { KernelConfig } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { gather } from './gather.js';

const kernels: readonly KernelConfig[] = [gather];

/** Called after tfjs-node has registered its own. */
export function registerKernels(): void {
  for (const kernel of kernels) {
    if (tf.getKernel(kernel.kernelName, kernel.backendName)) {
      tf.unregisterKernel(kernel.kernelName, kernel.backendName);
    }
    tf.registerKernel(kernel);
  }
}
