"""Writes gradients.json: first and second derivatives by TensorFlow, for the functions of functions.ts by their names.

python test/engine/gradients/golden/make_gradients.py, in an environment with tensorflow-cpu.
"""

import json
import math
from pathlib import Path

import numpy as np
import tensorflow as tf


def waves(shape, start):
    """The same numbers as functions.ts makes."""
    count = int(np.prod(shape))
    return np.sin(start + 0.7 * np.arange(count)).astype("float32").reshape(shape)


edge = [-1.0, 0.0, 1.0, 2.0]
rows = waves([2, 3], 2.3)
images = waves([1, 4, 4, 1], 0.4)
sixteen = waves([4, 4], 1.9)
B = waves([3, 4], 0.2)


def weights(size):
    """How much each of 4 values counts for each of `size`."""
    rows = tf.compat.v1.image.resize_bilinear(tf.eye(4)[None, ..., None], [size, 4])
    return rows[0, :, :, 0]


cases = {
    # Edges
    "abs": (edge, tf.abs),
    "absSquared": (edge, lambda x: tf.square(tf.abs(x))),
    "sqrtAtZero": ([0.0, 4.0], tf.sqrt),
    "normAtZero": ([0.0, 0.0, 0.0], tf.norm),
    "divNoNanOver": (edge, lambda x: tf.math.divide_no_nan(tf.square(x), [0.0, 2.0, 0.0, -1.0])),
    "divNoNanUnder": (edge, lambda x: tf.math.divide_no_nan([1.0, 2.0, 0.0, -1.0], x)),
    "divNoNanBroadcast": (rows, lambda x: tf.math.divide_no_nan(x, tf.constant([[0.0], [2.0]]) * x[:, :1])),
    "relu": (edge, tf.nn.relu),
    "leakyRelu": (edge, lambda x: tf.nn.leaky_relu(x, 0.2)),
    "elu": (edge, tf.nn.elu),
    "selu": (edge, tf.nn.selu),
    "clip": (edge, lambda x: tf.square(tf.clip_by_value(x, -1.0, 1.0))),
    "floorDiv": ([4.0, -4.0, 3.0], lambda x: tf.math.floordiv(x, 3.0)),
    "modOver": ([4.0, -4.0, 3.0], lambda x: tf.square(tf.math.floormod(x, 3.0))),
    "modUnder": ([4.0, -4.0, 3.0], lambda x: tf.square(tf.math.floormod(7.0, x))),
    "maxTies": ([2.0, 2.0, 1.0], lambda x: tf.square(tf.reduce_max(x))),
    # Second derivatives
    "exp": (rows, tf.exp),
    "tanh": (rows, tf.tanh),
    "sigmoid": (rows, tf.sigmoid),
    "softplus": (rows, tf.nn.softplus),
    "reluCubed": (rows, lambda x: tf.nn.relu(x) ** 3),
    "eluSquared": (rows, lambda x: tf.square(tf.nn.elu(x))),
    "seluSquared": (rows, lambda x: tf.square(tf.nn.selu(x))),
    "rsqrt": (rows, lambda x: tf.math.rsqrt(x + 3)),
    "sqrtOfSum": (rows, lambda x: tf.sqrt(tf.reduce_sum(tf.square(x), 1))),
    "norm": (rows, lambda x: tf.norm(x, axis=1)),
    "std": (rows, lambda x: tf.sqrt(tf.reduce_mean(tf.square(x - tf.reduce_mean(x, 1, True)), 1))),
    "softmax": (rows, tf.nn.softmax),
    "logSoftmax": (rows, tf.nn.log_softmax),
    "logSumExp": (rows, lambda x: tf.reduce_logsumexp(x, 1)),
    "sigmoidCrossEntropy": (rows, lambda x: tf.nn.sigmoid_cross_entropy_with_logits(tf.abs(rows), x)),
    "softmaxCrossEntropy": (
        rows,
        lambda x: tf.nn.softmax_cross_entropy_with_logits(tf.nn.softmax(waves([2, 3], 0.6)), x),
    ),
    "swish": (rows, lambda x: x * tf.sigmoid(x)),
    "mish": (rows, lambda x: x * tf.tanh(tf.nn.softplus(x))),
    "power": (rows, lambda x: tf.pow(tf.abs(x) + 1, x)),
    "product": (rows, lambda x: tf.reduce_prod(x, 1)),
    "averagePool": (images, lambda x: tf.nn.avg_pool2d(x, 2, 1, "SAME") ** 3),
    "averagePoolVolume": (
        waves([1, 3, 4, 3, 1], 0.8),
        lambda x: tf.nn.avg_pool3d(x, 2, [1, 2, 1], "SAME") ** 3,
    ),
    "maxPool": (images, lambda x: tf.nn.max_pool2d(x, 2, 1, "VALID") ** 3),
    # Resizing is written out: TensorFlow has no second derivatives of its ops.
    "resizeBilinear": (images, lambda x: (weights(3) @ x[0, :, :, 0] @ tf.transpose(weights(7))) ** 3),
    "resizeNearest": (images, lambda x: tf.gather(x[:, :3], [0, 0, 1, 1, 2, 2, 3], axis=2) ** 3),
    # Ops without a gradient in TensorFlow.js, or with another
    "mirrorReflect": (sixteen, lambda x: tf.pad(x, [[1, 2], [3, 0]], "REFLECT") ** 3),
    "mirrorSymmetric": (sixteen, lambda x: tf.pad(x, [[1, 2], [4, 0]], "SYMMETRIC") ** 3),
    "topk": (rows, lambda x: tf.math.top_k(x, 2).values ** 3),
    "topkTies": ([3.0, 3.0, 3.0], lambda x: tf.math.top_k(x, 2).values ** 3),
    "einsumProduct": (rows, lambda x: tf.einsum("ij,jk->ik", tf.square(x), B)),
    "einsumSelf": (rows, lambda x: tf.einsum("ij,kj->ik", x, tf.square(x))),
    "einsumTransposed": (rows, lambda x: tf.einsum("ij->ji", x) ** 3),
    "einsumSummed": (rows, lambda x: tf.einsum("ij->j", x) ** 3),
    "einsumBatched": (rows, lambda x: tf.einsum("bi,bi->b", x, tf.square(x))),
    "einsumScalar": (rows, lambda x: tf.einsum("ij,ij->", x, tf.square(x))),
    "einsumOwnAxis": (rows, lambda x: tf.einsum("ij,i->i", tf.square(x), B[0, :2])),
    "stridedSlice": (sixteen, lambda x: x[0:4:3, 3:0:-2] ** 3),
    "stridedSliceOne": (sixteen, lambda x: x[2, 1:] ** 3),
    "stridedSliceNew": (sixteen, lambda x: x[tf.newaxis, ..., ::2] ** 3),
    "gatherND": (rows, lambda x: tf.gather_nd(x, [[0, 1], [1, 2], [0, 1]]) ** 3),
    "gatherNDRows": (rows, lambda x: tf.gather_nd(x, [[[1], [0]], [[1], [1]]]) ** 3),
    "scatterND": (rows, lambda x: tf.scatter_nd([[2], [2]], x, [4, 3]) ** 3),
    "cumprod": (rows, lambda x: tf.math.cumprod(x, 1)),
    "cumprodReverse": (rows, lambda x: tf.math.cumprod(x, 1, exclusive=True, reverse=True)),
    "cumprodZero": ([2.0, 0.0, 3.0], tf.math.cumprod),
    "depthToSpace": (waves([1, 2, 1, 8], 1.0), lambda x: tf.nn.depth_to_space(x, 2) ** 3),
    "gatherLast": (rows, lambda x: tf.gather(x, [1, 1, 0], axis=-1) ** 3),
    "gatherBeforeLast": (rows, lambda x: tf.gather(x, [1, 0, 1], axis=-2) ** 3),
}


def derivatives(x, f):
    x = tf.constant(x, "float32")
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
            loss = tf.reduce_sum(y * waves(y.shape, 0.3))
        first = inner.gradient(loss, x)
        first = tf.zeros_like(x) if first is None else tf.convert_to_tensor(first)
        loss = tf.reduce_sum(first * waves(x.shape, 1.1))
    second = outer.gradient(loss, x)
    second = tf.zeros_like(x) if second is None else tf.convert_to_tensor(second)
    return {"shape": list(x.shape), "x": text(x), "first": text(first), "second": text(second)}


def text(values):
    """JSON has no infinity and no not-a-number."""
    return " ".join(number(value) for value in values.numpy().ravel().tolist())


def number(value):
    if math.isnan(value):
        return "NaN"
    return f"{'-' if value < 0 else ''}Infinity" if math.isinf(value) else f"{value:.7g}"


made = {name: derivatives(*case) for name, case in cases.items()}
Path(__file__).with_name("gradients.json").write_text(json.dumps(made, indent=2) + "\n")
