// Gradients of activations by TensorFlow's single ops, where TensorFlow.js puts them together from several.
import type { KernelConfig, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { Rule } from '../gradient-rule.js';
import type { OwnKernel } from '../kernel-names.js';
import { kernel } from './kernel.js';

type Activation = 'Relu' | 'Sigmoid' | 'Tanh' | 'Softplus' | 'Sqrt' | 'Rsqrt';
type GradientOp = Extract<OwnKernel, `${Activation}Grad`>;

interface FusedGradient {
  /** TensorFlow's op for the gradient. */
  readonly op: GradientOp;
  /** Whether the op takes the activation's result or its input. */
  readonly from: 'result' | 'input';
  /** Whether the op takes that first, before the gradient. */
  readonly first: boolean;
  /** The same by other ops, for other engines and types. */
  readonly formula: (value: Tensor, dy: Tensor) => Tensor;
  /** How the gradient, `dy` times a factor of `value`, changes with `value`; it is the same factor for `dy`. */
  readonly slope: (value: Tensor, dy: Tensor) => Tensor;
}

const gradients: Record<Activation, FusedGradient> = {
  Relu: {
    op: 'ReluGrad',
    from: 'result',
    first: false,
    formula: (y, dy) => tf.mul(dy, tf.step(y)),
    slope: (y) => tf.zerosLike(y),
  },
  Sigmoid: {
    op: 'SigmoidGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.mul(dy, tf.mul(y, tf.sub(1, y))),
    slope: (y, dy) => tf.mul(dy, tf.sub(1, tf.mul(2, y))),
  },
  Tanh: {
    op: 'TanhGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.mul(dy, tf.sub(1, tf.square(y))),
    slope: (y, dy) => tf.mul(dy, tf.mul(-2, y)),
  },
  Softplus: {
    op: 'SoftplusGrad',
    from: 'input',
    first: false,
    formula: (x, dy) => tf.mul(dy, tf.sigmoid(x)),
    slope: (x, dy) => tf.mul(dy, tf.mul(tf.sigmoid(x), tf.sigmoid(tf.neg(x)))),
  },
  Sqrt: {
    op: 'SqrtGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.div(tf.mul(dy, 0.5), y),
    slope: (y, dy) => tf.div(tf.mul(dy, -0.5), tf.square(y)),
  },
  Rsqrt: {
    op: 'RsqrtGrad',
    from: 'result',
    first: true,
    formula: (y, dy) => tf.mul(tf.mul(dy, -0.5), tf.mul(y, tf.square(y))),
    slope: (y, dy) => tf.mul(tf.mul(dy, -1.5), tf.square(y)),
  },
};

export const activationGradientKernels: readonly KernelConfig[] = Object.values(gradients).map(
  ({ op, first }) =>
    kernel(op, ({ backend, input }) => {
      const [value, dy] = [input('value'), input('dy')];
      return backend.executeSingleOutput(op, [], first ? [value, dy] : [dy, value]);
    }),
);

/** Of activations, and of their gradients. */
export const activationGradients = {
  Relu: fused(gradients.Relu),
  Sigmoid: fused(gradients.Sigmoid),
  Tanh: fused(gradients.Tanh),
  Softplus: fused(gradients.Softplus),
  Sqrt: fused(gradients.Sqrt),
  Rsqrt: fused(gradients.Rsqrt),
  ReluGrad: gradientOfGradient(gradients.Relu),
  SigmoidGrad: gradientOfGradient(gradients.Sigmoid),
  TanhGrad: gradientOfGradient(gradients.Tanh),
  SoftplusGrad: gradientOfGradient(gradients.Softplus),
  SqrtGrad: gradientOfGradient(gradients.Sqrt),
  RsqrtGrad: gradientOfGradient(gradients.Rsqrt),
};

function fused({ op, from, formula }: FusedGradient): Rule {
  const saves = from === 'result' ? { outputsToSave: [true] } : { inputsToSave: ['x'] };
  return {
    ...saves,
    gradFunc(change, [value]) {
      const dy = change as Tensor;
      const onTensorFlow = tf.getBackend() === 'tensorflow' && value!.dtype === 'float32';
      return { x: () => (onTensorFlow ? run(op, value!, dy) : formula(value!, dy)) };
    },
  };
}

function gradientOfGradient({ op, slope }: FusedGradient): Rule {
  return {
    inputsToSave: ['value', 'dy'],
    gradFunc(change, [value, dy]) {
      const outer = change as Tensor;
      return { value: () => tf.mul(outer, slope(value!, dy!)), dy: () => run(op, value!, outer) };
    },
  };
}

const run = (op: string, value: Tensor, dy: Tensor): Tensor =>
  tf.engine().runKernel(op, { value, dy }) as Tensor;
