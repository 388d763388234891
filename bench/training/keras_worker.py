"""Keras 3 on TensorFlow: as people write it, or (`tuned`) with the steps_per_execution that is fastest here."""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
from keras import layers

from worker_protocol import load_model, serve, task_of, timed


def build(spec):
    made = {
        "dense": lambda units, activation: layers.Dense(units, activation=activation),
        "conv2d": lambda filters, size, activation: layers.Conv2D(filters, size, activation=activation),
        "maxPooling2d": lambda size: layers.MaxPooling2D(size),
        "batchNormalization": lambda: layers.BatchNormalization(),
        "relu": lambda: layers.Activation("relu"),
        "dropout": lambda rate: layers.Dropout(rate),
        "flatten": lambda: layers.Flatten(),
    }
    stack = [made[kind](*values) for kind, *values in spec["layers"]]
    return keras.Sequential([keras.Input(spec["input"]), *stack])


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


def data(spec):
    count, outputs = spec["batch"] * spec["steps"], spec["outputs"]
    random = np.random.default_rng(0)
    x = random.random((count, *spec["input"]), dtype="float32")
    if task_of(spec) == "number":
        return x, random.random((count, 1), dtype="float32")
    if task_of(spec) == "yes or no":
        return x, random.integers(0, 2, (count, 1)).astype("float32")
    return x, np.eye(outputs, dtype="float32")[random.integers(0, outputs, count)]


def fitter(spec, steps_per_execution):
    x, y = data(spec)
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
