// Ops that reduce axes, and those that are made of reductions.
import { product } from '../element-types.js';
import type { Emitter, Reducer, Value } from '../stablehlo.js';
import { axisOf, like, type Rule, range, type Site } from './site.js';

function axesOf(site: Site): number[] {
  const rank = site.inputShape(0).length;
  return [...new Set(site.numbers(1).map((axis) => axisOf(axis, rank)))];
}

/** Axes are the second input; the output's shape keeps them as 1 or not. */
export const reduction =
  (op: Reducer): Rule =>
  (site) => {
    const { emit, input, output } = site;
    return emit.reshape(emit.reduce(op, input(0), axesOf(site)), output().shape);
  };

export const mean: Rule = (site) => {
  const { emit, input, output } = site;
  const x = input(0);
  const axes = axesOf(site);
  const count = product(axes.map((axis) => x.shape[axis]!));
  const sum = emit.reshape(emit.reduce('add', x, axes), output().shape);
  return emit.binary('divide', sum, like(emit, sum, count));
};

/** The first place of the largest (smallest) number. */
export const place =
  (op: 'maximum' | 'minimum'): Rule =>
  (site) => {
    const { emit, input, numbers, output } = site;
    const x = input(0);
    const axis = axisOf(numbers(1)[0] ?? 0, x.shape.length);
    const best = over(emit, x, emit.reduce(op, x, [axis]), axis);
    const { type } = output();
    const places = emit.iota(type, x.shape, axis);
    const found = emit.select(
      emit.compare('EQ', x, best),
      places,
      emit.fill(type, x.shape, x.shape[axis]! - 1),
    );
    return emit.reduce('minimum', found, [axis]);
  };

/** What was reduced along an axis, for each of its places again. */
function over(emit: Emitter, x: Value, reduced: Value, axis: number): Value {
  return emit.broadcast(
    reduced,
    x.shape,
    range(x.shape.length).filter((one) => one !== axis),
  );
}

interface Shares {
  /** Numbers less the row's largest. */
  readonly shifted: Value;
  readonly exponentials: Value;
  readonly sums: Value;
}

function shares(emit: Emitter, x: Value): Shares {
  const last = x.shape.length - 1;
  const shifted = emit.binary('subtract', x, over(emit, x, emit.reduce('maximum', x, [last]), last));
  const exponentials = emit.unary('exponential', shifted);
  return { shifted, exponentials, sums: emit.reduce('add', exponentials, [last]) };
}

export const softmax: Rule = ({ emit, input }) => {
  const x = input(0);
  const { exponentials, sums } = shares(emit, x);
  return emit.binary('divide', exponentials, over(emit, x, sums, x.shape.length - 1));
};

export const logSoftmax: Rule = ({ emit, input }) => {
  const x = input(0);
  const { shifted, sums } = shares(emit, x);
  return emit.binary('subtract', shifted, over(emit, x, emit.unary('log', sums), x.shape.length - 1));
};

/** The loss of each row, and its gradient. */
export const softmaxCrossEntropy: Rule = ({ emit, input }) => {
  const [logits, labels] = [input(0), input(1)];
  return crossEntropy(emit, logits, labels);
};

function crossEntropy(emit: Emitter, logits: Value, labels: Value): readonly Value[] {
  const last = logits.shape.length - 1;
  const { shifted, exponentials, sums } = shares(emit, logits);
  const logs = emit.binary('subtract', over(emit, logits, emit.unary('log', sums), last), shifted);
  const loss = emit.reduce('add', emit.binary('multiply', labels, logs), [last]);
  const chances = emit.binary('divide', exponentials, over(emit, logits, sums, last));
  return [loss, emit.binary('subtract', chances, labels)];
}

/** Labels are numbers of classes here; a label out of range gives NaN, as TensorFlow's GPU kernel. */
export const sparseSoftmaxCrossEntropy: Rule = ({ emit, input }) => {
  const [logits, labels] = [input(0), input(1)];
  const places = emit.iota(labels.type, logits.shape, 1);
  const spread = emit.broadcast(labels, logits.shape, [0]);
  const oneHot = emit.convert(emit.compare('EQ', places, spread), 'f32');
  const isClass = emit.binary(
    'and',
    emit.compare('GE', spread, emit.fill(labels.type, logits.shape, 0)),
    emit.compare('LT', spread, emit.fill(labels.type, logits.shape, logits.shape[1]!)),
  );
  const nan = emit.fill('f32', logits.shape, Number.NaN);
  return crossEntropy(emit, logits, emit.select(isClass, oneHot, nan));
};

export const halfSumOfSquares: Rule = ({ emit, input }) => {
  const x = input(0);
  const sum = emit.reduce('add', emit.binary('multiply', x, x), range(x.shape.length));
  return emit.binary('multiply', sum, like(emit, sum, 0.5));
};

export const biasGradient: Rule = ({ emit, input }) => {
  const dy = input(0);
  return emit.reduce('add', dy, range(dy.shape.length - 1));
};
