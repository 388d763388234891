// Optimizers' rules as TensorFlow's own single ops on resources, where one computes the very same rule.
import type { OpAttribute } from '../../engine/op-attributes.js';
import { attributeType } from '../../engine/op-attributes.js';
import { changeInPlace, type TracedResident } from '../../engine/tracing/resident-variables.js';
import { Adam } from '../../optimizers/adam.js';
import type { Optimizer, Slots } from '../../optimizers/optimizer.js';
import { SGD } from '../../optimizers/sgd.js';
import { tf } from '../../tf.js';

type Residents = ReadonlyMap<tf.Variable, TracedResident>;

interface Update {
  readonly weight: TracedResident;
  readonly gradient: tf.Tensor;
  readonly slots: Record<string, TracedResident>;
  readonly rate: tf.Scalar;
  readonly step: tf.Scalar;
}

type Rule = (update: Update) => void;

/** Whether updates of this optimizer can be made in place. */
export function hasFusedUpdate(optimizer: unknown): optimizer is Optimizer {
  return ruleOf(optimizer) !== undefined;
}

/** Runs `body` with the optimizer changing residents in place. */
export function withFusedUpdates<T>(optimizer: Optimizer, residents: Residents, body: () => T): T {
  const rule = ruleOf(optimizer);
  if (!rule || residents.size === 0) return body();
  const instance = optimizer as { update?: Optimizer['update'] };
  instance.update = (weight, gradient, slots, rate, step) => {
    rule({ weight: residents.get(weight)!, gradient, slots: residentSlots(slots, residents), rate, step });
  };
  try {
    return body();
  } finally {
    // The class's own rule shows again.
    delete instance.update;
  }
}

function residentSlots(slots: Slots, residents: Residents): Record<string, TracedResident> {
  return Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, residents.get(slot)!]));
}

// By the rule, not by the class: a subclass may have another rule.
function ruleOf(optimizer: unknown): Rule | undefined {
  if (optimizer instanceof Adam && optimizer.update === Adam.prototype.update) {
    return optimizer.amsgrad ? undefined : adam(optimizer);
  }
  if (optimizer instanceof SGD && optimizer.update === SGD.prototype.update) {
    return optimizer.momentum === 0 ? gradientDescent : momentum(optimizer);
  }
  return undefined;
}

function adam({ beta1, beta2, epsilon }: Adam): Rule {
  return ({ weight, gradient, slots, rate, step }) => {
    const [first, second] = [tf.scalar(beta1), tf.scalar(beta2)];
    const powers = [tf.pow(first, step), tf.pow(second, step)];
    const tensors = [...powers, rate, first, second, tf.scalar(epsilon), gradient];
    changeInPlace('ResourceApplyAdam', [weight, slots.momentum!, slots.velocity!], tensors);
  };
}

const gradientDescent: Rule = ({ weight, gradient, rate }) => {
  changeInPlace('ResourceApplyGradientDescent', [weight], [rate, gradient]);
};

function momentum({ momentum, nesterov }: SGD): Rule {
  const attributes: OpAttribute[] = [{ name: 'use_nesterov', type: attributeType.bool, value: nesterov }];
  return ({ weight, gradient, slots, rate }) => {
    const tensors = [rate, gradient, tf.scalar(momentum)];
    changeInPlace('ResourceApplyKerasMomentum', [weight, slots.momentum!], tensors, attributes);
  };
}
