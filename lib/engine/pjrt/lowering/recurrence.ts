// A sequence of long short-term memory in one op, and its gradient: loops over the steps, with one product each; what needs
// no state is computed for all steps at once. Gates lie in the order input, forget, candidate, output.
import type { Emitter, Value } from '../stablehlo.js';
import { like, NotLowered, type Rule, range, type Site } from './site.js';

type Gates = readonly [input: Value, forget: Value, candidate: Value, output: Value];

interface Sizes {
  readonly steps: number;
  readonly samples: number;
  readonly features: number;
  readonly units: number;
}

function sizesOf(site: Site): Sizes {
  if (site.attribute('use_peephole') === true || Number(site.attribute('cell_clip') ?? 0) > 0)
    throw new NotLowered(site.op, 'with peepholes or clipping');
  const [steps, samples, features] = site.inputShape(1) as [number, number, number];
  return { steps, samples, features, units: site.inputShape(2)[1]! };
}

/** The kernel's rows for inputs, and those for states. */
function kernels(emit: Emitter, kernel: Value, { features, units }: Sizes): [inputs: Value, states: Value] {
  return [
    emit.slice(kernel, [0, 0], [features, 4 * units]),
    emit.slice(kernel, [features, 0], [features + units, 4 * units]),
  ];
}

/** Step `at` of [steps, samples, …]. */
function stepOf(emit: Emitter, sequence: Value, at: Value): Value {
  const [, samples, width] = sequence.shape as [number, number, number];
  const zero = like(emit, at, 0);
  return emit.reshape(emit.dynamicSlice(sequence, [at, zero, zero], [1, samples, width]), [samples, width]);
}

function withStep(emit: Emitter, sequence: Value, at: Value, values: Value): Value {
  const zero = like(emit, at, 0);
  return emit.updateSlice(sequence, emit.reshape(values, [1, ...values.shape]), [at, zero, zero]);
}

function gatesOf(emit: Emitter, sum: Value, units: number): Gates {
  return range(4).map((gate) =>
    emit.slice(sum, [0, gate * units], [sum.shape[0]!, (gate + 1) * units]),
  ) as unknown as Gates;
}

/** Counts up from 0 through all steps. */
function overSteps(
  emit: Emitter,
  steps: number,
  initial: readonly Value[],
  step: (at: Value, values: readonly Value[]) => Value[],
): Value[] {
  const [, ...after] = emit.whileLoop(
    [emit.fill('i32', [], 0), ...initial],
    ([at]) => emit.compare('LT', at!, like(emit, at!, steps)),
    ([at, ...values]) => [emit.binary('add', at!, like(emit, at!, 1)), ...step(at!, values)],
  );
  return after;
}

/** Inputs: steps, x, carry, state, kernel, three peepholes, bias. */
export const longShortTermMemory: Rule = (site) => {
  const { emit, input } = site;
  const sizes = sizesOf(site);
  const { steps, samples, units } = sizes;
  const [x, carry, state, kernel, bias] = [1, 2, 3, 4, 8].map(input) as [Value, Value, Value, Value, Value];
  const [forInputs, forStates] = kernels(emit, kernel, sizes);
  const products = emit.dot(x, forInputs, { contracting: [[2], [0]] });
  const sums = emit.binary('add', products, emit.broadcast(bias, products.shape, [2]));
  const empty = emit.fill('f32', [steps, samples, units], 0);
  const made = overSteps(
    emit,
    steps,
    [carry, state, ...range(7).map(() => empty)],
    (at, [before, last, ...sequences]) => {
      const sum = emit.binary(
        'add',
        stepOf(emit, sums, at),
        emit.dot(last!, forStates, { contracting: [[1], [0]] }),
      );
      const [i, f, c, o] = gatesOf(emit, sum, units);
      const [opened, forgot, given] = [i, f, o].map((gate) => emit.unary('logistic', gate)) as [
        Value,
        Value,
        Value,
      ];
      const candidate = emit.unary('tanh', c);
      const after = emit.binary(
        'add',
        emit.binary('multiply', candidate, opened),
        emit.binary('multiply', before!, forgot),
      );
      const activated = emit.unary('tanh', after);
      const next = emit.binary('multiply', given, activated);
      const values = [opened, after, forgot, given, candidate, activated, next];
      return [
        after,
        next,
        ...sequences.map((sequence, place) => withStep(emit, sequence, at, values[place]!)),
      ];
    },
  );
  return made.slice(2);
};

/** As before, then all that came of it, then what comes back for carries and states. */
export const longShortTermMemoryGradient: Rule = (site) => {
  const { emit, input } = site;
  const sizes = sizesOf(site);
  const { steps, samples, units } = sizes;
  const [x, carry, state, kernel] = [1, 2, 3, 4].map(input) as [Value, Value, Value, Value];
  const [opened, carries, forgot, given, candidate, activated, states, dCarries, dStates] = range(9).map(
    (place) => input(9 + place),
  ) as Value[];
  const [forInputs, forStates] = kernels(emit, kernel, sizes);
  const earlier = (first: Value, sequence: Value): Value => {
    const single = emit.reshape(first, [1, ...first.shape]);
    return steps === 1
      ? single
      : emit.concatenate([single, emit.slice(sequence, [0, 0, 0], [steps - 1, samples, units])], 0);
  };
  const carriesBefore = earlier(carry, carries!);
  const times = (...factors: Value[]): Value => factors.reduce((a, b) => emit.binary('multiply', a, b));
  const plus = (...parts: Value[]): Value => parts.reduce((a, b) => emit.binary('add', a, b));
  const lessThan1 = (y: Value): Value => emit.binary('subtract', like(emit, y, 1), y);
  const none = emit.fill('f32', [samples, units], 0);
  const changes = emit.fill('f32', [steps, samples, 4 * units], 0);
  const [dCarry, dState, dSums] = overSteps(
    emit,
    steps,
    [none, none, changes],
    (count, [dLater, dNext, all]) => {
      const at = emit.binary('subtract', like(emit, count, steps - 1), count);
      const here = (sequence: Value | undefined): Value => stepOf(emit, sequence!, at);
      const [i, f, o, c, tanh] = [opened, forgot, given, candidate, activated].map(here) as [
        Value,
        Value,
        Value,
        Value,
        Value,
      ];
      const dh = plus(here(dStates), dNext!);
      const dc = plus(times(dh, o, lessThan1(times(tanh, tanh))), here(dCarries), dLater!);
      const dGates = [
        times(dc, c, i, lessThan1(i)),
        times(dc, here(carriesBefore), f, lessThan1(f)),
        times(dc, i, lessThan1(times(c, c))),
        times(dh, tanh, o, lessThan1(o)),
      ];
      const dSum = emit.concatenate(dGates, 1);
      return [
        times(dc, f),
        emit.dot(dSum, forStates, { contracting: [[1], [1]] }),
        withStep(emit, all!, at, dSum),
      ];
    },
  ) as [Value, Value, Value];
  const overAll = {
    contracting: [
      [0, 1],
      [0, 1],
    ],
  } as { contracting: [number[], number[]] };
  const dKernel = emit.concatenate(
    [emit.dot(x, dSums, overAll), emit.dot(earlier(state, states!), dSums, overAll)],
    0,
  );
  const unused = emit.fill('f32', [units], 0);
  const dBias = emit.reduce('add', dSums, [0, 1]);
  return [
    emit.dot(dSums, forInputs, { contracting: [[2], [1]] }),
    dCarry,
    dState,
    dKernel,
    unused,
    unused,
    unused,
    dBias,
  ];
};
