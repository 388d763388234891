// Our own kernels and gradients in the place of tfjs-node's and TensorFlow.js'.
import type { KernelConfig } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { type Entry, gradientOf } from '../gradient-rule.js';
import { activationGradientKernels, activationGradients } from './activation-gradients.js';
import { add, addGradients, biasGradient } from './add.js';
import { batchNormalizationGradients, batchNormalizationKernels } from './batch-normalization.js';
import { blockLstmGradients, blockLstmKernels } from './block-lstm.js';
import { cast } from './cast.js';
import { missingKernels } from './cpu-kernels.js';
import { gather } from './gather.js';
import { denseProduct, matrixProduct } from './matrix-product.js';
import { maxPoolSecond, maxPoolSecondGradients } from './max-pool-second.js';
import { multinomial } from './multinomial.js';
import { depthwiseConvolution } from './one-weight.js';
import { partialKernels } from './partial-kernels.js';
import { searchSorted } from './search-sorted.js';
import { sign } from './sign.js';
import { softmaxCrossEntropyGradients, softmaxCrossEntropyKernels } from './softmax-cross-entropy.js';
import { toPrecision, toPrecisionGradients } from './to-precision.js';

const kernels: readonly KernelConfig[] = [
  add,
  biasGradient,
  cast,
  denseProduct,
  gather,
  matrixProduct,
  multinomial,
  searchSorted,
  sign,
  toPrecision,
  ...activationGradientKernels,
  ...batchNormalizationKernels,
  ...blockLstmKernels,
  ...maxPoolSecond,
  ...softmaxCrossEntropyKernels,
];

/** Of the table of gradients, those of our kernels. */
const nativeGradients = {
  ...activationGradients,
  ...addGradients,
  ...batchNormalizationGradients,
  ...blockLstmGradients,
  ...maxPoolSecondGradients,
  ...softmaxCrossEntropyGradients,
  ...toPrecisionGradients,
};

/** Called after tfjs-node has registered its own; what comes later in the list replaces what came before. */
export function registerKernels(): void {
  for (const kernel of [
    ...missingKernels('tensorflow'),
    ...kernels,
    depthwiseConvolution(),
    ...partialKernels(),
  ]) {
    if (tf.getKernel(kernel.kernelName, kernel.backendName)) {
      tf.unregisterKernel(kernel.kernelName, kernel.backendName);
    }
    tf.registerKernel(kernel);
  }
  for (const [name, entry] of Object.entries<Entry>(nativeGradients)) {
    const gradient = gradientOf(name, entry);
    if (gradient) tf.registerGradient(gradient);
  }
}
