"""Makes preprocessing.json with real Keras: image layers with what chance draws held fixed, and feature layers.

    python test/layers/golden/make_preprocessing.py
"""

import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from preprocessing_cases import camel_config, numbers

HERE = pathlib.Path(__file__).parent
RANDOM = np.random.default_rng(7)
cases = []


def case(layer, x, training=True, options=None, signs=(1,), adapt=None):
    """One layer on one input; signs: what the output may be, where a coin decides."""
    x = np.asarray(x)
    tensor = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(tensor)
        try:
            output = layer(tensor, training=training)
        except TypeError:
            output = layer(tensor)
        output = tf.convert_to_tensor(output)
        wave = tf.reshape(tf.cos(tf.range(tf.size(output), dtype="float32")), output.shape)
        loss = tf.reduce_sum(tf.cast(output, "float32") * wave)
    gradient = None
    if x.dtype == np.float32:
        try:
            gradient = tape.gradient(loss, tensor)
        except LookupError:
            gradient = None
    cases.append(
        {
            "layer": type(layer).__name__,
            "config": camel_config(layer.get_config(), "sparse") if options is None else options,
            "training": training,
            "shape": list(x.shape),
            "type": "int32" if x.dtype == np.int32 else "float32",
            "input": numbers(x, 7),
            "weights": [[list(w.shape), numbers(w, 7)] for w in layer.get_weights()],
            "outputShape": list(output.shape),
            "outputType": output.dtype.name,
            "output": numbers(output, 7),
            "gradient": None if gradient is None else numbers(gradient, 7),
            **({} if adapt is None else {"adapt": [list(adapt.shape), numbers(adapt, 7)]}),
        }
    )


def images(*shape):
    return RANDOM.uniform(0, 255, shape).round(2).astype("float32")


def pick(*options):
    return options[RANDOM.integers(len(options))]


def resizing():
    methods = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area")
    for number in range(48):
        method = methods[number % 6]
        fit = pick(None, None, "crop_to_aspect_ratio", "pad_to_aspect_ratio")
        first = pick(False, False, True)
        height, width, channels = (int(n) for n in RANDOM.integers(1, 8, 3))
        channels = 1 + channels % 3
        shape = (channels, height, width) if first else (height, width, channels)
        shape = shape if number % 7 == 3 else (1 + number % 2, *shape)
        x = images(*shape)
        if number % 9 == 4 and fit != "pad_to_aspect_ratio":
            x = x.astype("int32")
        layer = layers.Resizing(
            int(RANDOM.integers(1, 9)),
            int(RANDOM.integers(1, 9)),
            interpolation=method,
            antialias=bool(RANDOM.integers(2)),
            data_format="channels_first" if first else "channels_last",
            fill_value=float(pick(0.0, 3.5)),
            **({fit: True} if fit else {}),
        )
        case(layer, x, training=bool(number % 2))


def cropping():
    for number in range(14):
        first = number % 3 == 1
        height, width = (int(n) for n in RANDOM.integers(2, 9, 2))
        shape = (2, height, width) if first else (height, width, 2)
        shape = shape if number % 5 == 2 else (2, *shape)
        x = images(*shape)
        layer = layers.CenterCrop(
            int(RANDOM.integers(1, 8)),
            int(RANDOM.integers(1, 8)),
            data_format="channels_first" if first else "channels_last",
        )
        case(layer, x.astype("int32") if number % 6 == 5 else x)
    for height, width in ((3, 9), (9, 3), (5, 6), (7, 8), (5, 2)):
        # Not larger than wanted both ways: nothing is left to chance.
        case(layers.RandomCrop(height, width), images(2, 5, 6, 1))
    case(layers.RandomCrop(3, 3), images(2, 5, 6, 1), training=False)


def moving():
    kinds = []
    for number in range(40):
        share = lambda: round(float(RANDOM.uniform(-0.4, 0.4)), 3)
        first = number % 4 == 1
        filling = dict(
            fill_mode=("reflect", "wrap", "constant", "nearest")[number // 2 % 4],
            interpolation="nearest" if number % 5 == 0 else "bilinear",
            fill_value=float(pick(0.0, 7.5)),
            data_format="channels_first" if first else "channels_last",
        )
        a, b = share(), share()
        kind = number % 4
        if kind == 0:
            layer = layers.RandomRotation((a, a), **filling)
        elif kind == 1:
            layer = layers.RandomTranslation((a, a), (b, b), **filling)
        elif kind == 2:
            layer = layers.RandomZoom((a, a), None if number % 8 == 2 else (b, b), **filling)
        else:
            layer = layers.RandomTranslation((1.0, 1.0), (a, a), **filling)
        height, width = (int(n) for n in RANDOM.integers(2, 7, 2))
        shape = (2, height, width) if first else (height, width, 2)
        shape = shape if number % 9 == 4 else (2, *shape)
        x = images(*shape)
        case(layer, x.astype("int32") if number % 11 == 7 else x)
    case(layers.RandomRotation(0.2), images(1, 3, 3, 1), training=False)


def coloring():
    for number in range(10):
        first = number % 3 == 1
        shape = (2, 3, 4) if first else (3, 4, 2)
        shape = shape if number % 4 == 3 else (2, *shape)
        x = images(*shape)
        value_range = pick((0, 255), (0, 200), (30, 220))
        share = round(float(RANDOM.uniform(-0.6, 0.6)), 3)
        data_format = "channels_first" if first else "channels_last"
        whole = number % 5 == 4
        case(
            layers.RandomBrightness((share, share), value_range, data_format=data_format),
            x.astype("int32") if whole else x,
        )
        # A factor of its own sign at both ends leaves one number to draw.
        lower = round(float(RANDOM.uniform(0, 0.6)), 3)
        layer = layers.RandomContrast((-lower, lower), value_range, data_format=data_format)
        case(layer, x)
    case(layers.RandomBrightness(0.3), images(1, 3, 3, 1), training=False)


def normalizing():
    x = RANDOM.normal(2, 3, (4, 3, 2)).astype("float32")
    case(layers.Normalization(mean=1.5, variance=4.0), x)
    case(layers.Normalization(mean=[1.0, -2.0], variance=[0.0, 2.0]), x)
    case(layers.Normalization(mean=[1.0, -2.0], variance=[3.0, 2.0], invert=True), x)
    case(layers.Normalization(axis=(1, 2), mean=[1.0, -2.0], variance=[3.0, 2.0]), x)
    case(
        layers.Normalization(axis=(2, 1), mean=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], variance=[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        x,
    )
    case(layers.Normalization(axis=1, mean=[1.0, 2.0, 3.0], variance=[1.0, 2.0, 3.0]), x)
    case(layers.Normalization(axis=None, mean=2.0, variance=3.0), x, options={"axis": [], "mean": 2.0, "variance": 3.0})
    for axis in (-1, 1, (1, -1), None, (0, 2)):
        data = RANDOM.normal(1, 2, (4, 3, 2)).astype("float32")
        layer = layers.Normalization(axis=axis)
        layer.adapt(data)
        case(layer, x, options={"axis": [] if axis is None else axis}, adapt=data)


def sorting():
    x = RANDOM.normal(0, 2, (3, 4)).astype("float32")
    for mode in ("int", "one_hot", "multi_hot", "count"):
        case(layers.Discretization([-1.0, 0.0, 1.5], output_mode=mode), x)
    case(layers.Discretization([-1.0, 0.0, 1.5]), np.array([[-1.0, 0.0, 1.5, np.float32(9e9)]], "float32"))
    case(layers.Discretization([-1.0, 0.0], output_mode="one_hot"), x[:, :1])
    case(layers.Discretization([-1.0, 0.0], output_mode="multi_hot"), x.reshape(3, 2, 2))
    for bins, epsilon, count in ((4, 0.01, 30), (3, 0.1, 50), (5, 0.02, 230), (7, 0.05, 40)):
        data = RANDOM.normal(0, 2, (count, 2)).round(3).astype("float32")
        layer = layers.Discretization(num_bins=bins, epsilon=epsilon)
        layer.adapt(data)
        options = camel_config(layer.get_config(), "sparse")
        case(layer, x, options=options)
        cases[-1]["adapt"] = [list(data.shape), numbers(data, 7)]
    whole = RANDOM.integers(0, 5, (3, 4)).astype("int32")
    for mode in ("one_hot", "multi_hot", "count"):
        case(layers.CategoryEncoding(5, output_mode=mode), whole)
    case(layers.CategoryEncoding(5, output_mode="one_hot"), whole[:, :1])
    case(layers.CategoryEncoding(5, output_mode="multi_hot"), whole[0])
    case(layers.CategoryEncoding(4, output_mode="count"), whole)


for make in (resizing, cropping, moving, coloring, normalizing, sorting):
    make()

HERE.joinpath("preprocessing.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
print(len(cases), keras.__version__)
