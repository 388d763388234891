// Calls of every op that is written for devices, over generated shapes.
import type { OpAttribute } from '../../../lib/engine/op-attributes.js';
import { attributeType } from '../../../lib/engine/op-attributes.js';
import type { LoweredOp } from '../../../lib/engine/pjrt/lowering/table.js';
import { Philox } from '../../../lib/random/philox.js';

export type Type = 'float32' | 'int32' | 'int64' | 'bool';

/** An input of an op; one that is `fixed` is a constant of the graph. */
export interface Given {
  readonly shape: readonly number[];
  readonly type: Type;
  readonly values: readonly number[];
  readonly fixed?: boolean;
}

export interface OpCase {
  readonly inputs: readonly Given[];
  readonly attributes?: readonly OpAttribute[];
  readonly outputs?: number;
  /** Of the outputs, those that mean the same on every device. */
  readonly compared?: readonly number[];
  /** 0: equal bit for bit. */
  readonly tolerance?: number;
}

const product = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);

/** Draws sizes and values, the same ones for one seed. */
export class Draw {
  readonly #stream: Philox;

  constructor(seed: number) {
    this.#stream = new Philox(seed, 24);
  }

  whole(low: number, high: number): number {
    return low + this.#stream.below(high - low + 1);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)]!;
  }

  shape(lowest = 0, highest = 4): number[] {
    return Array.from({ length: this.whole(lowest, highest) }, () => this.whole(1, 4));
  }

  floats(shape: readonly number[], low = -3, high = 3): Given {
    const values = Array.from({ length: product(shape) }, () => low + (high - low) * this.#stream.uniform());
    return { shape, type: 'float32', values };
  }

  integers(shape: readonly number[], low: number, high: number): Given {
    return {
      shape,
      type: 'int32',
      values: Array.from({ length: product(shape) }, () => this.whole(low, high)),
    };
  }

  truths(shape: readonly number[]): Given {
    return { shape, type: 'bool', values: Array.from({ length: product(shape) }, () => this.whole(0, 1)) };
  }
}

const fixed = (values: readonly number[], shape: readonly number[] = [values.length]): Given => ({
  shape,
  type: 'int32',
  values,
  fixed: true,
});
const ints = (name: string, value: readonly number[]): OpAttribute => ({
  name,
  type: attributeType.int,
  value,
});
const int = (name: string, value: number): OpAttribute => ({ name, type: attributeType.int, value });
const text = (name: string, value: string): OpAttribute => ({ name, type: attributeType.string, value });
const truth = (name: string, value: boolean): OpAttribute => ({ name, type: attributeType.bool, value });
const float = (name: string, value: number): OpAttribute => ({ name, type: attributeType.float, value });
const type = (name: string, value: number): OpAttribute => ({ name, type: attributeType.type, value });

type Make = (draw: Draw) => OpCase;

const unary =
  (low = -3, high = 3): Make =>
  (draw) => ({ inputs: [draw.floats(draw.shape(), low, high)] });
const exactUnary: Make = (draw) => {
  const shape = draw.shape();
  const given = draw.floats(shape);
  return {
    inputs: [{ ...given, values: given.values.map((x, i) => (i % 3 === 0 ? Math.round(x) : x)) }],
    tolerance: 0,
  };
};
const strange: Make = (draw) => {
  const given = draw.floats([6]);
  return {
    inputs: [
      { ...given, values: [0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 3e38] },
    ],
    tolerance: 0,
  };
};

/** Two shapes that NumPy spreads over each other. */
function spreadable(draw: Draw): [number[], number[]] {
  const shape = draw.shape();
  const other = shape
    .map((size) => draw.pick([size, size, 1]))
    .slice(draw.whole(0, Math.min(1, shape.length)));
  return draw.pick([true, false]) ? [shape, other] : [other, shape];
}

const binary =
  (low = -3, high = 3): Make =>
  (draw) => {
    const [a, b] = spreadable(draw);
    return { inputs: [draw.floats(a, low, high), draw.floats(b, low, high)] };
  };
const ofIntegers =
  (low: number, high: number): Make =>
  (draw) => {
    const [a, b] = spreadable(draw);
    const divisors = draw.integers(b, low, high);
    return {
      inputs: [draw.integers(a, low, high), { ...divisors, values: divisors.values.map((x) => x || 1) }],
      tolerance: 0,
    };
  };
const either =
  (...makes: Make[]): Make =>
  (draw) =>
    draw.pick(makes)(draw);
const ties: Make = (draw) => {
  const [a, b] = spreadable(draw);
  return { inputs: [draw.integers(a, -1, 1), draw.integers(b, -1, 1)], tolerance: 0 };
};
const truths: Make = (draw) => {
  const [a, b] = spreadable(draw);
  return { inputs: [draw.truths(a), draw.truths(b)], tolerance: 0 };
};
const alike =
  (low = -3, high = 3): Make =>
  (draw) => {
    const shape = draw.shape();
    return { inputs: [draw.floats(shape, low, high), draw.floats(shape, low, high)] };
  };

function someAxes(draw: Draw, rank: number): number[] {
  return Array.from({ length: rank }, (_, axis) => axis).flatMap((axis) =>
    draw.pick([true, false]) ? [draw.pick([axis, axis - rank])] : [],
  );
}

const reduction =
  (given: (draw: Draw, shape: number[]) => Given): Make =>
  (draw) => {
    const shape = draw.shape(1);
    return {
      inputs: [given(draw, shape), fixed(someAxes(draw, shape.length))],
      attributes: [truth('keep_dims', draw.pick([true, false]))],
    };
  };
const floatReduction = reduction((draw, shape) => draw.floats(shape));
const truthReduction = reduction((draw, shape) => draw.truths(shape));

/** Whole numbers, so that some are equal. */
const place: Make = (draw) => {
  const shape = draw.shape(1);
  const axis = draw.whole(-shape.length, shape.length - 1);
  const given = draw.integers(shape, -2, 2);
  return {
    inputs: [{ ...given, type: 'float32' }, fixed([axis], [])],
    attributes: [type('output_type', draw.pick([3, 9]))],
    tolerance: 0,
  };
};

const moved =
  (make: Make): Make =>
  (draw) => ({ tolerance: 0, ...make(draw) });

const rows: Make = (draw) => ({ inputs: [draw.floats([draw.whole(1, 5), draw.whole(1, 5)], -20, 20)] });

function padded(draw: Draw, rank: number): Given {
  return fixed(
    Array.from({ length: 2 * rank }, () => draw.whole(0, 2)),
    [rank, 2],
  );
}

/** What a convolution or pooling looks at. */
interface Seen {
  readonly input: number[];
  readonly window: number[];
  readonly output: number[];
  readonly attributes: OpAttribute[];
}

function seen(draw: Draw, axes: number, sameStrides = false): Seen {
  const padding = draw.pick(['SAME', 'VALID']);
  const stride = draw.whole(1, 3);
  const strides = Array.from({ length: axes }, () => (sameStrides ? stride : draw.whole(1, 3)));
  const window = Array.from({ length: axes }, () => draw.whole(1, 3));
  const input = window.map((size, axis) => {
    const drawn = size + draw.whole(0, 4);
    // Of three axes where TensorFlow gives other numbers by processor, such windows stay on it.
    return axes === 3 && padding === 'SAME' ? leavingNone(drawn, size, strides[axis]!) : drawn;
  });
  const output = input.map((size, axis) =>
    padding === 'SAME'
      ? Math.ceil(size / strides[axis]!)
      : Math.ceil((size - window[axis]! + 1) / strides[axis]!),
  );
  return {
    input,
    window,
    output,
    attributes: [ints('strides', [1, ...strides, 1]), text('padding', padding)],
  };
}

/** The next size at which windows by this stride leave no place over. */
function leavingNone(size: number, window: number, stride: number): number {
  const over = size - window - (Math.ceil(size / stride) - 1) * stride;
  return over > 0 ? leavingNone(size + 1, window, stride) : size;
}

/** What a convolution is given: all of it forwards, and on the way back one of the two by its shape alone. */
type Way = 'forward' | 'input' | 'kernel';

function convolved(draw: Draw, way: Way, x: number[], kernel: number[], dy: number[]): Given[] {
  const input = way === 'input' ? fixed(x) : draw.floats(x);
  const weights = way === 'kernel' ? fixed(kernel) : draw.floats(kernel);
  return way === 'forward' ? [input, weights] : [input, weights, draw.floats(dy)];
}

const convolution =
  (axes: number, way: Way = 'forward'): Make =>
  (draw) => {
    const { input, window, output, attributes } = seen(draw, axes);
    const [batch, depth, filters] = [draw.whole(1, 3), draw.whole(1, 3), draw.whole(1, 3)];
    const [x, kernel, dy] = [
      [batch, ...input, depth],
      [...window, depth, filters],
      [batch, ...output, filters],
    ];
    return { inputs: convolved(draw, way, x, kernel, dy), attributes };
  };
const depthwise =
  (way: Way): Make =>
  (draw) => {
    const { input, window, output, attributes } = seen(draw, 2, true);
    const [batch, depth, filters] = [draw.whole(1, 3), draw.whole(1, 3), draw.whole(1, 3)];
    const [x, kernel, dy] = [
      [batch, ...input, depth],
      [...window, depth, filters],
      [batch, ...output, depth * filters],
    ];
    return { inputs: convolved(draw, way, x, kernel, dy), attributes };
  };

const pool =
  (axes: number): Make =>
  (draw) => {
    const { input, window, attributes } = seen(draw, axes);
    return {
      inputs: [draw.floats([draw.whole(1, 3), ...input, draw.whole(1, 3)])],
      attributes: [...attributes, ints('ksize', [1, ...window, 1])],
    };
  };
const averageBack =
  (axes: number): Make =>
  (draw) => {
    const { input, window, output, attributes } = seen(draw, axes);
    const [batch, depth] = [draw.whole(1, 3), draw.whole(1, 3)];
    return {
      inputs: [fixed([batch, ...input, depth]), draw.floats([batch, ...output, depth])],
      attributes: [...attributes, ints('ksize', [1, ...window, 1])],
    };
  };

const band: Make = (draw) => {
  const [high, wide] = [draw.whole(1, 4), draw.whole(1, 4)];
  const limits = [high, wide].map((size) => fixed([draw.whole(-1, size)], []));
  return { inputs: [draw.floats([draw.whole(1, 2), high, wide]), ...limits], tolerance: 0 };
};

const strided =
  (back: boolean): Make =>
  (draw) => {
    const shape = draw.shape(1, 3);
    const bound = (size: number): number => draw.whole(-size - 1, size + 1);
    const begins = shape.map(bound);
    const ends = shape.map(bound);
    const steps = shape.map(() => draw.pick([1, 1, 2, -1, -2]));
    const masks = { begin_mask: draw.whole(0, 7), end_mask: draw.whole(0, 7) };
    const counts = shape.map((size, axis) =>
      sliced(size, begins[axis]!, ends[axis]!, steps[axis]!, masks, axis),
    );
    const attributes = Object.entries(masks).map(([name, value]) => int(name, value));
    const places = [fixed(begins), fixed(ends), fixed(steps)];
    return back
      ? { inputs: [fixed(shape), ...places, draw.floats(counts)], attributes, tolerance: 0 }
      : { inputs: [draw.floats(shape), ...places], attributes, tolerance: 0 };
  };

function sliced(
  size: number,
  begin: number,
  end: number,
  step: number,
  masks: { begin_mask: number; end_mask: number },
  axis: number,
): number {
  const list = Array.from({ length: size }, (_, i) => i);
  const at = (given: number, mask: number): number | undefined => ((mask >> axis) & 1 ? undefined : given);
  const [from, to] = [at(begin, masks.begin_mask), at(end, masks.end_mask)];
  if (step > 0) return list.slice(from, to).filter((_, i) => i % step === 0).length;
  const clamp = (x: number): number => Math.min(Math.max(x < 0 ? x + size : x, -1), size - 1);
  const first = from === undefined ? size - 1 : clamp(from);
  const last = to === undefined ? -1 : clamp(to);
  return Math.max(0, Math.ceil((first - last) / -step));
}

const seeded =
  (more: readonly OpAttribute[], inputs: (draw: Draw) => Given[] = () => [], tolerance = 0): Make =>
  (draw) => ({
    inputs: [fixed(draw.shape(1, 3)), draw.integers([2], -1000, 1000), ...inputs(draw)],
    attributes: more,
    tolerance,
  });

/** Some calls of each op; the draw decides which. */
export const opCases: { readonly [Op in LoweredOp]: Make } = {
  Abs: exactUnary,
  Add: binary(),
  AddN: (draw) => {
    const shape = draw.shape();
    return { inputs: Array.from({ length: draw.whole(1, 4) }, () => draw.floats(shape)) };
  },
  AddV2: either(binary(), ofIntegers(-9, 9)),
  All: truthReduction,
  Any: truthReduction,
  ArgMax: place,
  ArgMin: place,
  Atan: unary(),
  Atan2: binary(),
  AvgPool: pool(2),
  AvgPool3D: pool(3),
  AvgPool3DGrad: averageBack(3),
  AvgPoolGrad: averageBack(2),
  BatchMatMulV2: (draw) => {
    const [leading, other] = spreadable(draw);
    const [rowsOf, inner, columns] = [draw.whole(1, 4), draw.whole(1, 4), draw.whole(1, 4)];
    const [x, y] = [draw.pick([true, false]), draw.pick([true, false])];
    return {
      inputs: [
        draw.floats([...leading.slice(0, 2), ...(x ? [inner, rowsOf] : [rowsOf, inner])]),
        draw.floats([
          ...(other.length === leading.length ? other.slice(0, 2) : []),
          ...(y ? [columns, inner] : [inner, columns]),
        ]),
      ],
      attributes: [truth('adj_x', x), truth('adj_y', y)],
    };
  },
  BatchToSpaceND: moved((draw) => {
    const blocks = [draw.whole(1, 2), draw.whole(1, 3)];
    const sizes = [draw.whole(2, 4), draw.whole(2, 4)];
    const rowsOf = blocks[0]! * blocks[1]! * draw.whole(1, 2);
    const crops = blocks.flatMap(() => [draw.whole(0, 1), 0]);
    return { inputs: [draw.floats([rowsOf, ...sizes, 2]), fixed(blocks), fixed(crops, [2, 2])] };
  }),
  BiasAdd: (draw) => {
    const shape = draw.shape(2);
    return { inputs: [draw.floats(shape), draw.floats([shape.at(-1)!])] };
  },
  BiasAddGrad: (draw) => ({ inputs: [draw.floats(draw.shape(2))] }),
  BlockLSTMGradV2: (draw) => sequence(draw, true),
  BlockLSTMV2: (draw) => sequence(draw, false),
  BroadcastTo: moved((draw) => {
    const shape = draw.shape(1);
    return { inputs: [draw.floats(shape.map((size) => draw.pick([size, 1]))), fixed(shape)] };
  }),
  Cast: (draw) => {
    const shape = draw.shape();
    const given = draw.pick([draw.floats(shape, -9, 9), draw.integers(shape, -9, 9), draw.truths(shape)]);
    return { inputs: [given], attributes: [type('DstT', draw.pick([1, 3, 9, 10]))], tolerance: 0 };
  },
  Ceil: exactUnary,
  ClipByValue: (draw) => ({
    inputs: [draw.floats(draw.shape()), draw.floats([], -2, 0), draw.floats([], 0, 2)],
    tolerance: 0,
  }),
  ConcatV2: moved((draw) => {
    const shape = draw.shape(1);
    const axis = draw.whole(-shape.length, shape.length - 1);
    const parts = Array.from({ length: draw.whole(2, 4) }, () =>
      draw.floats(
        shape.map((size, at) => (at === (axis + shape.length) % shape.length ? draw.whole(1, 3) : size)),
      ),
    );
    return { inputs: [...parts, fixed([axis], [])] };
  }),
  Conv2D: convolution(2),
  Conv2DBackpropFilter: convolution(2, 'kernel'),
  Conv2DBackpropInput: convolution(2, 'input'),
  Conv3D: convolution(3),
  Conv3DBackpropFilterV2: convolution(3, 'kernel'),
  Conv3DBackpropInputV2: convolution(3, 'input'),
  Cos: unary(),
  Cosh: unary(),
  Cumsum: (draw) => {
    const shape = draw.shape(1);
    return { inputs: [draw.floats(shape), fixed([draw.whole(-shape.length, shape.length - 1)], [])] };
  },
  DepthwiseConv2dNative: depthwise('forward'),
  DepthwiseConv2dNativeBackpropFilter: depthwise('kernel'),
  DepthwiseConv2dNativeBackpropInput: depthwise('input'),
  Div: binary(0.5, 3),
  DivNoNan: (draw) => {
    const shape = draw.shape();
    const divisors = draw.integers(shape, -1, 1);
    return { inputs: [draw.floats(shape), { ...divisors, type: 'float32' }] };
  },
  Elu: unary(),
  EluGrad: alike(-0.9, 3),
  EnsureShape: moved((draw) => {
    const shape = draw.shape(1);
    return {
      inputs: [draw.floats(shape)],
      attributes: [{ name: 'shape', type: attributeType.shape, value: shape }],
    };
  }),
  Equal: either(ties, binary(), truths),
  Erf: unary(-5, 5),
  Exp: unary(),
  ExpandDims: moved((draw) => {
    const shape = draw.shape();
    return { inputs: [draw.floats(shape), fixed([draw.whole(-shape.length - 1, shape.length)], [])] };
  }),
  Expm1: unary(-1, 1),
  Fill: moved((draw) => ({ inputs: [fixed(draw.shape(1)), draw.floats([])] })),
  Floor: exactUnary,
  FloorDiv: ofIntegers(-9, 9),
  FloorMod: either(ofIntegers(-9, 9), (draw) => {
    const shape = draw.shape();
    return {
      inputs: [draw.integers(shape, -9, 9), draw.integers(shape, 1, 5)].map((one) => ({
        ...one,
        type: 'float32' as const,
      })),
    };
  }),
  FusedBatchNorm: (draw) => normalized(draw, draw.pick([true, false])),
  FusedBatchNormGradV2: (draw) => normalizedBack(draw, draw.pick([true, false])),
  FusedBatchNormV2: (draw) => normalized(draw, draw.pick([true, false])),
  GatherNd: moved((draw) => {
    const shape = draw.shape(2, 3);
    const depth = draw.whole(1, shape.length);
    const count = draw.whole(1, 4);
    const values = Array.from({ length: count }, () =>
      shape.slice(0, depth).map((size) => draw.whole(0, size - 1)),
    ).flat();
    return { inputs: [draw.floats(shape), { shape: [count, depth], type: 'int32', values }] };
  }),
  GatherV2: moved((draw) => {
    const shape = draw.shape(1);
    const axis = draw.whole(0, shape.length - 1);
    return {
      inputs: [draw.floats(shape), draw.integers(draw.shape(0, 2), 0, shape[axis]! - 1), fixed([axis], [])],
    };
  }),
  Greater: either(ties, binary()),
  GreaterEqual: either(ties, binary()),
  Identity: moved(unary()),
  IsFinite: strange,
  IsInf: strange,
  IsNan: strange,
  L2Loss: unary(),
  LeakyRelu: (draw) => ({ ...unary()(draw), attributes: [float('alpha', 0.3)] }),
  LeakyReluGrad: (draw) => ({ ...alike()(draw), attributes: [float('alpha', 0.3)] }),
  Less: either(ties, binary()),
  LessEqual: either(ties, binary()),
  Log: unary(0.1, 9),
  Log1p: unary(-0.5, 3),
  LogSoftmax: rows,
  LogicalAnd: truths,
  LogicalNot: (draw) => ({ inputs: [draw.truths(draw.shape())], tolerance: 0 }),
  LogicalOr: truths,
  MatMul: (draw) => {
    const [rowsOf, inner, columns] = [draw.whole(1, 5), draw.whole(1, 5), draw.whole(1, 5)];
    const [a, b] = [draw.pick([true, false]), draw.pick([true, false])];
    return {
      inputs: [
        draw.floats(a ? [inner, rowsOf] : [rowsOf, inner]),
        draw.floats(b ? [columns, inner] : [inner, columns]),
      ],
      attributes: [truth('transpose_a', a), truth('transpose_b', b)],
    };
  },
  MatrixBandPart: band,
  Max: floatReduction,
  MaxPool: pool(2),
  MaxPool3D: pool(3),
  MaxPool3DGrad: pool(3),
  MaxPoolGrad: pool(2),
  Maximum: either(binary(), ties),
  Mean: floatReduction,
  Min: floatReduction,
  Minimum: either(binary(), ties),
  MirrorPad: moved((draw) => {
    const shape = draw.shape(1, 3).map((size) => size + 2);
    return {
      inputs: [draw.floats(shape), padded(draw, shape.length)],
      attributes: [text('mode', draw.pick(['REFLECT', 'SYMMETRIC']))],
    };
  }),
  Mul: either(binary(), ofIntegers(-9, 9)),
  Neg: exactUnary,
  NotEqual: either(ties, binary()),
  OneHot: moved((draw) => {
    const shape = draw.shape(0, 2);
    return {
      inputs: [draw.integers(shape, -1, 4), fixed([4], []), draw.floats([]), draw.floats([])],
      attributes: [int('axis', draw.whole(-1, shape.length))],
    };
  }),
  OnesLike: moved(unary()),
  Pack: moved((draw) => {
    const shape = draw.shape();
    return {
      inputs: Array.from({ length: draw.whole(1, 3) }, () => draw.floats(shape)),
      attributes: [int('axis', draw.whole(-shape.length - 1, shape.length))],
    };
  }),
  Pad: moved((draw) => {
    const shape = draw.shape(1);
    return { inputs: [draw.floats(shape), padded(draw, shape.length)] };
  }),
  PadV2: moved((draw) => {
    const shape = draw.shape(1);
    return { inputs: [draw.floats(shape), padded(draw, shape.length), draw.floats([])] };
  }),
  Pow: binary(0.1, 3),
  Prod: floatReduction,
  Range: moved((draw) => ({
    inputs: [draw.whole(-5, 0), draw.whole(1, 9), draw.whole(1, 3)].map((number) => fixed([number], [])),
  })),
  RealDiv: binary(0.5, 3),
  Reciprocal: unary(0.5, 3),
  ReciprocalGrad: alike(0.5, 3),
  Relu: exactUnary,
  Relu6: unary(-3, 9),
  Relu6Grad: alike(-3, 9),
  ReluGrad: alike(),
  Reshape: moved((draw) => {
    const shape = draw.shape(1);
    return { inputs: [draw.floats(shape), fixed(draw.pick([[-1], [...shape].reverse(), [1, -1]]))] };
  }),
  ReverseV2: moved((draw) => {
    const shape = draw.shape(1);
    return { inputs: [draw.floats(shape), fixed(someAxes(draw, shape.length))] };
  }),
  Round: (draw) => ({
    inputs: [{ ...draw.floats([6]), values: [0.5, 1.5, -0.5, -2.5, 2.4, -7.6] }],
    tolerance: 0,
  }),
  Rsqrt: unary(0.5, 9),
  RsqrtGrad: alike(0.5, 3),
  Select: moved((draw) => {
    const shape = draw.shape(1);
    const where = draw.pick([shape, [shape[0]!]]);
    return { inputs: [draw.truths(where), draw.floats(shape), draw.floats(shape)] };
  }),
  SelectV2: moved((draw) => {
    const [a, b] = spreadable(draw);
    return { inputs: [draw.truths(b), draw.floats(a), draw.floats(b)] };
  }),
  Selu: unary(),
  SeluGrad: alike(-1.7, 3),
  Sigmoid: unary(-9, 9),
  SigmoidGrad: alike(),
  Sign: exactUnary,
  Sin: unary(),
  Sinh: unary(),
  Slice: moved((draw) => {
    const shape = draw.shape(1);
    const begin = shape.map((size) => draw.whole(0, size - 1));
    const size = shape.map((length, axis) => draw.pick([-1, draw.whole(1, length - begin[axis]!)]));
    return { inputs: [draw.floats(shape), fixed(begin), fixed(size)] };
  }),
  Softmax: rows,
  SoftmaxCrossEntropyWithLogits: (draw) => {
    const shape = [draw.whole(1, 5), draw.whole(1, 5)];
    return { inputs: [draw.floats(shape, -20, 20), draw.floats(shape, 0, 1)], outputs: 2 };
  },
  Softplus: unary(-20, 20),
  SoftplusGrad: alike(-9, 9),
  Softsign: unary(),
  SoftsignGrad: alike(),
  SpaceToBatchND: moved((draw) => {
    const blocks = [draw.whole(1, 2), draw.whole(1, 3)];
    const low = [draw.whole(0, 2), draw.whole(0, 2)];
    const sizes = blocks.map((size, at) => Math.max(1, size * draw.whole(2, 3) - low[at]!));
    const paddings = sizes.flatMap((size, at) => [
      low[at]!,
      (blocks[at]! - ((size + low[at]!) % blocks[at]!)) % blocks[at]!,
    ]);
    return { inputs: [draw.floats([draw.whole(1, 2), ...sizes, 2]), fixed(blocks), fixed(paddings, [2, 2])] };
  }),
  SparseSoftmaxCrossEntropyWithLogits: (draw) => {
    const [count, classes] = [draw.whole(1, 5), draw.whole(1, 5)];
    return {
      inputs: [draw.floats([count, classes], -20, 20), draw.integers([count], 0, classes - 1)],
      outputs: 2,
    };
  },
  Split: moved((draw) => {
    const shape = draw.shape(1);
    const axis = draw.whole(0, shape.length - 1);
    const count = draw.whole(1, 3);
    const whole = shape.map((size, at) => (at === axis ? size * count : size));
    return {
      inputs: [fixed([axis - draw.pick([0, shape.length])], []), draw.floats(whole)],
      attributes: [int('num_split', count)],
      outputs: count,
    };
  }),
  SplitV: moved((draw) => {
    const shape = draw.shape(1);
    const axis = draw.whole(0, shape.length - 1);
    const sizes = Array.from({ length: draw.whole(1, 3) }, () => draw.whole(1, 3));
    const whole = shape.map((size, at) => (at === axis ? sizes.reduce((a, b) => a + b) : size));
    const open = draw.whole(0, sizes.length);
    return {
      inputs: [
        draw.floats(whole),
        fixed(sizes.map((size, at) => (at === open ? -1 : size))),
        fixed([axis], []),
      ],
      attributes: [int('num_split', sizes.length)],
      outputs: sizes.length,
    };
  }),
  Sqrt: unary(0, 9),
  SqrtGrad: alike(0.5, 3),
  Square: unary(),
  SquaredDifference: binary(),
  Squeeze: moved((draw) => ({ inputs: [draw.floats([1, ...draw.shape(0, 2), 1])] })),
  StatelessRandomNormal: seeded([type('dtype', 1)], undefined, 1e-5),
  StatelessRandomUniform: seeded([type('dtype', 1)]),
  StatelessRandomUniformInt: seeded([type('dtype', 3)], (draw) => [
    draw.integers([], -20, 0),
    draw.integers([], 1, 90),
  ]),
  StopGradient: moved(unary()),
  StridedSlice: strided(false),
  StridedSliceGrad: strided(true),
  Sub: binary(),
  Sum: floatReduction,
  Tan: unary(-1.2, 1.2),
  Tanh: unary(-9, 9),
  TanhGrad: alike(),
  Tile: moved((draw) => {
    const shape = draw.shape(1);
    return { inputs: [draw.floats(shape), fixed(shape.map(() => draw.whole(1, 3)))] };
  }),
  Transpose: moved((draw) => {
    const shape = draw.shape(1);
    const order = shape.map((_, axis) => axis).sort(() => draw.whole(0, 2) - 1);
    return { inputs: [draw.floats(shape), fixed(order)] };
  }),
  Unpack: moved((draw) => {
    const shape = draw.shape(1);
    const axis = draw.whole(0, shape.length - 1);
    return {
      inputs: [draw.floats(shape)],
      attributes: [int('axis', axis - draw.pick([0, shape.length])), int('num', shape[axis]!)],
      outputs: shape[axis]!,
    };
  }),
  UnsortedSegmentSum: (draw) => {
    const [count, segments] = [draw.whole(1, 6), draw.whole(1, 4)];
    return {
      inputs: [
        draw.floats([count, ...draw.shape(0, 2)]),
        draw.integers([count], -1, segments - 1),
        fixed([segments], []),
      ],
    };
  },
  ZerosLike: moved(unary()),
};

const sequenceOutputs = 7;

/** A sequence of LSTM; its gradient takes what it gave, and what comes back for carries and states. */
function sequence(draw: Draw, back: boolean): OpCase {
  const [steps, samples, features, units] = [
    draw.whole(1, 4),
    draw.whole(1, 3),
    draw.whole(1, 3),
    draw.whole(1, 3),
  ];
  const state = [samples, units];
  const whole = [steps, ...state];
  const peephole = {
    shape: [units],
    type: 'float32' as const,
    values: new Array<number>(units).fill(0),
    fixed: true,
  };
  const inputs = [
    { ...fixed([steps], []), type: 'int64' as const },
    draw.floats([steps, samples, features]),
    draw.floats(state),
    draw.floats(state),
    draw.floats([features + units, 4 * units]),
    ...[peephole, peephole, peephole],
    draw.floats([4 * units]),
  ];
  const unused = truth('use_peephole', false);
  if (!back) return { inputs, attributes: [unused, float('cell_clip', -1)], outputs: sequenceOutputs };
  const made = Array.from({ length: sequenceOutputs }, () => draw.floats(whole, 0.1, 0.9));
  const inputsBack = [...inputs, ...made, draw.floats(whole), draw.floats(whole)];
  return { inputs: inputsBack, attributes: [unused], outputs: 8, compared: [0, 1, 2, 3, 7], tolerance: 1e-4 };
}

function normalized(draw: Draw, isTraining: boolean): OpCase {
  const [batch, depth] = [draw.whole(2, 4), draw.whole(1, 3)];
  const features = [depth];
  const statistics = isTraining
    ? [draw.floats([0]), draw.floats([0])]
    : [draw.floats(features), draw.floats(features, 0.5, 2)];
  return {
    inputs: [
      draw.floats([batch, draw.whole(1, 3), draw.whole(2, 3), depth]),
      draw.floats(features),
      draw.floats(features),
      ...statistics,
    ],
    attributes: [float('epsilon', 1e-3), truth('is_training', isTraining)],
    outputs: 5,
    // What the op keeps for its gradient is its own.
    compared: isTraining ? [0, 1, 2] : [0],
    tolerance: 1e-4,
  };
}

function normalizedBack(draw: Draw, isTraining: boolean): OpCase {
  const [batch, depth] = [draw.whole(2, 4), draw.whole(1, 3)];
  const shape = [batch, draw.whole(1, 3), draw.whole(2, 3), depth];
  const features = [depth];
  return {
    inputs: [
      draw.floats(shape),
      draw.floats(shape),
      draw.floats(features),
      draw.floats(features),
      draw.floats(features, 0.5, 2),
    ],
    attributes: [float('epsilon', 1e-3), truth('is_training', isTraining)],
    outputs: 5,
    compared: [0, 1, 2],
    tolerance: 1e-4,
  };
}
