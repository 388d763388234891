// Batch normalization of images, fused as TensorFlow has it.
import { product } from '../element-types.js';
import type { Emitter, Value } from '../stablehlo.js';
import { like, NotLowered, type Rule, range, type Site } from './site.js';
import { requireFeaturesLast } from './windows.js';

const epsilonOf = (site: Site): number => Number(site.attribute('epsilon') ?? 1e-4);

function overFeatures(emit: Emitter, x: Value, ofFeatures: Value): Value {
  return emit.broadcast(ofFeatures, x.shape, [x.shape.length - 1]);
}

function sumOfFeatures(emit: Emitter, x: Value): Value {
  return emit.reduce('add', x, range(x.shape.length - 1));
}

function times(emit: Emitter, a: Value, b: Value): Value {
  return emit.binary('multiply', a, b);
}

function rootInverse(emit: Emitter, variance: Value, epsilon: number): Value {
  return emit.unary('rsqrt', emit.binary('add', variance, like(emit, variance, epsilon)));
}

/** Inputs: numbers, scale, offset, mean, variance. Outputs: the result, mean, variance, and both again for the gradient. */
export const batchNormalization: Rule = (site) => {
  requireFeaturesLast(site);
  const { emit, input } = site;
  const [x, scale, offset] = [input(0), input(1), input(2)];
  const isTraining = site.attribute('is_training') !== false;
  if (isTraining && Number(site.attribute('exponential_avg_factor') ?? 1) !== 1)
    throw new NotLowered(site.op, 'with moving averages');
  const count = product(x.shape.slice(0, -1));
  const shareOf = (sum: Value): Value => emit.binary('divide', sum, like(emit, sum, count));
  const mean = isTraining ? shareOf(sumOfFeatures(emit, x)) : input(3);
  const centered = emit.binary('subtract', x, overFeatures(emit, x, mean));
  const variance = isTraining ? shareOf(sumOfFeatures(emit, times(emit, centered, centered))) : input(4);
  const factor = times(emit, rootInverse(emit, variance, epsilonOf(site)), scale);
  const y = emit.binary(
    'add',
    times(emit, centered, overFeatures(emit, x, factor)),
    overFeatures(emit, x, offset),
  );
  // Bessel's correction, as TensorFlow gives the variance for moving averages.
  const unbiased = isTraining
    ? times(emit, variance, like(emit, variance, count / Math.max(count - 1, 1)))
    : variance;
  return [y, mean, unbiased, mean, variance];
};

/** Inputs: what comes back, numbers, scale, mean, variance. */
export const batchNormalizationGradient: Rule = (site) => {
  requireFeaturesLast(site);
  const { emit, input } = site;
  const [dy, x, scale, mean, variance] = [input(0), input(1), input(2), input(3), input(4)];
  const inverse = rootInverse(emit, variance, epsilonOf(site));
  const centered = emit.binary('subtract', x, overFeatures(emit, x, mean));
  const normal = times(emit, centered, overFeatures(emit, x, inverse));
  const dScale = sumOfFeatures(emit, times(emit, dy, normal));
  const dOffset = sumOfFeatures(emit, dy);
  const none = like(emit, mean, 0);
  const factor = overFeatures(emit, x, times(emit, inverse, scale));
  if (site.attribute('is_training') === false) return [times(emit, dy, factor), dScale, dOffset, none, none];
  const count = product(x.shape.slice(0, -1));
  const shareOf = (sum: Value): Value =>
    overFeatures(emit, x, emit.binary('divide', sum, like(emit, sum, count)));
  const rest = emit.binary(
    'subtract',
    emit.binary('subtract', dy, shareOf(dOffset)),
    times(emit, normal, shareOf(dScale)),
  );
  return [times(emit, rest, factor), dScale, dOffset, none, none];
};
