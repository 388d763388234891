"""Keras 3 as people write it, on TensorFlow or on JAX, or (`tuned`) on TensorFlow with the steps_per_execution that is
fastest here."""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "jax" if sys.argv[2] == "jax" else "tensorflow"

import keras
from keras import layers

from worker_protocol import load_model, random_data, serve, task_of, timed


def transformer(heads, size, hidden):
    def apply(x):
        attended = layers.MultiHeadAttention(heads, size)(x, x)
        x = layers.LayerNormalization()(x + attended)
        forward = layers.Dense(x.shape[-1])(layers.Dense(hidden, activation="relu")(x))
        return layers.LayerNormalization()(x + forward)

    return apply


def build(spec):
    made = {
        "dense": lambda units, activation: layers.Dense(units, activation=activation),
        "conv2d": lambda filters, size, activation: layers.Conv2D(filters, size, activation=activation),
        "maxPooling2d": lambda size: layers.MaxPooling2D(size),
        "batchNormalization": lambda: layers.BatchNormalization(),
        "relu": lambda: layers.Activation("relu"),
        "dropout": lambda rate: layers.Dropout(rate),
        "flatten": lambda: layers.Flatten(),
        "lstm": lambda units: layers.LSTM(units),
        "transformer": transformer,
        "meanOfSteps": lambda: layers.GlobalAveragePooling1D(),
    }
    x = inputs = keras.Input(spec["input"])
    for kind, *values in spec["layers"]:
        x = made[kind](*values)(x)
    return keras.Model(inputs, x)


def compiled(spec, steps_per_execution):
    model = build(spec)
    task = task_of(spec)
    model.compile(
        optimizer="adam",
        loss={"classes": "categorical_crossentropy", "yes or no": "binary_crossentropy", "number": "mse"}[task],
        metrics=["mae"] if task == "number" else ["accuracy"],
        steps_per_execution=steps_per_execution,
    )
    return model


def fitter(spec, steps_per_execution):
    x, y = random_data(spec)
    model = compiled(spec, steps_per_execution)

    def fit(epochs):
        model.fit(x, y, batch_size=spec["batch"], epochs=epochs, verbose=0)

    fit(2)
    return fit


def fastest(spec):
    """Tries a few settings; the best of two short runs each."""
    settings = sorted({1, min(10, spec["steps"]), min(50, spec["steps"]), spec["steps"]})
    tried = []
    for setting in settings:
        fit = fitter(spec, setting)
        tried.append((min(timed(lambda: fit(max(1, spec["epochs"] // 3))) for _ in range(2)), setting, fit))
    _, setting, fit = min(tried, key=lambda one: one[0])
    return fit, setting


spec = load_model(sys.argv[1])
if sys.argv[2] == "tuned":
    fit, setting = fastest(spec)
    serve(spec, fit, {"version": keras.__version__, "stepsPerExecution": setting})
else:
    serve(spec, fitter(spec, 1), {"version": keras.__version__})
