"""First and second derivatives of random calls by TensorFlow, a line of JSON a call.

python test/fuzz/gradients/derivatives.py --seed 1 --count 50 [--first 0] [--ops Add,Mul] > calls.jsonl

Each is computed in single and in double precision: what lies between the two is rounding, and is allowed.
"""

import argparse
import base64
import json
import os
import zlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf
from calls import makers
from draw import Draw


def waves(shape, start):
    """The weights of results, the same numbers as in derivatives.ts."""
    count = int(np.prod(shape))
    return np.sin(start + 0.7 * np.arange(count)).reshape(shape)


def weighted(y, start):
    """One number of a result, in which every value counts otherwise."""
    if y.dtype.is_complex:
        return weighted(tf.math.real(y), start) + weighted(tf.math.imag(y), start + 0.6)
    return tf.reduce_sum(y * tf.cast(waves(y.shape, start), y.dtype))


def derivatives(call, run, dtype, order):
    given = [
        tf.constant(one.values, dtype if np.issubdtype(one.values.dtype, np.floating) else tf.int32) for one in call.inputs
    ]
    xs = [x for x, one in zip(given, call.inputs) if one.differentiable]
    with tf.GradientTape() as outer:
        outer.watch(xs)
        with tf.GradientTape() as inner:
            inner.watch(xs)
            y = weighted(run(*given), 0.3)
        first = inner.gradient(y, xs, unconnected_gradients="zero")
        first = [tf.convert_to_tensor(one) for one in first]
        both = tf.add_n([weighted(one, 1.1 + i) for i, one in enumerate(first)])
    if order == 1:
        return [one.numpy() for one in first]
    second = outer.gradient(both, xs, unconnected_gradients="zero")
    return [tf.convert_to_tensor(one).numpy() for one in second]


def encoded(values):
    return base64.b64encode(np.asarray(values, "<f4").tobytes()).decode()


def expected(single, double):
    """The values in double precision, and by how much single precision may be off; not a number: by anything."""
    with np.errstate(all="ignore"):
        slack = 8 * np.abs(single.astype("float64") - double)
        slack = np.where(np.isfinite(single) & np.isfinite(double), slack, np.nan)
        same = (np.isnan(single) & np.isnan(double)) | (single == double)
        slack = np.where(same, 0, slack)
        slack = np.where(slack > 1e-6 * (1 + np.abs(double)), slack, 0) + np.where(np.isnan(slack), np.nan, 0)
        result = {"values": encoded(double)}
    if np.any(slack != 0):
        result["slack"] = encoded(slack)
    return result


def both_precisions(call, run, order):
    single = derivatives(call, run, tf.float32, order)
    try:
        double = derivatives(call, run, tf.float64, order)
    except (tf.errors.InvalidArgumentError, tf.errors.NotFoundError, tf.errors.UnimplementedError, TypeError, ValueError):
        double = [one.astype("float64") for one in single]
    return [expected(*each) for each in zip(single, double)]


def described(name, number, call):
    line = {
        "op": name,
        "number": number,
        "attributes": call.attributes,
        "inputs": [
            {
                "dtype": one.dtype,
                "shape": list(one.values.shape),
                "values": encoded(one.values),
                **({} if one.differentiable else {"constant": True}),
            }
            for one in call.inputs
        ],
        "first": both_precisions(call, call.run, 1),
    }
    if not call.once:
        line["second"] = both_precisions(call, call.composed or call.run, 2)
    return line


def drawn(name, seed, number):
    """
    A call that TensorFlow takes: it refuses some gradients of empty tensors, and windows larger than an image; oneDNN
    gives up on some convolutions.
    """
    for attempt in range(9):
        try:
            draw = Draw(seed, number, zlib.crc32(name.encode()), attempt)
            return described(name, number, makers[name](draw))
        except (tf.errors.InvalidArgumentError, tf.errors.AbortedError):
            continue
    raise SystemExit(f"{name} --first {number}: TensorFlow refuses nine calls in a row.")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--ops", default=",".join(makers))
    given = parser.parse_args()
    for name in given.ops.split(","):
        for number in range(given.first, given.first + given.count):
            print(json.dumps(drawn(name, given.seed, number)))


if __name__ == "__main__":
    main()
