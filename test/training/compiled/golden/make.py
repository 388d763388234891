"""Trains small models in Keras and writes what ours must reach from the same start: `python make.py`, with an
environment that has keras and tensorflow-cpu (bench/training/.venv does). Float32, no shuffling, batches of four."""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers

ROWS, EPOCHS, BATCH = 10, 3, 4
keras.utils.set_random_seed(7)


def classes(count):
    return np.eye(count, dtype="float32")[np.arange(ROWS) * 7 % count]


def numbers(*shape):
    return np.random.normal(size=(ROWS, *shape)).astype("float32")


CASES = {
    "dense, adam": dict(
        layers=[["dense", {"units": 6, "activation": "relu"}], ["dense", {"units": 3, "activation": "softmax"}]],
        input=[4], optimizer="adam", loss="categorical_crossentropy", metric="accuracy",
    ),
    "dense, sgd, mean squared error": dict(
        layers=[["dense", {"units": 5, "activation": "tanh"}], ["dense", {"units": 1}]],
        input=[4], optimizer="sgd", loss="mean_squared_error", metric="mae",
    ),
    "dense, rmsprop, binary crossentropy": dict(
        layers=[["dense", {"units": 5, "activation": "sigmoid"}], ["dense", {"units": 1, "activation": "sigmoid"}]],
        input=[4], optimizer="rmsprop", loss="binary_crossentropy", metric="accuracy",
    ),
    "dense, adagrad": dict(
        layers=[["dense", {"units": 5, "activation": "elu"}], ["dense", {"units": 1}]],
        input=[4], optimizer="adagrad", loss="mean_absolute_error", metric="mse",
    ),
    "convolution, pooling": dict(
        layers=[
            ["conv2d", {"filters": 3, "kernelSize": 3, "activation": "relu"}],
            ["maxPooling2d", {"poolSize": 2}],
            ["flatten", {}],
            ["dense", {"units": 3, "activation": "softmax"}],
        ],
        input=[8, 8, 2], optimizer="adam", loss="categorical_crossentropy", metric="accuracy",
    ),
    "batch normalization": dict(
        layers=[
            ["dense", {"units": 6, "useBias": False}],
            ["batchNormalization", {}],
            ["activation", {"activation": "relu"}],
            ["dense", {"units": 3, "activation": "softmax"}],
        ],
        input=[4], optimizer="adam", loss="categorical_crossentropy", metric="accuracy",
    ),
    "batch normalization of pictures": dict(
        layers=[
            ["conv2d", {"filters": 3, "kernelSize": 3, "useBias": False}],
            ["batchNormalization", {"momentum": 0.5}],
            ["activation", {"activation": "relu"}],
            ["flatten", {}],
            ["dense", {"units": 3, "activation": "softmax"}],
        ],
        input=[6, 6, 2], optimizer="adam", loss="categorical_crossentropy", metric="accuracy",
    ),
    "class numbers": dict(
        layers=[["dense", {"units": 6, "activation": "relu"}], ["dense", {"units": 3, "activation": "softmax"}]],
        input=[4], optimizer="adamax", loss="sparse_categorical_crossentropy", metric="accuracy",
    ),
    **{
        f"dense, {optimizer}": dict(
            layers=[["dense", {"units": 5, "activation": "tanh"}], ["dense", {"units": 1}]],
            input=[4], optimizer=optimizer, loss="mean_squared_error", metric="mae",
        )
        for optimizer in ("rmsprop", "adadelta", "adamax", "nadam", "lion")
    },
}

MAKERS = {
    "dense": lambda units, activation=None, useBias=True: layers.Dense(units, activation=activation, use_bias=useBias),
    "conv2d": lambda filters, kernelSize, activation=None, useBias=True: layers.Conv2D(
        filters, kernelSize, activation=activation, use_bias=useBias
    ),
    "maxPooling2d": lambda poolSize: layers.MaxPooling2D(poolSize),
    "flatten": layers.Flatten,
    "batchNormalization": layers.BatchNormalization,
    "activation": lambda activation: layers.Activation(activation),
}


def flat(weights):
    return [{"shape": list(one.shape), "values": [float(value) for value in one.ravel()]} for one in weights]


def train(case):
    stack = [MAKERS[kind](**arguments) for kind, arguments in case["layers"]]
    model = keras.Sequential([keras.Input(case["input"]), *stack])
    model.compile(optimizer=case["optimizer"], loss=case["loss"], metrics=[case["metric"]])
    x = numbers(*case["input"])
    if case["loss"] == "categorical_crossentropy":
        y = classes(3)
    elif case["loss"] == "sparse_categorical_crossentropy":
        y = classes(3).argmax(1).astype("float32")[:, None]
    elif case["loss"] == "binary_crossentropy":
        y = (np.arange(ROWS) % 2).astype("float32")[:, None]
    else:
        y = numbers(1)
    start = flat(model.get_weights())
    history = model.fit(x, y, batch_size=BATCH, epochs=EPOCHS, shuffle=False, verbose=0).history
    data = flat([x, y])
    return {**case, "x": data[0], "y": data[1], "start": start, "history": history, "end": flat(model.get_weights())}


here = pathlib.Path(__file__).parent
golden = {name: train(case) for name, case in CASES.items()}
(here / "keras.json").write_text(json.dumps({"keras": keras.__version__, "cases": golden}) + "\n")
