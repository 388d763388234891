"""Makes augment.json with real Keras: random image layers with a seed of their own, called twice in training.

    python test/layers/golden/make_augment.py
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
RANDOM = np.random.default_rng(11)
cases = []


def case(layer, x, labels=None, training=True):
    given = tf.constant(x)
    outputs = []
    for _ in range(2):
        if labels is None:
            outputs.append([layer(given, training=training)])
        else:
            mixed = layer({"images": given, "labels": tf.constant(labels)}, training=training)
            outputs.append([mixed["images"], mixed["labels"]])
    outputs = [[tf.convert_to_tensor(one) for one in call] for call in outputs]
    cases.append(
        {
            "layer": type(layer).__name__,
            "config": camel_config({**layer.get_config(), **({"seed": layer.seed} if hasattr(layer, "seed") else {})}),
            "training": training,
            "shape": list(x.shape),
            "type": "int32" if x.dtype == np.int32 else "float32",
            "input": numbers(x, 5),
            "labels": None if labels is None else [list(labels.shape), numbers(labels, 5)],
            "outputShape": list(outputs[0][0].shape),
            "outputType": outputs[0][0].dtype.name,
            "outputs": [[numbers(one, 5) for one in call] for call in outputs],
        }
    )


def images(*shape, most=255):
    return RANDOM.uniform(0, most, shape).round(2 if most > 1 else 4).astype("float32")


def drawn(number):
    """A batch or one image, channels last or first, of bytes or shares."""
    first = number % 3 == 1
    sides = [int(n) for n in RANDOM.integers(3, 6, 2)]
    shape = (3, *sides) if first else (*sides, 3)
    shape = shape if number % 4 == 3 else (3, *shape)
    most = 255 if number % 2 == 0 else 1
    where = {"data_format": "channels_first" if first else "channels_last", "seed": 5 + number}
    return images(*shape, most=most), {**where, "value_range": (0, most)}


def without(options, *names):
    return {key: value for key, value in options.items() if key not in names}


MAKERS = [
    lambda o, n: layers.RandomHue((0.4, (0.1, 0.9), 1.0)[n % 3], **o),
    lambda o, n: layers.RandomSaturation((0.4, (0.3, 0.7), (0.0, 0.2))[n % 3], **o),
    lambda o, n: layers.RandomColorDegeneration((0.4, (0.3, 0.7), 1.0)[n % 3], **o),
    lambda o, n: layers.RandomGrayscale((0.5, 0.2, 1.0)[n % 3], **without(o, "value_range")),
    lambda o, n: layers.RandomInvert((1.0, (0.3, 0.7), 0.5)[n % 3], **o),
    lambda o, n: layers.RandomPosterization((1, (3, 3), (5, 5))[n % 3], **o),
    lambda o, n: layers.Solarization((0.3, (0.1, 0.2), 0.0)[n % 3], (0.8, (0.5, 0.5), (0.2, 0.9))[n % 3], **o),
    lambda o, n: layers.RandomSharpness((0.4, (0.3, 0.7), 1.0)[n % 3], **o),
    lambda o, n: layers.RandomGaussianBlur((1.0, (0.9, 1.0), 0.5)[n % 3], (3, 5, (3, 5))[n % 3], (1.0, (0.2, 0.9), 0.6)[n % 3], **o),
    lambda o, n: layers.RandomErasing((1.0, (0.9, 1.0), 0.8)[n % 3], (0.5, (0.2, 0.9), (0.02, 0.33))[n % 3], (None, 0.5, [0.1, 0.2, 0.9])[n % 3] if o["data_format"] == "channels_last" else 0.7, **o),
    lambda o, n: layers.RandomColorJitter(brightness_factor=(0.2, None, 0.1)[n % 3], contrast_factor=(0.3, 0.2, None)[n % 3], saturation_factor=(None, (0.4, 0.6), (0.3, 0.7))[n % 3], hue_factor=(0.1, (0.0, 0.5), 0.2)[n % 3], **o),
    lambda o, n: layers.AutoContrast(**without(o, "seed")),
    lambda o, n: layers.Equalization(bins=(256, 16, 100)[n % 3], **without(o, "seed")),
    lambda o, n: layers.ContrastLimitedAdaptiveHistogramEqualization(clip_limit=(4.0, 0.0, 2.0)[n % 3], tile_grid_size=((2, 2), (1, 3), (2, 1))[n % 3], **without(o, "seed")),
    lambda o, n: layers.CutMix((1.0, (0.3, 0.7), 0.5)[n % 3], **without(o, "value_range")),
    lambda o, n: layers.MixUp((0.2, 0.7, 2.0)[n % 3], **without(o, "value_range")),
    lambda o, n: layers.RandAugment(num_ops=1, factor=(0.5, 0.2, (0.1, 0.3))[n % 3], **o),
    lambda o, n: layers.RandomPerspective((1.0, (0.9, 1.0), 0.5)[n % 3], (1.0, 0.5, 0.3)[n % 3], ("bilinear", "nearest")[n % 2], (0.0, 0.5, 0.2)[n % 3], **without(o, "value_range")),
]

if __name__ == "__main__":
    skipped = []
    for make in MAKERS:
        for number in range(4):
            # Keras' own parts of these take channels that come last, and batches.
            is_whole = make in MAKERS[10:11] + MAKERS[16:17]
            x, options = drawn(number * 6 if is_whole else number)
            layer = make(options, number)
            try:
                case(layer, x)
            except Exception as error:
                skipped.append((type(layer).__name__, number, str(error)[:80]))
    labels = np.eye(3, 4).astype("float32")
    for make in MAKERS[14:16]:
        for number in (0, 2):
            x, options = drawn(number)
            case(make(options, number), x, labels)
    for make in (MAKERS[0], MAKERS[6], MAKERS[9], MAKERS[15]):
        x, options = drawn(0)
        case(make(options, 0), x, training=False)
    flat = np.full((2, 3, 3, 3), 7.0, "float32")
    case(layers.AutoContrast(), flat)
    case(layers.Equalization(), flat)
    HERE.joinpath("augment.json").write_text("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases) + "\n]\n")
    print(len(cases), skipped, keras.__version__)
