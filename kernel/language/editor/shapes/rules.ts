// The shape that each layer gives for the shape of its input, as the library's layers compute it. A test holds the rules to
// the layers themselves; the checker does not load them, and TensorFlow with them, to read a cell.
import { flag, type Options, size, sizes, type Value, word } from './options.js';
import { calculated, isShape, type Outcome, type Shape, type Size, shapeText } from './shape.js';

type Rule = (options: Options, input: Shape, maker: string) => Outcome;

interface LayerRule {
  /** Number of axes, the samples' included. */
  readonly axes?: number;
  readonly atLeast?: number;
  readonly rule: Rule;
}

const same: Rule = (_options, input) => input;

/** A convolution along `rank` axes, with so many channels after it. */
function convolution(rank: number, channels: (options: Options, before: Size) => Size): LayerRule {
  return {
    axes: rank + 2,
    rule(options, input, maker) {
      const padding = word(options, 'padding', 'valid')?.toLowerCase();
      const [kernel, strides, dilation] = [
        sizes(options, 'kernelSize', rank),
        sizes(options, 'strides', rank, 1),
        sizes(options, 'dilationRate', rank, 1),
      ];
      const moved = alongSpace(options, input, rank, (length, axis) => {
        const [cells, step, gaps] = [kernel[axis], strides[axis], dilation[axis]];
        if (cells === undefined || step === undefined || gaps === undefined || padding === undefined)
          return undefined;
        const reach = padding === 'valid' ? (cells - 1) * gaps + 1 : 1;
        if (length >= reach) return Math.ceil((length - reach + 1) / step);
        return {
          problem:
            `${maker}: the kernel must fit into the input, expected a size of at least ${reach} along each axis that it moves ` +
            `along (kernelSize ${cells}, dilationRate ${gaps}). Received: ${length}. ` +
            "Use padding: 'same', a smaller kernel or larger inputs.",
        };
      });
      return isShape(moved) ? withChannels(options, moved, (before) => channels(options, before)) : moved;
    },
  };
}

function pooling(rank: number): LayerRule {
  return {
    axes: rank + 2,
    rule(options, input, maker) {
      const pool = sizes(options, 'poolSize', rank, 2);
      const hasStrides = options.has('strides') && options.get('strides') !== null;
      const strides = hasStrides ? sizes(options, 'strides', rank) : pool;
      const padding = word(options, 'padding', 'valid');
      return alongSpace(options, input, rank, (length, axis) => {
        const [cells, step] = [pool[axis], strides[axis]];
        if (cells === undefined || step === undefined || !/^(valid|same)$/.test(padding ?? ''))
          return undefined;
        const places = padding === 'same' ? length : length - cells + 1;
        if (places > 0) return Math.ceil(places / step);
        return {
          problem:
            `${inFull(maker)}: poolSize must not be larger than the data with padding 'valid', expected at most ${length} along axis ${axis + 1} of space. ` +
            `Received: ${cells}, for an input of ${shapeText(input)}. Make poolSize smaller, or use padding 'same'.`,
        };
      });
    },
  };
}

/** `avgPool2d` is another name of `averagePooling2d`. */
function inFull(maker: string): string {
  return maker.replace(/^avg/, 'average').replace(/Pool(?=\d)/, 'Pooling');
}

function globalPooling(rank: number): LayerRule {
  return {
    axes: rank + 2,
    rule(options, input) {
      const keeps = flag(options, 'keepdims');
      const isFirst = channelsFirst(options);
      if (keeps === undefined || isFirst === undefined) return undefined;
      const channels = isFirst ? input[1] : input.at(-1);
      if (!keeps) return [input[0], channels];
      const ones = Array.from({ length: rank }, () => 1);
      return isFirst ? [input[0], channels, ...ones] : [input[0], ...ones, channels];
    },
  };
}

function upSampling(rank: number): LayerRule {
  return {
    axes: rank + 2,
    rule(options, input) {
      const times = sizes(options, 'size', rank, 2);
      return alongSpace(options, input, rank, (length, axis) => calculated(times[axis], (by) => length * by));
    },
  };
}

function zeroPadding(rank: number): LayerRule {
  return {
    axes: rank + 2,
    rule(options, input) {
      const padding = options.has('padding') ? options.get('padding') : 1;
      if (typeof padding !== 'number') return undefined;
      return alongSpace(options, input, rank, (length) => length + 2 * padding);
    },
  };
}

const recurrent: LayerRule = {
  axes: 3,
  rule(options, [samples, steps]) {
    const [returnsSteps, returnsState] = [flag(options, 'returnSequences'), flag(options, 'returnState')];
    if (returnsSteps === undefined || returnsState !== false) return undefined;
    const units = size(options, 'units');
    return returnsSteps ? [samples, steps, units] : [samples, units];
  },
};

const flatten: LayerRule = {
  atLeast: 1,
  rule(_options, [samples, ...rest]) {
    if (rest.includes(undefined)) return [samples, undefined];
    return [samples, rest.includes(null) ? null : product(rest)];
  },
};

const reshape: Rule = (options, input) => {
  const target = options.get('targetShape');
  if (!isListOfSizes(target)) return undefined;
  const goal = target.map((one) => one ?? -1);
  const [samples, ...rest] = input;
  const open = goal.indexOf(-1);
  if (goal.lastIndexOf(-1) !== open) return undefined;
  if (rest.includes(undefined)) return [samples, ...goal.map((one) => (one < 0 ? undefined : one))];
  if (rest.includes(null)) return [samples, ...goal.map((one) => (one < 0 ? null : one))];
  const values = product(rest);
  const missing = values / product(goal.filter((one) => one >= 0));
  const fits = open < 0 ? values === product(goal) : Number.isInteger(missing);
  if (fits) return [samples, ...goal.map((one) => (one < 0 ? missing : one))];
  return {
    problem:
      `reshape: targetShape must hold as many values as a sample, expected ${values}. ` +
      `Received: ${shapeText(goal).replaceAll('-1', 'any')}, for an input of ${shapeText(input)}. Let one size be -1 to have it worked out.`,
  };
};

const permute: Rule = (options, input) => {
  const dims = options.get('dims');
  const isWhole = Array.isArray(dims) && dims.length === input.length - 1;
  if (!isWhole || [...dims].sort().some((one, at) => one !== at + 1)) return undefined;
  return [input[0], ...dims.map((one) => input[one as number])];
};

const filters = (options: Options): Size => size(options, 'filters');
const multiplied = (options: Options, before: Size): Size => {
  const times = size(options, 'depthMultiplier', 1);
  return times === undefined ? undefined : calculated(before, (channels) => channels * times);
};

const unchanged = [
  ...[
    'activation',
    'dropout',
    'gaussianDropout',
    'gaussianNoise',
    'alphaDropout',
    'activityRegularization',
    'identity',
  ],
  ...[
    'batchNormalization',
    'layerNormalization',
    'elu',
    'leakyReLU',
    'reLU',
    'softmax',
    'rescaling',
    'masking',
  ],
];

/** Layers of one input, by the functions that make them. */
export const rules: Readonly<Record<string, LayerRule>> = {
  ...Object.fromEntries(unchanged.map((name) => [name, { rule: same }])),
  dense: { atLeast: 2, rule: (options, input) => [...input.slice(0, -1), size(options, 'units')] },
  embedding: { rule: (options, input) => [...input, size(options, 'outputDim')] },
  flatten,
  reshape: { rule: reshape },
  permute: { rule: permute },
  repeatVector: { axes: 2, rule: (options, [samples, features]) => [samples, size(options, 'n'), features] },
  conv1d: convolution(1, filters),
  conv2d: convolution(2, filters),
  conv3d: convolution(3, filters),
  separableConv1d: convolution(1, filters),
  separableConv2d: convolution(2, filters),
  depthwiseConv1d: convolution(1, multiplied),
  depthwiseConv2d: convolution(2, multiplied),
  ...ofRanks(['maxPooling', 'averagePooling'], pooling),
  ...ofRanks(['globalMaxPooling', 'globalAveragePooling'], globalPooling),
  ...ofRanks(['zeroPadding'], zeroPadding),
  ...ofRanks(['upSampling'], upSampling),
  maxPool1d: pooling(1),
  maxPool2d: pooling(2),
  avgPool1d: pooling(1),
  avgPool2d: pooling(2),
  lstm: recurrent,
  gru: recurrent,
  simpleRNN: recurrent,
};

function ofRanks(names: readonly string[], make: (rank: number) => LayerRule): Record<string, LayerRule> {
  return Object.fromEntries(
    names.flatMap((name) => [1, 2, 3].map((rank) => [`${name}${rank}d`, make(rank)])),
  );
}

/** @param maker the function's name in `layers` */
export function outputShape(maker: string, options: Options, input: Shape): Outcome {
  if (!Object.hasOwn(rules, maker)) return undefined;
  const { axes, atLeast = 0, rule } = rules[maker]!;
  if (axes !== undefined && input.length !== axes) return { problem: wrongAxes(maker, input, axes) };
  if (input.length < atLeast) return { problem: wrongAxes(maker, input, atLeast) };
  return rule(options, input, maker);
}

const forms: Readonly<Record<number, string>> = {
  2: 'one row of numbers a sample: [samples, features]',
  3: 'sequences: [samples, steps, features]',
  4: 'images: [samples, height, width, channels]',
  5: 'volumes: [samples, depth, height, width, channels]',
};

function wrongAxes(maker: string, input: Shape, expected: number): string {
  const remedies: Readonly<Record<string, string>> = {
    '2<': ' Put layers.flatten() before it.',
    '4>3': ' Grey images have one channel: inputShape [height, width, 1].',
    '3>2': ' A recurrent layer before it needs returnSequences: true; rows become steps by layers.reshape.',
  };
  const remedy = input.length > expected ? remedies[`${expected}<`] : remedies[`${expected}>${input.length}`];
  const general =
    input.length < expected ? ' Give it the shape by layers.reshape({ targetShape: […] }).' : '';
  return `${maker} takes ${forms[expected] ?? `data with ${expected} axes`}. Received: ${shapeText(input)}.${remedy ?? general}`;
}

/** The axes of space changed one by one; the first problem counts. */
function alongSpace(
  options: Options,
  input: Shape,
  rank: number,
  work: (length: number, axis: number) => Size | { readonly problem: string },
): Outcome {
  const isFirst = channelsFirst(options);
  if (isFirst === undefined) return undefined;
  const output = [...input];
  for (let axis = 0; axis < rank; axis++) {
    const at = axis + (isFirst ? 2 : 1);
    const length = input[at];
    const changed = typeof length === 'number' ? work(length, axis) : length;
    if (typeof changed === 'object' && changed !== null) return changed;
    output[at] = changed;
  }
  return output;
}

function withChannels(options: Options, shape: Shape, channels: (before: Size) => Size): Shape {
  const at = channelsFirst(options) ? 1 : shape.length - 1;
  return shape.with(at, channels(shape[at]));
}

function channelsFirst(options: Options): boolean | undefined {
  const format = word(options, 'dataFormat', 'channelsLast');
  if (/^channels_?last$/i.test(format ?? '')) return false;
  return /^channels_?first$/i.test(format ?? '') ? true : undefined;
}

function product(list: readonly Size[]): number {
  return list.reduce<number>((total, one) => total * (one ?? 1), 1);
}

function isListOfSizes(value: Value): value is readonly (number | null)[] {
  return (
    Array.isArray(value) &&
    value.every((one) => one === null || (Number.isInteger(one) && (one as number) >= -1))
  );
}
