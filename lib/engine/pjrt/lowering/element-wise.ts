// Ops that compute each number by itself.
import type { Direction, Emitter, Value } from '../stablehlo.js';
import { isFloat, like, type Rule, spread } from './site.js';

/** One op of StableHLO's by its name there. */
export const unary =
  (name: string): Rule =>
  ({ emit, input }) =>
    emit.unary(name, input(0));

/** A formula of one tensor. */
export const formula =
  (write: (emit: Emitter, x: Value) => Value): Rule =>
  ({ emit, input }) =>
    write(emit, input(0));

/** Both inputs, spread to the output's shape. */
const pair =
  (write: (emit: Emitter, a: Value, b: Value) => Value): Rule =>
  ({ emit, input, output }) => {
    const { shape } = output();
    return write(emit, spread(emit, input(0), shape), spread(emit, input(1), shape));
  };

export const binary = (name: string): Rule => pair((emit, a, b) => emit.binary(name, a, b));
export const comparison = (direction: Direction): Rule => pair((emit, a, b) => emit.compare(direction, a, b));

export const same: Rule = ({ input }) => input(0);

const square = (emit: Emitter, x: Value): Value => emit.binary('multiply', x, x);
const scaled = (emit: Emitter, x: Value, by: number): Value => emit.binary('multiply', x, like(emit, x, by));
const plus = (emit: Emitter, x: Value, number: number): Value => emit.binary('add', x, like(emit, x, number));
const isAbove = (emit: Emitter, x: Value, number: number): Value =>
  emit.compare('GT', x, like(emit, x, number));
const isBelow = (emit: Emitter, x: Value, number: number): Value =>
  emit.compare('LT', x, like(emit, x, number));

/** Between two numbers; what is not a number stays so. */
function clamped(emit: Emitter, x: Value, low: number, high: number): Value {
  return emit.binary('minimum', emit.binary('maximum', x, like(emit, x, low)), like(emit, x, high));
}

// Klambauer et al., 2017.
const seluScale = 1.0507009873554805;
const seluScaleAlpha = 1.7580993408473766;

// Erf as a fraction of polynomials in x² for |x| up to 4, highest power first (Eigen's, for single precision).
const erfAbove = [
  -2.72614225801306e-10, 2.77068142495902e-8, -2.10102402082508e-6, -5.69250639462346e-5,
  -7.34990630326855e-4, -2.95459980854025e-3, -1.60960333262415e-2,
];
const erfBelow = [
  -1.45660718464996e-5, -2.13374055278905e-4, -1.68282697438203e-3, -7.37332916720468e-3,
  -1.42647390514189e-2,
];

function polynomial(emit: Emitter, x: Value, factors: readonly number[]): Value {
  const [first, ...rest] = factors;
  return rest.reduce<Value>(
    (sum, factor) => plus(emit, emit.binary('multiply', sum, x), factor),
    like(emit, x, first!),
  );
}

function erf(emit: Emitter, given: Value): Value {
  const x = clamped(emit, given, -4, 4);
  const squared = square(emit, x);
  const above = emit.binary('multiply', x, polynomial(emit, squared, erfAbove));
  return emit.binary('divide', above, polynomial(emit, squared, erfBelow));
}

function softplus(emit: Emitter, x: Value): Value {
  const size = emit.unary(
    'log_plus_one',
    emit.unary('exponential', emit.unary('negate', emit.unary('abs', x))),
  );
  return emit.binary('add', emit.binary('maximum', x, like(emit, x, 0)), size);
}

function selu(emit: Emitter, x: Value): Value {
  const low = scaled(emit, emit.unary('exponential_minus_one', x), seluScaleAlpha);
  return emit.select(isBelow(emit, x, 0), low, scaled(emit, x, seluScale));
}

/** The rest has the divisor's sign, and the quotient is the next whole number below. */
function floorMod(emit: Emitter, a: Value, b: Value): Value {
  const rest = emit.binary('remainder', a, b);
  const zero = like(emit, a, 0);
  const isOther = emit.compare('NE', emit.compare('LT', rest, zero), emit.compare('LT', b, zero));
  const hasRest = emit.compare('NE', rest, zero);
  return emit.select(emit.binary('and', isOther, hasRest), emit.binary('add', rest, b), rest);
}

function floorDiv(emit: Emitter, a: Value, b: Value): Value {
  if (isFloat(a.type)) return emit.unary('floor', emit.binary('divide', a, b));
  return emit.binary('divide', emit.binary('subtract', a, floorMod(emit, a, b)), b);
}

function noNanDivision(emit: Emitter, a: Value, b: Value): Value {
  const zero = like(emit, b, 0);
  return emit.select(emit.compare('EQ', b, zero), zero, emit.binary('divide', a, b));
}

const half = (emit: Emitter, x: Value): Value => scaled(emit, x, 0.5);
const exponential = (emit: Emitter, x: Value): Value => emit.unary('exponential', x);
const negative = (emit: Emitter, x: Value): Value => emit.unary('negate', x);
const alpha = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

export const formulas = {
  square: formula(square),
  reciprocal: formula((emit, x) => emit.binary('divide', like(emit, x, 1), x)),
  relu: formula((emit, x) => emit.binary('maximum', x, like(emit, x, 0))),
  relu6: formula((emit, x) => clamped(emit, x, 0, 6)),
  elu: formula((emit, x) => emit.select(isBelow(emit, x, 0), emit.unary('exponential_minus_one', x), x)),
  selu: formula(selu),
  softplus: formula(softplus),
  softsign: formula((emit, x) => emit.binary('divide', x, plus(emit, emit.unary('abs', x), 1))),
  erf: formula(erf),
  tan: formula((emit, x) => emit.binary('divide', emit.unary('sine', x), emit.unary('cosine', x))),
  sinh: formula((emit, x) =>
    half(emit, emit.binary('subtract', exponential(emit, x), exponential(emit, negative(emit, x)))),
  ),
  cosh: formula((emit, x) =>
    half(emit, emit.binary('add', exponential(emit, x), exponential(emit, negative(emit, x)))),
  ),
  atan: formula((emit, x) => emit.binary('atan2', x, like(emit, x, 1))),
  isNan: formula((emit, x) => emit.compare('NE', x, x)),
  isInf: formula((emit, x) =>
    emit.compare('EQ', emit.unary('abs', x), like(emit, x, Number.POSITIVE_INFINITY)),
  ),
  isFinite: formula((emit, x) => emit.unary('is_finite', x, 'i1')),
  sign: formula((emit, x) => emit.unary('sign', x)),
  zeros: formula((emit, x) => like(emit, x, 0)),
  ones: formula((emit, x) => like(emit, x, 1)),
  squaredDifference: pair((emit, a, b) => square(emit, emit.binary('subtract', a, b))),
  floorDiv: pair(floorDiv),
  floorMod: pair(floorMod),
  divNoNan: pair(noNanDivision),
} as const;

export const leakyRelu: Rule = ({ emit, input, attribute }) => {
  const x = input(0);
  return emit.select(isAbove(emit, x, 0), x, scaled(emit, x, alpha(attribute('alpha'), 0.2)));
};

/** Gradients of activations: the first input is what comes back, or what the activation gave, as TensorFlow has it. */
export const activationGradients = {
  relu: pair((emit, dy, x) => emit.select(isAbove(emit, x, 0), dy, like(emit, dy, 0))),
  relu6: pair((emit, dy, x) => {
    const within = emit.binary('and', isAbove(emit, x, 0), isBelow(emit, x, 6));
    return emit.select(within, dy, like(emit, dy, 0));
  }),
  elu: pair((emit, dy, y) =>
    emit.select(isBelow(emit, y, 0), emit.binary('multiply', dy, plus(emit, y, 1)), dy),
  ),
  selu: pair((emit, dy, y) => {
    const low = emit.binary('multiply', dy, plus(emit, y, seluScaleAlpha));
    return emit.select(isBelow(emit, y, 0), low, scaled(emit, dy, seluScale));
  }),
  softplus: pair((emit, dy, x) => emit.binary('multiply', dy, emit.unary('logistic', x))),
  softsign: pair((emit, dy, x) =>
    emit.binary('divide', dy, square(emit, plus(emit, emit.unary('abs', x), 1))),
  ),
  sigmoid: pair((emit, y, dy) => {
    const slope = emit.binary('multiply', y, emit.binary('subtract', like(emit, y, 1), y));
    return emit.binary('multiply', dy, slope);
  }),
  tanh: pair((emit, y, dy) =>
    emit.binary('multiply', dy, emit.binary('subtract', like(emit, y, 1), square(emit, y))),
  ),
  sqrt: pair((emit, y, dy) => emit.binary('divide', scaled(emit, dy, 0.5), y)),
  rsqrt: pair((emit, y, dy) =>
    emit.binary('multiply', scaled(emit, dy, -0.5), emit.binary('multiply', y, square(emit, y))),
  ),
  reciprocal: pair((emit, y, dy) => emit.unary('negate', emit.binary('multiply', dy, square(emit, y)))),
} as const;

export const leakyReluGradient: Rule = ({ emit, input, attribute }) => {
  const [dy, x] = [input(0), input(1)];
  return emit.select(isAbove(emit, x, 0), dy, scaled(emit, dy, alpha(attribute('alpha'), 0.2)));
};

export const cast: Rule = ({ emit, input, output }) => {
  const x = input(0);
  const { type } = output();
  if (type === 'i1' && x.type !== 'i1') return emit.compare('NE', x, like(emit, x, 0));
  return emit.convert(x, type);
};

export const select: Rule = ({ emit, input, output }) => {
  const { shape } = output();
  const [where, a, b] = [input(0), input(1), input(2)];
  return emit.select(spread(emit, where, shape), spread(emit, a, shape), spread(emit, b, shape));
};

/** `Select`, the older op, takes a condition for each row where the condition has one axis. */
export const selectByRow: Rule = ({ emit, input, output }) => {
  const { shape } = output();
  const where = input(0);
  const chosen =
    where.shape.length === 1 && shape.length > 1
      ? emit.broadcast(where, shape, [0])
      : spread(emit, where, shape);
  return emit.select(chosen, input(1), input(2));
};

export const clip: Rule = ({ emit, input, output }) => {
  const { shape } = output();
  const [x, low, high] = [input(0), spread(emit, input(1), shape), spread(emit, input(2), shape)];
  return emit.binary('maximum', emit.binary('minimum', x, high), low);
};

export const addAll: Rule = ({ emit, input, inputCount }) => {
  let sum = input(0);
  for (let index = 1; index < inputCount; index++) sum = emit.binary('add', sum, input(index));
  return sum;
};

/** A number for each of the last axis. */
export const addBias: Rule = ({ emit, input }) => {
  const [x, bias] = [input(0), input(1)];
  return emit.binary('add', x, emit.broadcast(bias, x.shape, [x.shape.length - 1]));
};
