"""A random call of each op that has a derivative, by TensorFlow.js' names of ops."""

from dataclasses import dataclass, field
from typing import Callable, Optional

import numpy as np
import tensorflow as tf

raw = tf.raw_ops


@dataclass
class Input:
    values: np.ndarray
    # What TensorFlow.js is given. Whole numbers that are differentiated in are TensorFlow's own floats.
    dtype: str = "float32"
    differentiable: bool = True


@dataclass
class Call:
    inputs: list
    run: Callable
    attributes: dict = field(default_factory=dict)
    # The same put together from other ops, for derivatives that TensorFlow lacks.
    composed: Optional[Callable] = None
    # Whether the second derivative is refused.
    once: bool = False


def constant(values):
    return Input(np.asarray(values), "int32", False)


def given(draw, shape, whole=False, **how):
    """An input; now and then of whole numbers, where the op takes them."""
    values = draw.values(shape, **how)
    if whole and draw.chance(0.2):
        values = np.round(np.where(np.isfinite(values), values, 3)).astype("float32")
        return Input(values, "int32")
    return Input(values)


makers = {}


def op(*names):
    def register(make):
        for name in names:
            makers[name] = make
        return make

    return register


# ── One tensor, value by value ──

edge = (-1.0, 0.0, 1.0)
unary = {
    "Abs": (tf.abs, dict(special=edge, infinite=True), True),
    "Acos": (tf.acos, dict(low=-0.95, high=0.95, special=(0.0,)), False),
    "Acosh": (tf.acosh, dict(low=1.1, high=4), False),
    "Asin": (tf.asin, dict(low=-0.95, high=0.95, special=(0.0,)), False),
    "Asinh": (tf.asinh, dict(special=edge), False),
    "Atan": (tf.atan, dict(special=edge), False),
    "Atanh": (tf.atanh, dict(low=-0.95, high=0.95, special=(0.0,)), False),
    "Cos": (tf.cos, dict(special=edge), False),
    "Cosh": (tf.cosh, dict(special=edge), False),
    "Elu": (tf.nn.elu, dict(special=edge, infinite=True), False),
    "Erf": (tf.math.erf, dict(special=edge), False),
    "Exp": (tf.exp, dict(special=edge + (30.0, -30.0)), False),
    "Expm1": (tf.math.expm1, dict(special=edge), False),
    "Identity": (tf.identity, dict(special=edge, infinite=True), True),
    "Log": (tf.math.log, dict(low=0.1, high=5, special=(0.0, 1.0)), False),
    "Log1p": (tf.math.log1p, dict(low=-0.9, high=5, special=(0.0,)), False),
    "Neg": (tf.negative, dict(special=edge, infinite=True), True),
    "Reciprocal": (tf.math.reciprocal, dict(special=(0.5, -1.0)), False),
    "Relu": (tf.nn.relu, dict(special=edge, infinite=True), False),
    "Relu6": (tf.nn.relu6, dict(low=-2, high=8, special=(0.0, 6.0), infinite=True), False),
    "Rsqrt": (tf.math.rsqrt, dict(low=0.1, high=5), False),
    "Selu": (tf.nn.selu, dict(special=edge, infinite=True), False),
    "Sigmoid": (tf.sigmoid, dict(special=edge + (90.0, -90.0)), False),
    "Sin": (tf.sin, dict(special=edge), False),
    "Sinh": (tf.sinh, dict(special=edge), False),
    "Softplus": (tf.nn.softplus, dict(special=edge + (90.0, -90.0)), False),
    "Sqrt": (tf.sqrt, dict(low=0.05, high=5, special=(0.0, 1.0)), False),
    "Square": (tf.square, dict(special=edge), True),
    "Tan": (tf.tan, dict(low=-1.2, high=1.2, special=(0.0,)), False),
    "Tanh": (tf.tanh, dict(special=edge + (40.0, -40.0)), False),
}


def make_unary(name):
    run, how, whole = unary[name]
    return lambda draw: Call([given(draw, draw.shape(), whole, **how)], run)


for name in unary:
    makers[name] = make_unary(name)


@op("LeakyRelu")
def leaky_relu(draw):
    alpha = draw.choice([0.2, 0.5, 0.0])
    x = given(draw, draw.shape(), special=edge, infinite=True)
    return Call([x], lambda x: tf.nn.leaky_relu(x, alpha), {"alpha": alpha})


@op("ClipByValue")
def clip(draw):
    low, high = draw.choice([(-1.0, 1.0), (0.0, 2.0), (1.0, 1.0)])
    x = given(draw, draw.shape(), special=(-1.0, 0.0, 1.0, 2.0), infinite=True)
    return Call([x], lambda x: tf.clip_by_value(x, low, high), {"low": low, "high": high})


@op("Cast")
def cast(draw):
    dtype = draw.choice(["float32", "int32", "bool", "complex64"])
    if dtype == "float32":
        run = lambda x: x * 1
    elif dtype == "complex64":
        run = lambda x: tf.complex(x, tf.zeros_like(x))
    else:
        run = lambda x: tf.cast(tf.cast(x, dtype), x.dtype) + 0 * x
    return Call([given(draw, draw.shape(), special=edge)], run, {"dtype": dtype})


# ── Two tensors ──


def floor_mod(a, b):
    return tf.math.floormod(a, b)


binary = {
    "Add": (tf.add, dict(special=edge), dict(special=edge), True),
    "Atan2": (tf.atan2, dict(special=(0.0, 1.0)), dict(low=0.2, high=3, special=(1.0,)), False),
    "FloorDiv": (lambda a, b: tf.math.floordiv(a, b) + 0 * a * b, {}, dict(low=0.5, high=3), False),
    "Maximum": (tf.maximum, dict(special=edge), dict(special=edge), True),
    "Minimum": (tf.minimum, dict(special=edge), dict(special=edge), True),
    "Mod": (floor_mod, dict(low=-5, high=5), dict(low=0.6, high=3), False),
    "Multiply": (tf.multiply, dict(special=edge), dict(special=edge), True),
    "RealDiv": (tf.divide, dict(special=edge), dict(low=0.3, high=3, special=(-1.0, 1.0)), False),
    "SquaredDifference": (tf.math.squared_difference, dict(special=edge), dict(special=edge), True),
    "Sub": (tf.subtract, dict(special=edge), dict(special=edge), True),
}


def make_binary(name):
    run, left, right, whole = binary[name]

    def make(draw):
        a, b = draw.pair()
        return Call([given(draw, a, whole, **left), given(draw, b, whole, **right)], run)

    return make


for name in binary:
    makers[name] = make_binary(name)


@op("Pow")
def power(draw):
    a, b = draw.pair()
    if draw.chance(0.4):
        base = given(draw, a, special=(0.0, -1.0, 2.0))
        exponent = Input(draw.choice([2.0, 3.0, 1.0]) * np.ones(b, "float32"), draw.choice(["float32", "int32"]))
        return Call([base, exponent], tf.pow)
    return Call([given(draw, a, low=0.3, high=2.5), given(draw, b, special=(0.0, 1.0, 2.0))], tf.pow)


@op("Prelu")
def prelu(draw):
    shape = draw.shape(least=1)
    x, alpha = given(draw, shape, special=edge), given(draw, shape[1:], special=(0.0, 1.0))
    return Call([x, alpha], lambda x, alpha: tf.where(x > 0, x, alpha * x))


@op("AddN")
def add_n(draw):
    shape = draw.shape()
    return Call([given(draw, shape) for _ in range(draw.whole(1, 4))], lambda *xs: tf.add_n(xs))


@op("Select")
def select(draw):
    a, b = draw.pair(empty=False)
    shape = np.broadcast_shapes(tuple(a), tuple(b))
    condition = Input(draw.indices(shape, 2), "bool", False)
    run = lambda c, a, b: tf.where(tf.cast(c, tf.bool), a, b)
    return Call([condition, given(draw, a, infinite=True), given(draw, b)], run)


@op("BatchMatMul")
def mat_mul(draw):
    batch_a, batch_b = draw.pair(most=2)
    rows, inner, columns = draw.whole(1, 4), draw.whole(1, 4), draw.whole(1, 4)
    transpose_a, transpose_b = draw.chance(0.5), draw.chance(0.5)
    a = given(draw, batch_a + ([inner, rows] if transpose_a else [rows, inner]))
    b = given(draw, batch_b + ([columns, inner] if transpose_b else [inner, columns]))
    run = lambda a, b: tf.matmul(a, b, transpose_a=transpose_a, transpose_b=transpose_b)
    return Call([a, b], run, {"transposeA": transpose_a, "transposeB": transpose_b})


equations = [
    "ij,jk->ik", "ij,kj->ik", "ij->ji", "ij->j", "ij->", "ij,ij->", "bi,bi->b", "ij,k->ik", "ij,i->i", "ij->ij",
    "bij,bjk->bik", "bij,bjk->bk", "i,j->ij", "ij,j->ji", "abc,bd->acd", "ij,->ij", "bhqd,bhkd->bhqk",
]  # fmt: skip


@op("Einsum")
def einsum(draw):
    equation = draw.choice(equations)
    terms, _ = equation.split("->")
    sizes = {label: draw.whole(1, 3) for label in "abcdhijkq"}
    inputs = [given(draw, [sizes[label] for label in term]) for term in terms.split(",")]
    return Call(inputs, lambda *xs: tf.einsum(equation, *xs), {"equation": equation})


# ── Complex numbers ──


@op("Complex")
def make_complex(draw):
    shape = draw.shape()
    return Call([given(draw, shape, special=edge), given(draw, shape, special=edge)], tf.complex)


complex_ops = {
    "Real": tf.math.real,
    "Imag": tf.math.imag,
    "ComplexAbs": tf.abs,
    "FFT": tf.signal.fft,
    "IFFT": tf.signal.ifft,
}


def make_of_complex(name):
    run = complex_ops[name]

    def make(draw):
        shape = draw.shape(least=1 if "FFT" in name else 0, empty="FFT" not in name, most=3, size=6)
        points = () if name == "ComplexAbs" else edge
        real, imaginary = given(draw, shape, special=points), given(draw, shape, special=points)
        # Squared, so that second derivatives are not all 0.
        call = lambda a, b: run(tf.complex(a * a, a * b))
        # TensorFlow takes the direction of a complex number for a constant.
        composed = lambda a, b: tf.sqrt((a * a) ** 2 + (a * b) ** 2)
        return Call([real, imaginary], call, composed=composed if name == "ComplexAbs" else None)

    return make


for name in complex_ops:
    makers[name] = make_of_complex(name)


@op("complex.arithmetic")
def complex_arithmetic(draw):
    shape = draw.shape(most=2)
    inputs = [given(draw, shape, low=0.3, high=2) for _ in range(4)]

    def run(a, b, c, d):
        x, y = tf.complex(a, b), tf.complex(c, d)
        return x * y * x - y + x

    return Call(inputs, run)


# ── Along axes ──

reductions = {
    "Max": (tf.reduce_max, edge),
    "Mean": (tf.reduce_mean, edge),
    "Min": (tf.reduce_min, edge),
    "Prod": (tf.reduce_prod, (0.0, 1.0)),
    "Sum": (tf.reduce_sum, edge),
}


def make_reduction(name):
    run, special = reductions[name]

    def make(draw):
        shape = draw.shape(empty=name not in ("Max", "Min"))
        axes, keep = draw.axes(len(shape)), draw.chance(0.5)
        call = lambda x: run(x, axes, keep)
        return Call([given(draw, shape, True, special=special)], call, {"axes": axes, "keepDims": keep})

    return make


for name in reductions:
    makers[name] = make_reduction(name)

running = {"Cumsum": tf.cumsum, "Cumprod": tf.math.cumprod}


def make_running(name):
    def make(draw):
        shape = draw.shape(least=1)
        axis, exclusive, reverse = draw.axis(len(shape)), draw.chance(0.5), draw.chance(0.5)
        call = lambda x: running[name](x, axis, exclusive, reverse)
        special = (0.0,) if name == "Cumprod" else edge
        attributes = {"axis": axis, "exclusive": exclusive, "reverse": reverse}
        return Call([given(draw, shape, special=special)], call, attributes)

    return make


for name in running:
    makers[name] = make_running(name)


@op("Softmax")
def softmax(draw):
    return Call([given(draw, draw.shape(least=1), special=edge + (50.0,))], tf.nn.softmax)


@op("LogSoftmax")
def log_softmax(draw):
    return Call([given(draw, draw.shape(least=1), special=edge + (50.0,))], tf.nn.log_softmax)


@op("TopK")
def top_k(draw):
    shape = draw.shape(least=1)
    count = draw.whole(0, shape[-1])
    x = given(draw, shape, special=edge)
    return Call([x], lambda x: tf.math.top_k(x, count).values, {"k": count})


# ── Moving values ──


@op("Reshape")
def reshape(draw):
    shape = draw.shape()
    flat = draw.chance(0.5)
    new = [int(np.prod(shape))] if flat else [1, *shape[::-1]]
    return Call([given(draw, shape, True)], lambda x: tf.reshape(x, new), {"shape": new})


@op("ExpandDims")
def expand_dims(draw):
    shape = draw.shape(most=3)
    axis = draw.axis(len(shape) + 1)
    return Call([given(draw, shape, True)], lambda x: tf.expand_dims(x, axis), {"axis": axis})


@op("Transpose")
def transpose(draw):
    shape = draw.shape()
    order = [int(i) for i in draw.random.permutation(len(shape))]
    return Call([given(draw, shape, True)], lambda x: tf.transpose(x, order), {"perm": order})


@op("Reverse")
def reverse(draw):
    shape = draw.shape(least=1)
    axes = draw.axes(len(shape))
    every = list(range(len(shape))) if axes is None else axes
    return Call([given(draw, shape, True)], lambda x: tf.reverse(x, every), {"axes": axes})


@op("Slice")
def slice_of(draw):
    shape = draw.shape(least=1)
    begin = [draw.whole(0, size) for size in shape]
    size = [draw.choice([-1, draw.whole(0, length - start)]) for length, start in zip(shape, begin)]
    return Call([given(draw, shape, True)], lambda x: tf.slice(x, begin, size), {"begin": begin, "size": size})


@op("StridedSlice")
def strided_slice(draw):
    shape = draw.shape(least=1, empty=False, size=5)
    parts = []
    for length in shape:
        stride = draw.choice([1, 2, 3, -1, -2])
        start = draw.whole(0, length - 1)
        stop = draw.whole(start + 1, length) if stride > 0 else draw.whole(-length - 1, start - length - 1)
        parts.append((start, stop, stride))
    begin, end, strides = (list(each) for each in zip(*parts))
    masks = dict(begin_mask=draw.whole(0, 3), end_mask=draw.whole(0, 3), shrink_axis_mask=draw.choice([0, 0, 1]))
    if masks["shrink_axis_mask"]:
        masks["begin_mask"] &= 2
        strides[0], end[0] = 1, begin[0] + 1
    attributes = {"begin": begin, "end": end, "strides": strides, "masks": list(masks.values())}
    return Call([given(draw, shape)], lambda x: tf.strided_slice(x, begin, end, strides, **masks), attributes)


@op("PadV2")
def pad(draw):
    shape = draw.shape(least=1)
    paddings = [[draw.whole(0, 2), draw.whole(0, 2)] for _ in shape]
    run = lambda x: tf.pad(x, paddings, constant_values=0.5)
    return Call([given(draw, shape)], run, {"paddings": paddings, "value": 0.5})


@op("MirrorPad")
def mirror_pad(draw):
    shape = draw.shape(least=1, empty=False)
    mode = draw.choice(["reflect", "symmetric"])
    most = [size - (mode == "reflect") for size in shape]
    paddings = [[draw.whole(0, size), draw.whole(0, size)] for size in most]
    run = lambda x: tf.pad(x, paddings, mode.upper())
    return Call([given(draw, shape)], run, {"paddings": paddings, "mode": mode})


@op("Tile")
def tile(draw):
    shape = draw.shape(least=1)
    reps = [draw.whole(1, 3) for _ in shape]
    if draw.chance(0.05):
        reps[0] = 0
    return Call([given(draw, shape, True)], lambda x: tf.tile(x, reps), {"reps": reps})


@op("BroadcastTo")
def broadcast_to(draw):
    shape = draw.shape(empty=False)
    narrow = draw.narrowed(shape)
    return Call([given(draw, narrow)], lambda x: tf.broadcast_to(x, shape), {"shape": shape})


@op("Concat")
def concat(draw):
    shape = draw.shape(least=1)
    axis = draw.axis(len(shape))
    sizes = [draw.whole(0, 3) for _ in range(draw.whole(1, 4))]
    shapes = [[*shape[: axis % len(shape)], size, *shape[axis % len(shape) + 1 :]] for size in sizes]
    return Call([given(draw, one) for one in shapes], lambda *xs: tf.concat(xs, axis), {"axis": axis})


@op("SplitV")
def split(draw):
    shape = draw.shape(least=1, empty=False)
    axis = draw.axis(len(shape))
    sizes = [draw.whole(0, 2) for _ in range(draw.whole(1, 3))]
    shape[axis] = sum(sizes)
    run = lambda x: tf.concat(tf.split(x, sizes, axis)[::-1], axis)
    return Call([given(draw, shape)], run, {"sizes": sizes, "axis": axis})


@op("Pack")
def pack(draw):
    shape = draw.shape(most=3)
    axis = draw.axis(len(shape) + 1)
    inputs = [given(draw, shape) for _ in range(draw.whole(1, 4))]
    return Call(inputs, lambda *xs: tf.stack(xs, axis), {"axis": axis})


@op("Unpack")
def unpack(draw):
    shape = draw.shape(least=1, empty=False)
    axis = draw.axis(len(shape))
    run = lambda x: tf.stack(tf.unstack(x, axis=axis)[::-1])
    return Call([given(draw, shape)], run, {"axis": axis})


@op("Diag")
def diag(draw):
    return Call([given(draw, draw.shape(least=1, most=2, empty=False))], tf.linalg.tensor_diag)


@op("FlipLeftRight")
def flip(draw):
    shape = [draw.whole(1, 2), draw.whole(1, 3), draw.whole(1, 4), draw.whole(1, 2)]
    return Call([given(draw, shape)], lambda x: tf.reverse(x, [2]))


@op("DepthToSpace")
def depth_to_space(draw):
    block = draw.choice([2, 3])
    shape = [draw.whole(1, 2), draw.whole(1, 3), draw.whole(1, 3), block * block * draw.whole(1, 2)]
    return Call([given(draw, shape)], lambda x: tf.nn.depth_to_space(x, block), {"block": block})


@op("SpaceToBatchND")
def space_to_batch(draw):
    blocks = [draw.whole(1, 3), draw.whole(1, 2)]
    sizes = [draw.whole(1, 4), draw.whole(1, 4)]
    before = [draw.whole(0, 2) for _ in blocks]
    paddings = [[pad, -(size + pad) % block] for pad, size, block in zip(before, sizes, blocks)]
    shape = [draw.whole(1, 2), *sizes, *draw.shape(most=1, empty=False)]
    run = lambda x: tf.space_to_batch_nd(x, blocks, paddings)
    return Call([given(draw, shape)], run, {"blocks": blocks, "paddings": paddings})


@op("BatchToSpaceND")
def batch_to_space(draw):
    blocks = [draw.whole(1, 3), draw.whole(1, 2)]
    shape = [blocks[0] * blocks[1] * draw.whole(1, 2), draw.whole(2, 3), draw.whole(2, 3), draw.whole(1, 2)]
    crops = [[draw.whole(0, 1), draw.whole(0, 1)] for _ in blocks]
    run = lambda x: raw.BatchToSpaceND(input=x, block_shape=blocks, crops=crops)
    return Call([given(draw, shape)], run, {"blocks": blocks, "crops": crops})


# ── Selecting ──


@op("GatherV2")
def gather(draw):
    shape = draw.shape(least=1, empty=False)
    batch = draw.whole(0, min(2, len(shape) - 1))
    axis = draw.whole(batch, len(shape) - 1)
    places = draw.indices([*shape[:batch], *draw.shape(least=0 if batch == 0 else 1, most=2)], shape[axis])
    at = axis - len(shape) if draw.chance(0.5) and batch == 0 else axis
    run = lambda x, i: tf.gather(x, i, axis=at, batch_dims=batch)
    return Call([given(draw, shape), constant(places)], run, {"axis": at, "batchDims": batch})


def places_in(draw, shape):
    depth = draw.whole(1, len(shape))
    count = draw.whole(1, 4)
    lists = np.stack([draw.indices([count], size) for size in shape[:depth]], -1)
    return lists.reshape([count, depth]), [count, *shape[depth:]]


@op("GatherNd")
def gather_nd(draw):
    shape = draw.shape(least=1, most=3, empty=False)
    places, _ = places_in(draw, shape)
    return Call([given(draw, shape), constant(places)], tf.gather_nd)


@op("ScatterNd")
def scatter_nd(draw):
    shape = draw.shape(least=1, most=3, empty=False)
    places, updates = places_in(draw, shape)
    run = lambda i, u: tf.scatter_nd(i, u, shape)
    return Call([constant(places), given(draw, updates)], run, {"shape": shape})


@op("TensorScatterUpdate")
def tensor_scatter_update(draw):
    shape = draw.shape(least=1, most=3, empty=False)
    places = np.arange(draw.whole(1, shape[0]), dtype="int32")[:, None]
    updates = [len(places), *shape[1:]]
    return Call(
        [given(draw, shape), constant(places), given(draw, updates)],
        lambda x, i, u: tf.tensor_scatter_nd_update(x, i, u),
    )


@op("SparseToDense")
def sparse_to_dense(draw):
    size = draw.whole(2, 5)
    count = draw.whole(1, size)
    places = np.sort(draw.random.permutation(size)[:count]).astype("int32")[:, None]
    values = [count]
    run = lambda i, v, d: raw.SparseToDense(
        sparse_indices=i, output_shape=[size], sparse_values=v, default_value=d
    )
    return Call([constant(places), given(draw, values), given(draw, [])], run, {"shape": [size]})


@op("UnsortedSegmentSum")
def unsorted_segment_sum(draw):
    shape = draw.shape(least=1, empty=False)
    count = draw.whole(1, 4)
    segments = draw.indices(shape[:1], count, low=-1)
    run = lambda x, s: tf.math.unsorted_segment_sum(x, s, count)
    return Call([given(draw, shape), constant(segments)], run, {"count": count})


def make_sparse_segment(run):
    def make(draw):
        shape = draw.shape(least=2, most=3, empty=False)
        segments = np.sort(np.concatenate([np.arange(2), draw.indices([draw.whole(0, 3)], 2)])).astype("int32")
        places = draw.indices([len(segments)], shape[0])
        call = lambda x, i, s: run(tf.gather(x, i), s)
        return Call([given(draw, shape), constant(places), constant(segments)], call)

    return make


makers["SparseSegmentSum"] = make_sparse_segment(tf.math.segment_sum)
makers["SparseSegmentMean"] = make_sparse_segment(tf.math.segment_mean)


@op("SparseFillEmptyRows")
def sparse_fill_empty_rows(draw):
    rows = draw.whole(2, 5)
    places = np.array(sorted(draw.random.permutation(rows)[: draw.whole(1, rows)]), "int32")
    lists = np.stack([places, np.zeros_like(places)], -1)
    run = lambda i, v, d: raw.SparseFillEmptyRows(
        indices=tf.cast(i, tf.int64), values=v, dense_shape=[rows, 1], default_value=d
    )[1]
    return Call([constant(lists), given(draw, [len(places)]), given(draw, [])], run, {"shape": [rows, 1]})


# ── Convolutions ──


def spatial(draw, count, least=3, most=5):
    return [draw.whole(least, most) for _ in range(count)]


def windows(draw, count, dilated=False):
    """Strides or dilations, not both, and padding."""
    dilation = [draw.whole(1, 2) for _ in range(count)] if dilated and draw.chance(0.5) else [1] * count
    strides = [1] * count if max(dilation) > 1 else [draw.whole(1, 2) for _ in range(count)]
    return strides, draw.choice(["same", "valid"]), dilation


def explicit(draw):
    return [[0, 0], [draw.whole(0, 2), draw.whole(0, 2)], [draw.whole(0, 2), draw.whole(0, 2)], [0, 0]]


@op("Conv2D")
def conv2d(draw):
    strides, pad, dilations = windows(draw, 2, dilated=True)
    x = [draw.whole(1, 2), *spatial(draw, 2, 4, 6), draw.whole(1, 3)]
    filters = [draw.whole(1, 3), draw.whole(1, 2), x[-1], draw.whole(1, 3)]
    pad = explicit(draw) if draw.chance(0.3) else pad

    def run(x, f):
        padding = pad.upper() if isinstance(pad, str) else "VALID"
        wide = x if isinstance(pad, str) else tf.pad(x, pad)
        return tf.nn.conv2d(wide, f, strides, padding, dilations=dilations)

    attributes = {"strides": strides, "pad": pad, "dilations": dilations}
    return Call([given(draw, x), given(draw, filters)], run, attributes)


@op("DepthwiseConv2dNative")
def depthwise(draw):
    strides, pad, dilations = windows(draw, 2, dilated=True)
    strides = [strides[0]] * 2
    x = [draw.whole(1, 2), *spatial(draw, 2, 4, 6), draw.whole(1, 3)]
    filters = [draw.whole(1, 3), draw.whole(1, 2), x[-1], draw.whole(1, 2)]
    run = lambda x, f: tf.nn.depthwise_conv2d(x, f, [1, *strides, 1], pad.upper(), dilations=dilations)
    attributes = {"strides": strides, "pad": pad, "dilations": dilations}
    return Call([given(draw, x), given(draw, filters)], run, attributes)


@op("Conv3D")
def conv3d(draw):
    strides, pad, _ = windows(draw, 3)
    x = [1, *spatial(draw, 3, 2, 4), draw.whole(1, 2)]
    filters = [*spatial(draw, 3, 2, 2), x[-1], draw.whole(1, 2)]
    run = lambda x, f: tf.nn.conv3d(x, f, [1, *strides, 1], pad.upper())
    return Call([given(draw, x), given(draw, filters)], run, {"strides": strides, "pad": pad})


def backwards(draw, kind, of):
    """A convolution's gradients, as ops: in its input, or in its filter."""
    space = 3 if kind == "Conv3D" else 2
    strides, pad, _ = windows(draw, space)
    if kind == "DepthwiseConv2dNative":
        strides = [strides[0]] * 2
    x = [1, *spatial(draw, space, 2, 4), draw.whole(1, 2)]
    filters = [*spatial(draw, space, 2 if space == 3 else 1, 2), x[-1], draw.whole(1, 2)]
    how = dict(strides=[1, *strides, 1], padding=pad.upper())
    forward = {
        "Conv2D": lambda x, f: raw.Conv2D(input=x, filter=f, **how),
        "Conv3D": lambda x, f: raw.Conv3D(input=x, filter=f, **how),
        "DepthwiseConv2dNative": lambda x, f: raw.DepthwiseConv2dNative(input=x, filter=f, **how),
    }[kind]
    dy = forward(np.zeros(x, "float32"), np.zeros(filters, "float32")).shape.as_list()
    attributes = {"strides": strides, "pad": pad, "shape": x if of == "input" else filters}
    if of == "input":
        op_of = {
            "Conv2D": lambda d, f: raw.Conv2DBackpropInput(input_sizes=x, filter=f, out_backprop=d, **how),
            "Conv3D": lambda d, f: raw.Conv3DBackpropInputV2(input_sizes=x, filter=f, out_backprop=d, **how),
            "DepthwiseConv2dNative": lambda d, f: raw.DepthwiseConv2dNativeBackpropInput(
                input_sizes=x, filter=f, out_backprop=d, **how
            ),
        }[kind]
        return Call([given(draw, dy), given(draw, filters)], op_of, attributes)
    op_of = {
        "Conv2D": lambda x, d: raw.Conv2DBackpropFilter(input=x, filter_sizes=filters, out_backprop=d, **how),
        "Conv3D": lambda x, d: raw.Conv3DBackpropFilterV2(input=x, filter_sizes=filters, out_backprop=d, **how),
        "DepthwiseConv2dNative": lambda x, d: raw.DepthwiseConv2dNativeBackpropFilter(
            input=x, filter_sizes=filters, out_backprop=d, **how
        ),
    }[kind]
    return Call([given(draw, x), given(draw, dy)], op_of, attributes)


for kind in ["Conv2D", "Conv3D", "DepthwiseConv2dNative"]:
    end = "V2" if kind == "Conv3D" else ""
    makers[f"{kind}BackpropInput{end}"] = lambda draw, kind=kind: backwards(draw, kind, "input")
    makers[f"{kind}BackpropFilter{end}"] = lambda draw, kind=kind: backwards(draw, kind, "filter")


# ── Pooling and windows ──


def pooling(draw, space, pads=("same", "valid")):
    size = spatial(draw, space, 1, 3)
    strides = spatial(draw, space, 1, 2)
    if space == 3:
        # TensorFlow.js' cpu backend pads volumes by less than nothing where windows lie apart.
        strides = [min(each) for each in zip(strides, size)]
    return size, strides, draw.choice(list(pads))


def image_shape(draw, space=2):
    return [draw.whole(1, 2), *spatial(draw, space, 3, 5 if space == 2 else 4), draw.whole(1, 2)]


def make_pool(space, run):
    def make(draw):
        size, strides, pad = pooling(draw, space)
        shape = image_shape(draw, space)
        # In volumes each of equal values gets the whole gradient in TensorFlow, and in its graphs the first alone.
        x = Input(draw.values(shape, special=edge) if space == 2 else draw.distinct(shape))
        call = lambda x: run(x, size, strides, pad.upper())
        return Call([x], call, {"size": size, "strides": strides, "pad": pad})

    return make


makers["AvgPool"] = make_pool(2, tf.nn.avg_pool2d)
makers["AvgPool3D"] = make_pool(3, tf.nn.avg_pool3d)
makers["MaxPool"] = make_pool(2, tf.nn.max_pool2d)
makers["MaxPool3D"] = make_pool(3, tf.nn.max_pool3d)
makers["MaxPoolWithArgmax"] = make_pool(2, tf.nn.max_pool2d)


def make_average_pool_gradient(space, gradient):
    def make(draw):
        size, strides, pad = pooling(draw, space, ["valid"])
        x = image_shape(draw, space)
        forward = tf.nn.avg_pool2d if space == 2 else tf.nn.avg_pool3d
        dy = forward(np.zeros(x, "float32"), size, strides, pad.upper()).shape.as_list()
        call = lambda d: gradient(
            orig_input_shape=x, grad=d, ksize=[1, *size, 1], strides=[1, *strides, 1], padding=pad.upper()
        )
        attributes = {"size": size, "strides": strides, "pad": pad, "shape": x}
        return Call([given(draw, dy)], call, attributes)

    return make


makers["AvgPoolGrad"] = make_average_pool_gradient(2, raw.AvgPoolGrad)
makers["AvgPool3DGrad"] = make_average_pool_gradient(3, raw.AvgPool3DGrad)


def make_max_pool_gradient(space, gradient, twice):
    forward = tf.nn.max_pool2d if space == 2 else tf.nn.max_pool3d

    def make(draw):
        size, strides, pad = pooling(draw, space)
        x = draw.distinct(image_shape(draw, space))
        y = forward(x, size, strides, pad.upper()).numpy()
        how = dict(ksize=[1, *size, 1], strides=[1, *strides, 1], padding=pad.upper())
        call = lambda x, y, d: gradient(orig_input=x, orig_output=y, grad=d, **how)
        dy = given(draw, list(x.shape if twice else y.shape))
        inputs = [Input(x, differentiable=False), Input(y, differentiable=False), dy]
        return Call(inputs, call, {"size": size, "strides": strides, "pad": pad})

    return make


makers["MaxPoolGrad"] = make_max_pool_gradient(2, raw.MaxPoolGrad, False)
makers["MaxPool3DGrad"] = make_max_pool_gradient(3, raw.MaxPool3DGrad, False)
makers["MaxPoolGradGrad"] = make_max_pool_gradient(2, raw.MaxPoolGradGrad, True)
makers["MaxPool3DGradGrad"] = make_max_pool_gradient(3, raw.MaxPool3DGradGrad, True)


def dilated(x, f, strides, pad, rates):
    """Morphological dilation by ops that TensorFlow differentiates any number of times."""
    out = tf.nn.dilation2d(x, f, [1, *strides, 1], pad.upper(), "NHWC", [1, *rates, 1]).shape
    sides = []
    for axis in range(2):
        reach = (out[axis + 1] - 1) * strides[axis] + (f.shape[axis] - 1) * rates[axis] + 1
        missing = max(reach - x.shape[axis + 1], 0)
        before = missing // 2 if pad == "same" else 0
        sides.append([before, missing - before])
    wide = tf.pad(x, [[0, 0], *sides, [0, 0]], constant_values=-1e6)
    seen = [
        wide[:, i * rates[0] :: strides[0], j * rates[1] :: strides[1]][:, : out[1], : out[2]] + f[i, j]
        for i in range(f.shape[0])
        for j in range(f.shape[1])
    ]
    return tf.reduce_max(tf.stack(seen, -1), -1)


def slope_of(function, at, dy):
    with tf.GradientTape() as tape:
        tape.watch(at)
        y = function(at)
    return tape.gradient(y, at, output_gradients=dy)


@op("Dilation2D")
def dilation(draw, of=None):
    strides, pad, rates = windows(draw, 2, dilated=True)
    x = draw.distinct([1, *spatial(draw, 2, 3, 4), draw.whole(1, 2)])
    f = draw.values([draw.whole(1, 3), draw.whole(1, 2), x.shape[-1]], low=-0.1, high=0.1)
    how = dict(strides=[1, *strides, 1], padding=pad.upper())
    run = lambda x, f: raw.Dilation2D(input=x, filter=f, rates=[1, *rates, 1], **how)
    composed = lambda x, f: dilated(x, f, strides, pad, rates)
    attributes = {"strides": strides, "pad": pad, "dilations": rates}
    if of is None:
        return Call([Input(x), Input(f)], run, attributes, composed)
    dy = Input(draw.values(run(x, f).shape.as_list()))
    fixed = [Input(x, differentiable=False), Input(f, differentiable=False)]
    if of == "input":
        backward = lambda x, f, d: slope_of(lambda at: composed(at, f), x, d)
    else:
        backward = lambda x, f, d: slope_of(lambda at: composed(x, at), f, d)
    return Call([*fixed, dy], backward, attributes)


makers["Dilation2DBackpropInput"] = lambda draw: dilation(draw, "input")
makers["Dilation2DBackpropFilter"] = lambda draw: dilation(draw, "filter")


@op("LRN")
def local_response(draw, twice=False):
    shape = [1, draw.whole(1, 2), draw.whole(1, 2), draw.whole(1, 6)]
    radius, bias, alpha, beta = draw.whole(0, 3), draw.choice([1.0, 2.0]), draw.choice([1.0, 0.1]), draw.choice([0.5, 0.75])
    near = np.abs(np.subtract.outer(np.arange(shape[-1]), np.arange(shape[-1]))) <= radius

    def composed(x):
        around = tf.linalg.matmul(x * x, tf.cast(near, x.dtype))
        return x * (bias + alpha * around) ** -beta

    attributes = {"radius": radius, "bias": bias, "alpha": alpha, "beta": beta}
    x = Input(draw.values(shape))
    if twice:
        return Call([x, Input(draw.values(shape))], lambda x, d: slope_of(composed, x, d), attributes)
    return Call([x], lambda x: raw.LRN(input=x, depth_radius=radius, bias=bias, alpha=alpha, beta=beta), attributes, composed)


makers["LRNGrad"] = lambda draw: local_response(draw, True)


# ── Images of another size ──


def matrix_of(method, old, new, corners, centres):
    """How much each of `old` pixels counts for each of `new`."""
    resize = tf.compat.v1.image.resize_bilinear if method == "bilinear" else tf.compat.v1.image.resize_nearest_neighbor
    lines = resize(tf.eye(old)[None, ..., None], [new, old], align_corners=corners, half_pixel_centers=centres)
    return lines[0, :, :, 0]


def resized(x, rows, columns):
    rows, columns = tf.cast(rows, x.dtype), tf.cast(columns, x.dtype)
    return tf.einsum("yh,xw,bhwc->byxc", rows, columns, x)


def make_resize(method, backward=False, kind="any"):
    def make(draw):
        old, new = spatial(draw, 2, 2, 4), spatial(draw, 2, 1, 6)
        corners, centres = {
            "any": draw.choice([(False, False), (True, False), (False, True)]),
            "centres": (False, True),
            "plain": draw.choice([(False, False), (True, False)]),
        }[kind]
        rows = matrix_of(method, old[0], new[0], corners, centres)
        columns = matrix_of(method, old[1], new[1], corners, centres)
        batch, channels = draw.whole(1, 2), draw.whole(1, 2)
        attributes = {"size": new, "old": old, "alignCorners": corners, "halfPixelCenters": centres}
        if backward:
            run = lambda d: resized(d, tf.transpose(rows), tf.transpose(columns))
            return Call([given(draw, [batch, *new, channels])], run, attributes)
        return Call([given(draw, [batch, *old, channels])], lambda x: resized(x, rows, columns), attributes)

    return make


makers["ResizeBilinear"] = make_resize("bilinear")
makers["ResizeNearestNeighbor"] = make_resize("nearest")
makers["ResizeBilinearGrad"] = make_resize("bilinear", True, "plain")
makers["ResizeNearestNeighborGrad"] = make_resize("nearest", True, "plain")
makers["ResizeBilinearCentresGrad"] = make_resize("bilinear", True, "centres")
makers["ResizeNearestNeighborCentresGrad"] = make_resize("nearest", True, "centres")


# ── Normalization, cross-entropy and gradients as ops ──


@op("FusedBatchNorm")
def batch_norm(draw):
    shape = draw.shape(least=2, most=4, empty=False)
    channels = shape[-1:]
    x, mean, variance = given(draw, shape), given(draw, channels), given(draw, channels, low=0.3, high=2)
    offset, scale = given(draw, channels), given(draw, channels)
    run = lambda x, m, v, o, s: tf.nn.batch_normalization(x, m, v, o, s, 1e-3)
    return Call([x, mean, variance, offset, scale], run)


@op("FusedBatchNormV2")
def fused_batch_norm(draw):
    shape = [draw.whole(2, 3), draw.whole(2, 3), draw.whole(1, 3), draw.whole(1, 3)]

    def run(x, scale, offset):
        mean, variance = tf.nn.moments(x, [0, 1, 2])
        return tf.nn.batch_normalization(x, mean, variance, offset, scale, 1e-3)

    inputs = [given(draw, shape), given(draw, shape[-1:]), given(draw, shape[-1:])]
    return Call(inputs, run, once=True)


@op("BlockLSTMV2")
def block_lstm(draw):
    steps, samples, features, units = (draw.whole(1, most) for most in (4, 3, 3, 3))
    shapes = [[steps, samples, features], [samples, units], [samples, units], [features + units, 4 * units], [4 * units]]

    def run(x, state, carry, kernel, bias):
        states = []
        for step in tf.unstack(x):
            gates = tf.matmul(tf.concat([step, state], 1), kernel) + bias
            i, f, c, o = tf.split(gates, 4, 1)
            carry = tf.sigmoid(f) * carry + tf.sigmoid(i) * tf.tanh(c)
            state = tf.sigmoid(o) * tf.tanh(carry)
            states.append(state + 0.5 * carry)
        return tf.stack(states)

    return Call([given(draw, shape) for shape in shapes], run, once=True)


@op("SoftmaxCrossEntropyWithLogits")
def cross_entropy(draw, backward=False):
    shape = [draw.whole(1, 3), draw.whole(1, 4)]
    labels = draw.random.dirichlet(np.ones(shape[1]), shape[0]).astype("float32")
    logits = given(draw, shape, special=edge)
    if backward:
        return Call([Input(labels), logits], lambda y, x: tf.nn.softmax(x) - y)
    run = lambda y, x: -tf.reduce_sum(y * tf.nn.log_softmax(x), -1)
    return Call([Input(labels, differentiable=False), logits], run)


makers["SoftmaxCrossEntropyWithLogitsGrad"] = lambda draw: cross_entropy(draw, True)


@op("SparseSoftmaxCrossEntropyWithLogits")
def sparse_cross_entropy(draw, backward=False):
    shape = [draw.whole(1, 3), draw.whole(1, 4)]
    labels, logits = constant(draw.indices(shape[:1], shape[1])), given(draw, shape, special=edge)
    if backward:
        return Call([labels, logits], lambda y, x: tf.nn.softmax(x) - tf.one_hot(y, shape[1], dtype=x.dtype))
    return Call([labels, logits], lambda y, x: tf.nn.sparse_softmax_cross_entropy_with_logits(y, x))


makers["SparseSoftmaxCrossEntropyWithLogitsGrad"] = lambda draw: sparse_cross_entropy(draw, True)


@op("BiasAddGrad")
def bias_add_grad(draw):
    shape = draw.shape(least=2, empty=False)
    return Call([given(draw, shape)], lambda d: tf.reduce_sum(d, list(range(len(shape) - 1))))


@op("ToPrecision")
def to_precision(draw):
    """Of float32, in which derivatives can be held to those of double precision."""
    return Call([given(draw, draw.shape())], tf.identity)


# Each takes the gradient, and the activation's result or input.
activation_gradients = {
    "EluGrad": (lambda d, y: raw.EluGrad(gradients=d, outputs=y), dict(low=-0.9, high=2, special=(0.0,))),
    "ReluGrad": (lambda d, y: raw.ReluGrad(gradients=d, features=y), dict(low=0, high=2, special=(0.0,))),
    "RsqrtGrad": (lambda d, y: raw.RsqrtGrad(y=y, dy=d), dict(low=0.2, high=2)),
    "SigmoidGrad": (lambda d, y: raw.SigmoidGrad(y=y, dy=d), dict(low=0, high=1)),
    "SoftplusGrad": (lambda d, x: raw.SoftplusGrad(gradients=d, features=x), dict(special=edge)),
    "SqrtGrad": (lambda d, y: raw.SqrtGrad(y=y, dy=d), dict(low=0.2, high=2)),
    "TanhGrad": (lambda d, y: raw.TanhGrad(y=y, dy=d), dict(low=-1, high=1)),
}


def make_activation_gradient(name):
    run, how = activation_gradients[name]

    def make(draw):
        shape = draw.shape()
        return Call([given(draw, shape), given(draw, shape, **how)], run)

    return make


for name in activation_gradients:
    makers[name] = make_activation_gradient(name)


# ── Functions that are put together from several ops ──


@op("linalg.bandPart")
def band_part(draw):
    shape = [*draw.shape(most=2, empty=False), draw.whole(1, 4), draw.whole(1, 4)]
    lower, upper = draw.whole(-1, shape[-2]), draw.whole(-1, shape[-1])
    run = lambda x: tf.linalg.band_part(x, lower, upper)
    return Call([given(draw, shape)], run, {"lower": lower, "upper": upper})


@op("linalg.gramSchmidt")
def gram_schmidt(draw):
    size = draw.whole(1, 4)

    def run(x):
        rows = []
        for row in tf.unstack(x):
            for before in rows:
                row = row - tf.reduce_sum(before * row) * before
            rows.append(row / tf.norm(row))
        return tf.stack(rows)

    x = draw.values([draw.whole(1, size), size])
    x = x + 3 * np.eye(*x.shape, dtype="float32")
    return Call([Input(x.astype("float32"))], run)


@op("linalg.qr")
def qr(draw):
    columns = draw.whole(1, 3)
    rows = columns + draw.whole(0, 2)
    x = draw.values([rows, columns]) + 3 * np.eye(rows, columns, dtype="float32")

    def run(x):
        q, r = tf.linalg.qr(x)
        # Signs are a matter of taste: R's diagonal above 0.
        signs = tf.sign(tf.linalg.diag_part(r))
        return tf.concat([q * signs[None, :], r * signs[:, None]], 0)

    return Call([Input(x.astype("float32"))], run)


@op("spectral.rfft")
def rfft(draw):
    shape = [*draw.shape(most=2, empty=False), draw.whole(1, 6)]
    return Call([given(draw, shape)], lambda x: tf.signal.rfft(x * x))


@op("spectral.irfft")
def irfft(draw):
    half = draw.whole(2, 4)
    shape = [draw.whole(1, 2), half]
    # By ops whose gradients are those of what is computed: TensorFlow's own leaves the mirrored half out.
    def run(a, b):
        x = tf.complex(a * a, a * b)
        mirrored = tf.reverse(tf.math.conj(x[:, 1:-1]), [1])
        return tf.math.real(tf.signal.ifft(tf.concat([x, mirrored], 1)))

    return Call([given(draw, shape), given(draw, shape)], run)


@op("norm")
def norm(draw):
    shape = draw.shape(least=1, most=3, empty=False)
    axis, order = draw.axis(len(shape)), draw.choice([1, 2, "euclidean"])
    x = given(draw, shape, special=() if draw.chance(0.7) else (0.0,))
    return Call([x], lambda x: tf.norm(x, order, axis), {"axis": axis, "order": order})


@op("moments")
def moments(draw):
    shape = draw.shape(least=1, most=3, empty=False)
    axes = draw.axes(len(shape))
    every = list(range(len(shape))) if axes is None else axes
    # tf.nn.moments takes the mean for a constant, and loses a part of second derivatives.
    return Call([given(draw, shape)], lambda x: tf.math.reduce_variance(x, every), {"axes": axes})


@op("divNoNan")
def div_no_nan(draw):
    a, b = draw.pair()
    return Call([given(draw, a, special=edge), given(draw, b, special=(0.0, 1.0))], tf.math.divide_no_nan)


@op("logSumExp")
def log_sum_exp(draw):
    shape = draw.shape(least=1, empty=False)
    axes = draw.axes(len(shape))
    return Call([given(draw, shape)], lambda x: tf.reduce_logsumexp(x, axes), {"axes": axes})


@op("sigmoidCrossEntropy")
def sigmoid_cross_entropy(draw):
    shape = draw.shape(least=1, empty=False)
    labels = Input(draw.values(shape, low=0, high=1, special=(0.0, 1.0)), differentiable=False)
    run = lambda y, x: tf.nn.sigmoid_cross_entropy_with_logits(y, x)
    return Call([labels, given(draw, shape, special=edge)], run)
