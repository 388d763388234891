"""A model of bench/training in JAX, with the weights and rows that a folder holds: its loss step by step, its time a step.

    jax_worker.py FOLDER

The update is Keras' Adam, whose epsilon stands where Optax has it not; products are full float32, as ours are."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "bench" / "training"))

import jax
import jax.numpy as jnp
import numpy as np

from jax_models import build, drawn, loss_and_metric
from worker_protocol import load_model, task_of, timed

jax.config.update("jax_default_matmul_precision", "highest")
folder = pathlib.Path(sys.argv[1])
given = json.loads((folder / "given.json").read_text())
spec = load_model(given["model"])
parameters, stack = build(spec)
gradients_of = jax.value_and_grad(loss_and_metric(task_of(spec), stack), has_aux=True)


def values(name, shape):
    return jnp.asarray(np.fromfile(folder / name, "float32").reshape(shape))


def with_given_weights(parameters):
    weights = iter([values(f"weight-{at}", shape) for at, shape in enumerate(given["weights"])])
    return [{name: next(weights) for name in layer} for layer in parameters]


def adam(parameters, gradients, slots):
    m, v, count = slots
    count = count + 1
    m = jax.tree.map(lambda m, g: m + (g - m) * (1 - 0.9), m, gradients)
    v = jax.tree.map(lambda v, g: v + (g * g - v) * (1 - 0.999), v, gradients)
    rate = 1e-3 * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    moved = jax.tree.map(lambda p, m, v: p - m * rate / (jnp.sqrt(v) + 1e-7), parameters, m, v)
    return moved, (m, v, count)


@jax.jit
def run(state, x, y, batches, key):
    def step(carry, at):
        (parameters, slots), (rows, key) = carry, at
        (loss, (metric, _)), gradients = gradients_of(parameters, x[rows], y[rows], key)
        return adam(parameters, gradients, slots), (loss, metric)

    return jax.lax.scan(step, state, (batches, jax.random.split(key, len(batches))))


x, y = values("x", given["x"]), values("y", given["y"])
parameters = with_given_weights(parameters)
nothing = jax.tree.map(jnp.zeros_like, parameters)
state = parameters, (nothing, nothing, jnp.zeros((), jnp.float32))
per_epoch = len(x) // spec["batch"]


def batches(order):
    return jnp.asarray(order).reshape(-1, spec["batch"])


def losses(steps):
    """The mean loss of the epoch so far, after each step; the rows are taken in their order."""
    in_order = batches(np.arange(len(x)))
    epochs = -(-steps // per_epoch)
    _, (seen, _) = run(state, x, y, jnp.tile(in_order, (epochs, 1)), jax.random.key(0))
    seen = np.asarray(seen, "float64").reshape(epochs, per_epoch)
    means = seen.cumsum(1) / np.arange(1, per_epoch + 1)
    return means.reshape(-1)[:steps].tolist()


def fit(epochs):
    current = state
    for _ in range(epochs):
        key = jax.random.key(drawn.integers(1 << 30))
        current, logs = run(current, x, y, batches(drawn.permutation(len(x))), key)
        [float(one.mean()) for one in logs]


seen = losses(given["steps"])
fit(2)
step = timed(lambda: fit(given["epochs"])) / (given["epochs"] * per_epoch)
[device] = jax.devices()[:1]
print(json.dumps({"version": jax.__version__, "device": device.device_kind, "losses": seen, "step": step}))
