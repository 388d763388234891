"""The models of models.json in JAX alone: their parameters, the network, its loss and metric."""

import math

import jax
import jax.numpy as jnp
import numpy as np

drawn = np.random.default_rng(0)


def weights(*shape):
    fan_in, fan_out = math.prod(shape[:-1]), shape[-1]
    limit = math.sqrt(6 / (fan_in + fan_out))
    return jnp.asarray(drawn.uniform(-limit, limit, shape), jnp.float32)


ACTIVATIONS = {"relu": jax.nn.relu, "linear": lambda x: x, "softmax": lambda x: x, "sigmoid": lambda x: x}
"""The last activation of classes is left to the loss, as it is in JAX."""


def dense(shape, units, activation):
    def apply(p, x, **_):
        return ACTIVATIONS[activation](x @ p["w"] + p["b"])

    return {"w": weights(shape[-1], units), "b": jnp.zeros(units)}, apply, (*shape[:-1], units)


def conv2d(shape, filters, size, activation):
    def apply(p, x, **_):
        layout = ("NHWC", "HWIO", "NHWC")
        y = jax.lax.conv_general_dilated(x, p["w"], (1, 1), "VALID", dimension_numbers=layout)
        return ACTIVATIONS[activation](y + p["b"])

    p = {"w": weights(size, size, shape[-1], filters), "b": jnp.zeros(filters)}
    return p, apply, (shape[0] - size + 1, shape[1] - size + 1, filters)


def max_pooling2d(shape, size):
    def apply(_, x, **__):
        window = (1, size, size, 1)
        return jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, window, window, "VALID")

    return {}, apply, (shape[0] // size, shape[1] // size, shape[2])


def batch_normalization(shape):
    """By the batch's own moments; the moving ones, which training does not read, are kept beside them."""

    def apply(p, x, moving, **_):
        mean, variance = x.mean(0), x.var(0)
        moving.append((mean, variance))
        return (x - mean) * jax.lax.rsqrt(variance + 1e-3) * p["gamma"] + p["beta"]

    return {"gamma": jnp.ones(shape[-1]), "beta": jnp.zeros(shape[-1])}, apply, shape


def relu(shape):
    return {}, lambda _, x, **__: jax.nn.relu(x), shape


def dropout(shape, rate):
    def apply(_, x, keys, **__):
        kept = jax.random.bernoulli(keys(), 1 - rate, x.shape)
        return jnp.where(kept, x / (1 - rate), 0)

    return {}, apply, shape


def flatten(shape):
    return {}, lambda _, x, **__: x.reshape(x.shape[0], -1), (math.prod(shape),)


def mean_of_steps(shape):
    return {}, lambda _, x, **__: x.mean(1), shape[1:]


def lstm(shape, units):
    def apply(p, x, **_):
        def step(carry, given):
            h, c = carry
            i, f, g, o = jnp.split(given + h @ p["u"], 4, -1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            h = jax.nn.sigmoid(o) * jnp.tanh(c)
            return (h, c), None

        nothing = jnp.zeros((x.shape[0], units))
        (h, _), _ = jax.lax.scan(step, (nothing, nothing), jnp.swapaxes(x @ p["w"] + p["b"], 0, 1))
        return h

    return {"w": weights(shape[-1], 4 * units), "u": weights(units, 4 * units), "b": jnp.zeros(4 * units)}, apply, (units,)


def layer_norm(p, x):
    centred = x - x.mean(-1, keepdims=True)
    return centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-3) * p["gamma"] + p["beta"]


def transformer(shape, heads, size, hidden):
    width = shape[-1]

    def split(x, w):
        return jnp.einsum("btd,dhk->bhtk", x, w)

    def apply(p, x, **_):
        q, k, v = split(x, p["q"]), split(x, p["k"]), split(x, p["v"])
        scores = jax.nn.softmax(jnp.einsum("bhtk,bhsk->bhts", q, k) / math.sqrt(size))
        attended = jnp.einsum("bhtk,hkd->btd", jnp.einsum("bhts,bhsk->bhtk", scores, v), p["o"])
        x = layer_norm(p["norm1"], x + attended)
        return layer_norm(p["norm2"], x + jax.nn.relu(x @ p["w1"] + p["b1"]) @ p["w2"] + p["b2"])

    norm = {"gamma": jnp.ones(width), "beta": jnp.zeros(width)}
    p = {name: weights(width, heads, size) for name in "qkv"}
    p |= {"o": weights(heads, size, width), "norm1": norm, "norm2": norm}
    p |= {"w1": weights(width, hidden), "b1": jnp.zeros(hidden), "w2": weights(hidden, width), "b2": jnp.zeros(width)}
    return p, apply, shape


KINDS = {
    "dense": dense,
    "conv2d": conv2d,
    "maxPooling2d": max_pooling2d,
    "batchNormalization": batch_normalization,
    "relu": relu,
    "dropout": dropout,
    "flatten": flatten,
    "lstm": lstm,
    "transformer": transformer,
    "meanOfSteps": mean_of_steps,
}


def build(spec):
    """Each layer's parameters, and what it computes with them."""
    shape, parameters, stack = tuple(spec["input"]), [], []
    for kind, *values in spec["layers"]:
        p, apply, shape = KINDS[kind](shape, *values)
        parameters.append(p)
        stack.append(apply)
    return parameters, stack


def network(stack, parameters, x, key):
    """The output, and the moments that batch normalization has seen."""
    moving = []

    def keys():
        nonlocal key
        key, drawn = jax.random.split(key)
        return drawn

    for p, apply in zip(parameters, stack):
        x = apply(p, x, keys=keys, moving=moving)
    return x, moving


def loss_and_metric(task, stack):
    def of(parameters, x, y, key):
        z, moving = network(stack, parameters, x, key)
        if task == "classes":
            loss = -(y * jax.nn.log_softmax(z)).sum(-1).mean()
            return loss, ((z.argmax(-1) == y.argmax(-1)).mean(), moving)
        if task == "yes or no":
            loss = -(y * jax.nn.log_sigmoid(z) + (1 - y) * jax.nn.log_sigmoid(-z)).mean()
            return loss, (((z > 0) == y).mean(), moving)
        return ((z - y) ** 2).mean(), (jnp.abs(z - y).mean(), moving)

    return of
