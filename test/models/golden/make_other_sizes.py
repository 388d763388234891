"""What real Keras makes of data of other sizes than a Sequential was built with: python make_other_sizes.py"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
import keras
import numpy as np
from keras import layers

here = os.path.dirname(os.path.abspath(__file__))

# Layers, the shape that the model is built with, and shapes of data.
CASES = {
    "lstm, each step": (lambda: [layers.LSTM(3, return_sequences=True), layers.Dense(2)], (5, 4), [(7, 4), (1, 4), (5, 3), (5, 1), (7, 5)]),
    "gru, last step": (lambda: [layers.GRU(3), layers.Dense(2)], (5, 4), [(2, 4), (2, 1)]),
    "simple rnn both ways": (lambda: [layers.Bidirectional(layers.SimpleRNN(3)), layers.Dense(1)], (5, 4), [(3, 4), (3, 2)]),
    "stacked cells": (lambda: [layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)])], (5, 2), [(3, 2), (3, 1)]),
    "embedding": (lambda: [layers.Embedding(6, 3), layers.GlobalAveragePooling1D(), layers.Dense(2)], (4,), [(9,), (1,)]),
    "embedding, flat": (lambda: [layers.Embedding(6, 3), layers.Flatten(), layers.Dense(2)], (4,), [(4,), (9,)]),
    "masking": (lambda: [layers.Masking(0.0), layers.LSTM(2)], (4, 2), [(6, 2)]),
    "conv1d": (lambda: [layers.Conv1D(3, 3), layers.GlobalMaxPooling1D(), layers.Dense(2)], (6, 2), [(9, 2), (3, 2), (9, 1)]),
    "conv1d, causal": (lambda: [layers.Conv1D(3, 3, padding="causal", dilation_rate=2)], (6, 2), [(2, 2)]),
    "conv1d, flat": (lambda: [layers.Conv1D(3, 3), layers.Flatten(), layers.Dense(2)], (6, 2), [(9, 2)]),
    "conv2d, pooled": (lambda: [layers.Conv2D(3, 2), layers.MaxPooling2D(2), layers.GlobalAveragePooling2D(), layers.Dense(2)], (8, 8, 1), [(6, 10, 1), (8, 8, 2)]),
    "conv2d, flat": (lambda: [layers.Conv2D(3, 2), layers.Flatten(), layers.Dense(2)], (8, 8, 1), [(6, 10, 1), (7, 8, 1)]),
    "conv2d transpose": (lambda: [layers.Conv2DTranspose(2, 3, strides=2)], (4, 4, 2), [(5, 3, 2), (5, 3, 1)]),
    "separable": (lambda: [layers.SeparableConv2D(3, 2), layers.DepthwiseConv2D(2)], (6, 6, 2), [(4, 5, 2), (4, 5, 1)]),
    "conv lstm": (lambda: [layers.ConvLSTM2D(2, 2)], (3, 5, 5, 1), [(2, 5, 5, 1)]),
    "conv3d": (lambda: [layers.Conv3D(2, 2), layers.AveragePooling3D(2)], (4, 4, 4, 1), [(5, 4, 6, 1)]),
    "dense": (lambda: [layers.Dense(3), layers.Dense(2)], (4,), [(5,), (1,)]),
    "dense, three axes": (lambda: [layers.Dense(3), layers.Dense(2)], (2, 4), [(6, 4), (2, 1)]),
    "layer normalization": (lambda: [layers.LayerNormalization(), layers.Activation("relu")], (3, 4), [(5, 4), (3, 5), (3, 1)]),
    "layer normalization, two axes": (lambda: [layers.LayerNormalization(axis=[1, 2])], (3, 4), [(5, 4), (1, 4), (1, 1)]),
    "rms normalization": (lambda: [layers.RMSNormalization()], (3, 4), [(5, 4), (3, 5)]),
    "batch normalization": (lambda: [layers.BatchNormalization()], (3, 4), [(5, 4), (3, 1), (3, 5)]),
    "group normalization": (lambda: [layers.GroupNormalization(2)], (3, 4), [(5, 4), (3, 2)]),
    "unit normalization": (lambda: [layers.UnitNormalization()], (3, 4), [(5, 4), (3, 2)]),
    "normalization": (lambda: [layers.Normalization(mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0])], (2, 3), [(5, 3), (2, 2)]),
    "prelu": (lambda: [layers.PReLU(alpha_initializer="ones")], (3, 4), [(5, 4), (1, 4), (3, 1)]),
    "prelu, shared steps": (lambda: [layers.PReLU(shared_axes=[1])], (3, 4), [(5, 4), (3, 1)]),
    "einsum": (lambda: [layers.EinsumDense("abc,cd->abd", output_shape=(3, 2), bias_axes="d")], (3, 4), [(5, 4), (3, 1)]),
    "reshape": (lambda: [layers.Reshape((6, 2)), layers.Dense(2)], (3, 4), [(4, 3), (6, 4), (12, 1)]),
    "reshape, open": (lambda: [layers.Reshape((-1, 2)), layers.Dense(2)], (3, 4), [(5, 4), (3, 3)]),
    "cut and pad": (lambda: [layers.Cropping1D(1), layers.ZeroPadding1D(2), layers.UpSampling1D(2)], (4, 2), [(6, 2), (3, 3)]),
    "permute": (lambda: [layers.Permute((2, 1)), layers.Dense(2)], (3, 4), [(3, 6), (5, 4)]),
    "repeat": (lambda: [layers.RepeatVector(3), layers.LSTM(2)], (4,), [(4,), (5,)]),
    "dropouts": (lambda: [layers.SpatialDropout1D(0.5), layers.GaussianNoise(0.5), layers.Dense(2)], (3, 4), [(5, 4)]),
    "nested": (lambda: [keras.Sequential([layers.Input((5, 4)), layers.LSTM(3)]), layers.Dense(2)], (5, 4), [(7, 4)]),
    "a functional model within": (lambda: [functional(), layers.Dense(2)], (5, 4), [(5, 4), (7, 4)]),
    "a last axis of one": (lambda: [layers.Dense(2)], (4,), [(4, 1), (5, 1)]),
    "no last axis": (lambda: [layers.LSTM(2)], (4, 1), [(4,), (6,)]),
}


def functional():
    inputs = keras.Input((5, 4))
    return keras.Model(inputs, layers.GlobalAveragePooling1D()(layers.Dense(3)(inputs)))


def numbers(shape, start=0.0):
    count = int(np.prod(shape))
    return np.sin(np.arange(count) * 0.7 + start).astype("float32").reshape(shape)


def data(name, shape):
    if name.startswith("embedding"):
        return (np.arange(int(np.prod(shape))) % 6).astype("float32").reshape(shape)
    return numbers(shape)


def tried(model, name, shape):
    x = data(name, (2, *shape))
    try:
        output = np.asarray(model.predict(x, verbose=0))
    except Exception:
        return {"shape": [2, *shape], "refused": True}
    return {"shape": [2, *shape], "x": x.ravel().tolist(), "outputShape": list(output.shape), "output": [float(f"{v:.7g}") for v in output.ravel()]}


def trained(model, name, built, shape):
    """Losses of three epochs on data as it was built, then of three on other data."""
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse", metrics=["mae"])
    history = []
    for one in (built, shape, built):
        x = data(name, (6, *one))
        y = numbers(model.predict(x[:1], verbose=0).shape[1:], 1.0)[None].repeat(6, 0)
        losses = model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0).history
        history.append({"shape": [6, *one], "x": x.ravel().tolist(), "yShape": list(y.shape), "y": y.ravel().tolist(), **losses})
    return history


def case(name):
    make, built, shapes = CASES[name]
    keras.backend.clear_session()
    model = keras.Sequential([keras.Input(built), *make()])
    weights = [numbers(w.shape, i) * 0.5 if "variance" not in w.path else np.ones(w.shape, "float32") for i, w in enumerate(model.weights)]
    if name != "normalization":
        model.set_weights(weights)
    result = {"model": model.to_json(), "weights": [np.asarray(w).ravel().tolist() for w in model.get_weights()], "shapes": [list(w.shape) for w in model.weights], "tried": [tried(model, name, shape) for shape in shapes]}
    if name in ("lstm, each step", "conv1d", "embedding"):
        result["trained"] = trained(model, name, built, shapes[0])
    return result


with open(os.path.join(here, "other-sizes.json"), "w") as file:
    json.dump({name: case(name) for name in CASES}, file)
