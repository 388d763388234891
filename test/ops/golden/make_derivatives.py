"""What TensorFlow's derivatives of Keras' ops of linear algebra and signals are: python make_derivatives.py"""
import json
import operator
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
import tensorflow as tf
from keras import ops

here = os.path.dirname(os.path.abspath(__file__))


def floats(*shape, shift=0.0):
    return np.round(np.cos((np.arange(int(np.prod(shape))) + shift) ** 1.5), 4).reshape(shape).astype("float32")


square = (floats(2, 3, 3) + 2 * np.eye(3)).astype("float32")
spd = np.round(square @ square.transpose(0, 2, 1) + np.eye(3), 3).astype("float32")
lower = np.round(np.linalg.cholesky(spd), 4).astype("float32")
lengths = [np.array([3, 2], "int32"), np.array([6, 4], "int32")]
CORNERS = np.array([[0, 0], [5, 0], [0, 4], [5, 4]], "int32")
BENT = np.array([[1, 0], [4, 1], [0, 4], [6, 5]], "int32")
cases = [
    ("cholesky", [spd], {}), ("det", [square], {}), ("inv", [square], {}), ("logdet", [spd], {}), ("slogdet", [square], {}),
    ("solve", [square, floats(2, 3, 2, shift=3)], {}), ("solve", [square[0], floats(3, shift=2)], {}),
    ("solve_triangular", [lower, floats(2, 3, 2, shift=3)], {"lower": True}),
    ("solve_triangular", [lower.transpose(0, 2, 1).copy(), floats(2, 3, 2, shift=3)], {}),
    ("cholesky_inverse", [lower], {}), ("pinv", [floats(4, 2)], {}), ("lstsq", [floats(4, 2), floats(4, shift=4)], {}),
    ("qr", [floats(4, 3)], {}), ("qr", [square], {}), ("eigh", [spd], {}), ("svd", [square], {}), ("svd", [floats(4, 2)], {"full_matrices": False}),
    ("unfold", [floats(1, 2, 4, 4)], {"kernel_size": 2, "padding": 1}), ("i0", [np.array([0.5, -2, 4, 9], "float32")], {}),
    ("image.map_coordinates", [floats(4, 5), 3 * floats(2, 6, shift=2) + 1.2], {"order": 1, "fill_mode": "nearest"}),
    ("image.map_coordinates", [floats(4, 5), 3 * floats(2, 6, shift=2) + 1.2], {"order": 1, "fill_mode": "constant"}),
    ("image.sobel_edges", [floats(1, 4, 5, 2)], {}),
    ("image.ssim", [floats(1, 6, 5, 2), floats(1, 6, 5, 2, shift=3)], {"filter_size": 3}),
    ("image.extract_patches_3d", [floats(1, 3, 4, 3, 2)], {"size": 2, "strides": 1, "padding": "same"}),
    ("image.perspective_transform", [floats(1, 5, 6, 1), CORNERS, BENT], {}),
    ("ctc_loss", [np.array([[1, 2, 2], [3, 1, 0]], "int32"), 2 * floats(2, 6, 4), *lengths], {}),
]  # fmt: skip


def loss_of(name, outputs):
    total = 0
    for one in outputs:
        wave = tf.reshape(tf.cos(tf.range(tf.size(one), dtype="float32")), one.shape)
        # Vectors may point either way: their squares do not.
        total += tf.reduce_sum(wave * (tf.square(one) if name in ("eigh", "svd") else one))
    return total


def numbers(values):
    return [float(f"{one:.6g}") for one in np.asarray(values, "float64").ravel()]


written = []
for name, args, options in cases:
    tensors = [tf.constant(one) for one in args]
    with tf.GradientTape() as tape:
        watched = [one for one in tensors if one.dtype == tf.float32]
        tape.watch(watched)
        found = operator.attrgetter(name)(ops)(*tensors, **options)
        loss = loss_of(name, list(found) if isinstance(found, (list, tuple)) else [found])
    gradients = [tf.convert_to_tensor(one) for one in tape.gradient(loss, watched)]
    written.append({
        "name": name, "options": options,
        "args": [{"shape": list(one.shape), "dtype": str(one.dtype), "values": one.ravel().tolist()} for one in args],
        "gradients": [numbers(one) for one in gradients],
    })  # fmt: skip
with open(os.path.join(here, "derivatives.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in written) + "\n]\n")
print(len(written), keras.__version__)
