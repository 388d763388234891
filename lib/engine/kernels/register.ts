// Our own kernels and gradients in the place of tfjs-node's and TensorFlow.js'.
import type { GradConfig, KernelConfig } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { activationGradientKernels, activationGradients } from './activation-gradients.js';
import { add, addGradient, biasGradient, biasGradientGradient } from './add.js';
import { batchNormalizationGradient, batchNormalizationKernels } from './batch-normalization.js';
import { cast } from './cast.js';
import { missingKernels } from './cpu-kernels.js';
import { gather } from './gather.js';
import { denseProduct, matrixProduct } from './matrix-product.js';
import { maxPoolSecond, maxPoolSecondGradient } from './max-pool-second.js';
import { multinomial } from './multinomial.js';
import { depthwiseConvolution } from './one-weight.js';
import { partialKernels } from './partial-kernels.js';
import { searchSorted } from './search-sorted.js';
import { sign } from './sign.js';
import { softmaxCrossEntropyGradients, softmaxCrossEntropyKernels } from './softmax-cross-entropy.js';

const kernels: readonly KernelConfig[] = [
  add,
  biasGradient,
  cast,
  denseProduct,
  gather,
  matrixProduct,
  maxPoolSecond,
  multinomial,
  searchSorted,
  sign,
  ...activationGradientKernels,
  ...batchNormalizationKernels,
  ...softmaxCrossEntropyKernels,
];

/** Called after tfjs-node has registered its own; what comes later in the list replaces what came before. */
export function registerKernels(): void {
  for (const kernel of [...missingKernels(), ...kernels, depthwiseConvolution(), ...partialKernels()]) {
    if (tf.getKernel(kernel.kernelName, kernel.backendName)) {
      tf.unregisterKernel(kernel.kernelName, kernel.backendName);
    }
    tf.registerKernel(kernel);
  }
  const gradients: GradConfig[] = [
    addGradient(tf.getGradient('Add')),
    batchNormalizationGradient,
    biasGradientGradient,
    maxPoolSecondGradient,
    ...activationGradients((name) => tf.getGradient(name)),
    ...softmaxCrossEntropyGradients,
  ];
  for (const gradient of gradients) tf.registerGradient(gradient);
}
