"""JAX as an expert writes it: one compiled `lax.scan` an epoch over shuffled rows, with Optax' Adam."""

import sys

import jax
import jax.numpy as jnp
import optax

from jax_models import build, drawn, loss_and_metric, network
from worker_protocol import load_model, random_data, serve, task_of

spec = load_model(sys.argv[1])
parameters, stack = build(spec)
optimizer = optax.adam(1e-3, eps=1e-7)
gradients_of = jax.value_and_grad(loss_and_metric(task_of(spec), stack), has_aux=True)


def mixed(kept, seen):
    return jax.tree.map(lambda old, new: 0.99 * old + 0.01 * new, kept, seen)


@jax.jit
def epoch(state, x, y, order, key):
    def step(carry, at):
        (parameters, slots, kept), (rows, key) = carry, at
        (loss, (metric, moving)), gradients = gradients_of(parameters, x[rows], y[rows], key)
        updates, slots = optimizer.update(gradients, slots)
        return (optax.apply_updates(parameters, updates), slots, mixed(kept, moving)), (loss, metric)

    batches = order.reshape(spec["steps"], spec["batch"])
    state, logs = jax.lax.scan(step, state, (batches, jax.random.split(key, spec["steps"])))
    return state, jax.tree.map(jnp.mean, logs)


x, y = (jnp.asarray(values) for values in random_data(spec))
_, first = network(stack, parameters, x[: spec["batch"]], jax.random.key(0))
state = parameters, optimizer.init(parameters), first


def fit(epochs):
    global state
    history = []
    for _ in range(epochs):
        order = jnp.asarray(drawn.permutation(len(x)))
        state, logs = epoch(state, x, y, order, jax.random.key(drawn.integers(1 << 30)))
        history.append([float(one) for one in logs])
    return history


fit(2)
serve(spec, fit, {"version": jax.__version__})
