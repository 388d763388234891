"""Operations of functional models, each with what real Keras' file says of it, what it gives, and its gradients of
sum(output * cos(0, 1, 2 …)): python make_operations.py"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from keras import ops

here = os.path.dirname(os.path.abspath(__file__))


def numbers(shape, shift=0.0):
    count = int(np.prod(shape))
    return np.sin(1 + np.arange(count) * 0.7 + shift).astype("float32").reshape(shape)


x, y = (3, 4), (3, 4)
cases = {}


def case(name, shapes, call, dtype="float32"):
    assert name not in cases, name
    cases[name] = (shapes, call, dtype)


# Two numbers at a time.
for name in ["add", "subtract", "multiply", "divide", "true_divide", "maximum", "minimum", "arctan2"]:
    case(name, [x, y], getattr(ops, name))
    case(f"{name} broadcast", [(2, 3, 4), (3, 1)], getattr(ops, name))
    case(f"{name} number", [x], lambda a, f=getattr(ops, name): f(a, 0.3))
    case(f"number {name}", [x], lambda a, f=getattr(ops, name): f(0.3, a))
for name in ["equal", "not_equal", "greater", "greater_equal", "less", "less_equal"]:
    case(name, [x], lambda a, f=getattr(ops, name): ops.cast(f(a, 0.2), "float32"))
    case(f"{name} whole", [x], lambda a, f=getattr(ops, name): f(a, 1), "int32")
for name in ["logical_and", "logical_or", "logical_xor"]:
    case(name, [x], lambda a, f=getattr(ops, name): f(a > 0, a < 0.5))
case("logical_not", [x], lambda a: ops.logical_not(a > 0))
case("power", [x], lambda a: ops.power(ops.abs(a), 1.5))
case("power of two", [x], lambda a: a**2)
case("mod", [x], lambda a: ops.mod(a, 0.3))
case("floor_divide", [x], lambda a: a // 0.3)
case("divide_no_nan", [x], lambda a: ops.divide_no_nan(a, ops.relu(a)))
case("where", [x, y], lambda a, b: ops.where(a > 0, a, b))
case("where number", [x], lambda a: ops.where(a > 0, a, -1.0))
for name in ["add", "subtract", "multiply", "maximum", "mod", "floor_divide"]:
    case(f"{name} whole", [x], lambda a, f=getattr(ops, name): f(a, 2), "int32")
    case(f"{name} whole and part", [x], lambda a, f=getattr(ops, name): f(a, 1.5), "int32")
case("true_divide whole", [x], lambda a: a / 2, "int32")
case("constant", [x], lambda a: a * np.array([1.0, 2.0, 3.0, 4.0], "float32"))
case("stop_gradient", [x], lambda a: ops.stop_gradient(a) * a)

# One number at a time.
for name in ["abs", "absolute", "negative", "square", "sign", "ceil", "floor", "exp", "expm1", "sin", "cos", "tan"]:
    case(name, [x], getattr(ops, name))
for name in ["sinh", "cosh", "tanh", "reciprocal", "erf", "isfinite", "isnan", "isinf", "round", "copy"]:
    if hasattr(ops, name):
        case(name, [x], getattr(ops, name))
for name in ["log", "log2", "log10", "log1p", "sqrt", "rsqrt"]:
    case(name, [x], lambda a, f=getattr(ops, name): f(ops.abs(a)))
case("round decimals", [x], lambda a: ops.round(a, decimals=1))
case("sqrt whole", [x], lambda a: ops.sqrt(ops.abs(a)), "int32")
for name in ["relu", "relu6", "sigmoid", "softplus", "softsign", "silu", "log_sigmoid", "hard_sigmoid", "hard_silu"]:
    case(name, [x], getattr(ops, name))
for name in ["selu", "hard_tanh", "tanh_shrink", "softmax", "log_softmax", "gelu", "elu", "leaky_relu"]:
    case(name, [x], getattr(ops, name))
case("gelu exact", [x], lambda a: ops.gelu(a, approximate=False))
case("elu alpha", [x], lambda a: ops.elu(a, alpha=0.7))
case("leaky_relu slope", [x], lambda a: ops.leaky_relu(a, negative_slope=0.4))
case("softmax axis", [x], lambda a: ops.softmax(a, axis=0))

# Along axes.
for name in ["sum", "mean", "max", "min", "amax", "amin", "prod", "std", "var", "logsumexp"]:
    f = getattr(ops, name)
    case(name, [x], f)
    case(f"{name} axis", [(2, 3, 4)], lambda a, f=f: f(a, axis=-1))
    case(f"{name} axes kept", [(2, 3, 4)], lambda a, f=f: f(a, axis=(0, 2), keepdims=True))
for name in ["any", "all"]:
    f = getattr(ops, name)
    case(name, [x], lambda a, f=f: f(a > 0))
    case(f"{name} axis kept", [x], lambda a, f=f: f(a > 0, axis=1, keepdims=True))
for name in ["argmax", "argmin"]:
    f = getattr(ops, name)
    case(name, [x], f)
    case(f"{name} axis", [x], lambda a, f=f: f(a, axis=1))
    case(f"{name} axis kept", [x], lambda a, f=f: f(a, axis=0, keepdims=True))
case("max initial", [x], lambda a: ops.max(a, axis=1, initial=0.5))
case("sum whole", [x], lambda a: ops.sum(a, axis=1), "int32")
case("mean whole", [x], lambda a: ops.mean(a, axis=1), "int32")
case("cumsum", [x], lambda a: ops.cumsum(a, axis=1))
case("cumsum flat", [x], ops.cumsum)

# Forms.
case("reshape", [(2, 3, 4)], lambda a: ops.reshape(a, (-1, 6)))
case("ravel", [x], ops.ravel)
case("transpose", [(2, 3, 4)], ops.transpose)
case("transpose axes", [(2, 3, 4)], lambda a: ops.transpose(a, (1, 0, 2)))
case("swapaxes", [(2, 3, 4)], lambda a: ops.swapaxes(a, 0, -1))
case("moveaxis", [(2, 3, 4)], lambda a: ops.moveaxis(a, 0, -1))
case("moveaxis several", [(2, 3, 4)], lambda a: ops.moveaxis(a, (0, 1), (2, 0)))
case("expand_dims", [x], lambda a: ops.expand_dims(a, -1))
case("expand_dims several", [x], lambda a: ops.expand_dims(a, (0, -1)))
case("squeeze", [(3, 1, 4, 1)], ops.squeeze)
case("squeeze axis", [(3, 1, 4, 1)], lambda a: ops.squeeze(a, axis=-1))
case("broadcast_to", [(3, 1)], lambda a: ops.broadcast_to(a, (2, 3, 4)))
case("tile", [x], lambda a: ops.tile(a, (2, 1, 3)))
case("repeat", [x], lambda a: ops.repeat(a, 2, axis=1))
case("repeat each", [x], lambda a: ops.repeat(a, [1, 0, 2], axis=0))
case("repeat flat", [x], lambda a: ops.repeat(a, 2))
case("concatenate", [x, y], lambda a, b: ops.concatenate([a, b], axis=-1))
case("stack", [x, y], lambda a, b: ops.stack([a, b], axis=-1))
case("split", [(4, 6)], lambda a: ops.split(a, 3, axis=1))
case("split at", [(4, 6)], lambda a: ops.split(a, [1, 3], axis=1))
case("unstack", [x], lambda a: ops.unstack(a, axis=1))
case("flip", [x], ops.flip)
case("flip axis", [x], lambda a: ops.flip(a, axis=-1))
case("pad", [x], lambda a: ops.pad(a, ((1, 0), (0, 2)), constant_values=0.5))
case("pad reflect", [x], lambda a: ops.pad(a, ((1, 1), (2, 1)), mode="reflect"))
case("clip", [x], lambda a: ops.clip(a, -0.4, 0.6))
case("take", [x], lambda a: ops.take(a, [2, 0, 2], axis=0))
case("take flat", [x], lambda a: ops.take(a, [5, 1]))
case("matmul", [(2, 3, 4), (2, 4, 5)], ops.matmul)
case("matmul broadcast", [(2, 3, 4), (4, 5)], ops.matmul)
case("matmul row", [(4,), (4, 5)], ops.matmul)
case("matmul column", [(3, 4), (4,)], ops.matmul)
case("one_hot", [x], lambda a: ops.one_hot(ops.argmax(a, axis=1), 5))
case("one_hot axis", [x], lambda a: ops.one_hot(ops.argmax(a, axis=1), 5, axis=0, dtype="int32"))
case("ones_like", [x], ops.ones_like)
case("zeros_like bool", [x], lambda a: ops.zeros_like(a, dtype="bool"))
case("full_like", [x], lambda a: ops.full_like(a, 0.7))
case("cast", [x], lambda a: ops.cast(ops.cast(a * 3, "int32"), "float32") * a)
case("convert_to_tensor", [x], ops.convert_to_tensor)

# Items.
items = {
    "first": lambda a: a[0],
    "last column": lambda a: a[:, -1],
    "range": lambda a: a[1:, :2],
    "from the end": lambda a: a[-2:, :-1],
    "every second": lambda a: a[:, ::2],
    "dots": lambda a: a[..., 1],
    "new axis": lambda a: a[:, None, 1:3],
    "list": lambda a: a[..., 1:2, :],
}
for name, f in items.items():
    case(f"items {name}", [(3, 4, 2)], f)


def rounded(value):
    value = np.asarray(tf.convert_to_tensor(value))
    if value.dtype == bool or "int" in str(value.dtype):
        return value.tolist()
    return np.vectorize(lambda v: float(f"{v:.7g}"))(value).tolist() if value.size else value.tolist()


def expected(shapes, call, dtype):
    inputs = [keras.Input(batch_shape=shape, dtype=dtype, name=f"x{i}") for i, shape in enumerate(shapes)]
    outputs = call(*inputs)
    model = keras.Model(inputs, outputs)
    values = [numbers(shape, 0.5 * i) for i, shape in enumerate(shapes)]
    if dtype == "int32":
        values = [np.round(value * 4).astype("int32") for value in values]
    tensors = [tf.constant(value) for value in values]
    with tf.GradientTape() as tape:
        for tensor in tensors:
            tape.watch(tensor) if dtype == "float32" else None
        results = [one for one in keras.tree.flatten(model(tensors if len(tensors) > 1 else tensors[0]))]
        total = tf.constant(0.0)
        for one in results:
            count = int(np.prod(one.shape))
            weights = tf.constant(np.cos(np.arange(count)).astype("float32").reshape(one.shape))
            total += tf.reduce_sum(tf.cast(one, "float32") * weights)
    gradients = tape.gradient(total, tensors) if dtype == "float32" else [None for _ in tensors]
    config = model.get_config()
    return {
        "layers": [one for one in config["layers"] if one["class_name"] != "InputLayer"],
        "outputs": config["output_layers"],
        "dtype": dtype,
        "x": [rounded(value) for value in values],
        "y": [rounded(one) for one in results],
        "types": [keras.backend.standardize_dtype(one.dtype) for one in results],
        "gradients": [None if one is None else rounded(one) for one in gradients],
    }


def main():
    results = {}
    for name, given in cases.items():
        keras.backend.clear_session()
        results[name] = expected(*given)
    with open(os.path.join(here, "operations.json"), "w") as file:
        json.dump(results, file, separators=(",", ":"))


main()
