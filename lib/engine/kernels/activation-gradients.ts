// Gradients of activations by TensorFlow's single ops, where TensorFlow.js puts them together from several.
import type { GradConfig, KernelConfig, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { kernel } from './kernel.js';

interface FusedGradient {
  /** The activation's kernel, and TensorFlow's op for its gradient. */
  readonly activation: string;
  readonly op: string;
  /** Whether the op takes the activation's result or its input. */
  readonly from: 'result' | 'input';
  /** Whether the op takes that first, before the gradient. */
  readonly first: boolean;
  /** The same by other ops, for other engines and types. */
  readonly formula: (value: Tensor, dy: Tensor) => Tensor;
  /** How the gradient, `dy` times a factor of `value`, changes with `value`; it is the same factor for `dy`. */
  readonly slope: (value: Tensor, dy: Tensor) => Tensor;
}

const gradients: readonly FusedGradient[] = [
  {
    activation: 'Relu',
    op: 'ReluGrad',
    from: 'result',
    first: false,
    formula: (y, dy) => tf.mul(dy, tf.step(y)),
    slope: (y) => tf.zerosLike(y),
  },
  {
    activation: 'Sigmoid',
    op: 'SigmoidGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.mul(dy, tf.mul(y, tf.sub(1, y))),
    slope: (y, dy) => tf.mul(dy, tf.sub(1, tf.mul(2, y))),
  },
  {
    activation: 'Tanh',
    op: 'TanhGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.mul(dy, tf.sub(1, tf.square(y))),
    slope: (y, dy) => tf.mul(dy, tf.mul(-2, y)),
  },
  {
    activation: 'Softplus',
    op: 'SoftplusGrad',
    from: 'input',
    first: false,
    formula: (x, dy) => tf.mul(dy, tf.sigmoid(x)),
    slope: (x, dy) => tf.mul(dy, tf.mul(tf.sigmoid(x), tf.sigmoid(tf.neg(x)))),
  },
  {
    activation: 'Sqrt',
    op: 'SqrtGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.div(tf.mul(dy, 0.5), y),
    slope: (y, dy) => tf.div(tf.mul(dy, -0.5), tf.square(y)),
  },
  {
    activation: 'Rsqrt',
    op: 'RsqrtGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.mul(tf.mul(dy, -0.5), tf.mul(y, tf.square(y))),
    slope: (y, dy) => tf.mul(tf.mul(dy, -1.5), tf.square(y)),
  },
];

export const activationGradientKernels: readonly KernelConfig[] = gradients.map(({ op, first }) =>
  kernel(op, ({ backend, input }) => {
    const [value, dy] = [input('value'), input('dy')];
    return backend.executeSingleOutput(op, [], first ? [value, dy] : [dy, value]);
  }),
);

/** The gradients to register; `present` gives TensorFlow.js' own. */
export function activationGradients(present: (kernelName: string) => GradConfig): GradConfig[] {
  return gradients.flatMap((gradient) => [
    fused(gradient, present(gradient.activation)),
    gradientOfGradient(gradient),
  ]);
}

function fused({ op, from, formula }: FusedGradient, own: GradConfig): GradConfig {
  const saves = from === 'result' ? { outputsToSave: [true] } : { inputsToSave: ['x'] };
  return {
    kernelName: own.kernelName,
    ...saves,
    gradFunc(change, [value]) {
      const dy = change as Tensor;
      const onTensorFlow = tf.getBackend() === 'tensorflow' && value!.dtype === 'float32';
      return { x: () => (onTensorFlow ? run(op, value!, dy) : formula(value!, dy)) };
    },
  };
}

function gradientOfGradient({ op, slope }: FusedGradient): GradConfig {
  return {
    kernelName: op,
    inputsToSave: ['value', 'dy'],
    gradFunc(change, [value, dy]) {
      const outer = change as Tensor;
      return { value: () => tf.mul(outer, slope(value!, dy!)), dy: () => run(op, value!, outer) };
    },
  };
}

const run = (op: string, value: Tensor, dy: Tensor): Tensor =>
  tf.engine().runKernel(op, { value, dy }) as Tensor;
