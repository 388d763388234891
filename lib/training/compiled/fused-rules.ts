// Optimizers' rules as TensorFlow's own single ops on resources, where one computes the very same rule.
import type { OpAttribute } from '../../engine/op-attributes.js';
import { attributeType } from '../../engine/op-attributes.js';
import { changeInPlace, type TracedResident } from '../../engine/tracing/resident-variables.js';
import { Adam, Adamax } from '../../optimizers/adam.js';
import { Adadelta, RMSprop } from '../../optimizers/adaptive.js';
import { Optimizer } from '../../optimizers/optimizer.js';
import { SGD } from '../../optimizers/sgd.js';
import { tf } from '../../tf.js';

/** One weight's update: what the op needs, in the graph. */
export interface Update {
  readonly weight: TracedResident;
  readonly gradient: tf.Tensor;
  /** The optimizer's slots, and the scratch slot under its name. */
  readonly slots: Record<string, TracedResident>;
  readonly rate: tf.Scalar;
  readonly step: tf.Scalar;
}

export interface Rule {
  update(update: Update): void;
  /** A slot that the op requires but Keras' rule does without. */
  readonly scratch?: string;
}

/** The optimizer's rule as one op; undefined where TensorFlow has none that computes the same. */
export function fusedRule(optimizer: unknown): Rule | undefined {
  if (optimizer instanceof Optimizer && optimizer.doesMoreThanUpdate) return undefined;
  for (const [type, rule] of rules) {
    // By the rule, not by the class: a subclass may have another rule.
    if (optimizer instanceof type && optimizer.update === type.prototype.update) return rule(optimizer);
  }
  return undefined;
}

type OptimizerClass<O extends Optimizer> = abstract new (...args: never[]) => O;

const rules = [
  entry(Adam, adam),
  entry(Adamax, adamax),
  entry(Adadelta, adadelta),
  entry(RMSprop, rmsprop),
  entry(SGD, (optimizer) => (optimizer.momentum === 0 ? gradientDescent : momentum(optimizer))),
];

function entry<O extends Optimizer>(
  type: OptimizerClass<O>,
  rule: (optimizer: O) => Rule,
): [OptimizerClass<Optimizer>, (optimizer: Optimizer) => Rule] {
  return [type, (optimizer) => rule(optimizer as O)];
}

function adam({ beta1, beta2, epsilon, amsgrad }: Adam): Rule {
  return {
    update({ weight, gradient, slots, rate, step }) {
      const [first, second] = [tf.scalar(beta1), tf.scalar(beta2)];
      const powers = [tf.pow(first, step), tf.pow(second, step)];
      const tensors = [...powers, rate, first, second, tf.scalar(epsilon), gradient];
      const { momentum, velocity, velocity_hat: largest } = slots;
      const [op, more] = amsgrad ? ['ResourceApplyAdamWithAmsgrad', [largest!]] : ['ResourceApplyAdam', []];
      changeInPlace(op, [weight, momentum!, velocity!, ...more], tensors);
    },
  };
}

function adamax({ beta1, beta2, epsilon }: Adamax): Rule {
  return {
    update({ weight, gradient, slots, rate, step }) {
      const [first, second] = [tf.scalar(beta1), tf.scalar(beta2)];
      const tensors = [tf.pow(first, step), rate, first, second, tf.scalar(epsilon), gradient];
      changeInPlace('ResourceApplyAdaMax', [weight, slots.momentum!, slots.norm!], tensors);
    },
  };
}

function adadelta({ rho, epsilon }: Adadelta): Rule {
  return {
    update({ weight, gradient, slots, rate }) {
      const tensors = [rate, tf.scalar(rho), tf.scalar(epsilon), gradient];
      const { accumulated_grad: seen, accumulated_delta_var: moved } = slots;
      changeInPlace('ResourceApplyAdadelta', [weight, seen!, moved!], tensors);
    },
  };
}

function rmsprop({ rho, momentum, epsilon, centered }: RMSprop): Rule {
  return {
    scratch: momentum > 0 ? undefined : 'momentum',
    update({ weight, gradient, slots, rate }) {
      const tensors = [rate, tf.scalar(rho), tf.scalar(momentum), tf.scalar(epsilon), gradient];
      const op = centered ? 'ResourceApplyCenteredRMSProp' : 'ResourceApplyRMSProp';
      const mean = centered ? [slots.average_gradient!] : [];
      changeInPlace(op, [weight, ...mean, slots.velocity!, slots.momentum!], tensors);
    },
  };
}

const gradientDescent: Rule = {
  update({ weight, gradient, rate }) {
    changeInPlace('ResourceApplyGradientDescent', [weight], [rate, gradient]);
  },
};

function momentum({ momentum, nesterov }: SGD): Rule {
  const attributes: OpAttribute[] = [{ name: 'use_nesterov', type: attributeType.bool, value: nesterov }];
  return {
    update({ weight, gradient, slots, rate }) {
      const tensors = [rate, gradient, tf.scalar(momentum)];
      changeInPlace('ResourceApplyKerasMomentum', [weight, slots.momentum!], tensors, attributes);
    },
  };
}
