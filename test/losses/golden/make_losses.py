# What real Keras computes for every loss: values, reductions with weights and masks, gradients.
# /tmp/kenv/bin/python test/losses/golden/make_losses.py   (Keras 3.15.1, TensorFlow 2.21)
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import warnings

warnings.filterwarnings("ignore")
import keras
import numpy as np
import tensorflow as tf
from keras.src import backend

cases = []
random = np.random.RandomState(7)


def rounded(a):
    a = np.asarray(a)
    if a.dtype == bool:
        return a.tolist()
    if a.dtype.kind in "iu":
        return a.tolist()
    return json.loads(json.dumps(a.astype("float64").tolist()), parse_float=lambda t: float("%.7g" % float(t)))


def add(maker, klass, y_true, y_pred, config=None, weights=None, mask=None, activation=None):
    config = config or {}
    loss = klass(**config)
    # As the test will read them.
    y_pred = np.array(rounded(y_pred), "float32")
    weights = None if weights is None else np.array(rounded(weights), "float32")
    y_true = np.array(rounded(y_true), np.asarray(y_true).dtype)
    z = tf.constant(y_pred)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(z)
        p = {None: tf.identity, "softmax": keras.activations.softmax, "sigmoid": keras.activations.sigmoid}[activation](z)
        if mask is not None:
            backend.set_keras_mask(p, tf.constant(mask))
        values = loss.call(tf.constant(y_true, "float32"), p)
        total = loss(tf.constant(y_true), p, None if weights is None else tf.constant(weights))
        n = int(tf.size(values))
        judged = tf.reduce_sum(tf.reshape(values, [-1]) * tf.cos(tf.range(n, dtype="float32")))
        summed = tf.reduce_sum(tf.reshape(total, [-1]) * tf.cos(tf.range(int(tf.size(total)), dtype="float32")))
    case = {
        "maker": maker,
        "config": config,
        "yTrue": rounded(y_true),
        "type": "int32" if y_true.dtype.kind in "iub" else "float32",
        "yPred": rounded(y_pred),
        "values": rounded(values),
        "valueGradient": rounded(tape.gradient(judged, z)),
        "total": rounded(total),
        "totalGradient": rounded(tape.gradient(summed, z)),
    }
    for key, value in (("weights", weights), ("mask", mask)):
        if value is not None:
            case[key] = rounded(value)
    if activation:
        case["activation"] = activation
    cases.append(case)


def simplex(*shape):
    e = np.exp(random.normal(size=shape))
    return e / e.sum(-1, keepdims=True)


def one_hot(classes, *shape):
    return np.eye(classes, dtype="int32")[random.randint(0, classes, shape)]


normal = lambda *shape: random.normal(size=shape)
unit = lambda *shape: random.uniform(0.05, 0.95, size=shape)
count = lambda *shape: random.randint(0, 2, shape).astype("int32")
L = keras.losses

regressions = {
    "meanSquaredError": L.MeanSquaredError,
    "meanAbsoluteError": L.MeanAbsoluteError,
    "meanAbsolutePercentageError": L.MeanAbsolutePercentageError,
    "meanSquaredLogarithmicError": L.MeanSquaredLogarithmicError,
    "huber": L.Huber,
    "logCosh": L.LogCosh,
    "cosineSimilarity": L.CosineSimilarity,
    "poisson": L.Poisson,
    "klDivergence": L.KLDivergence,
    "hinge": L.Hinge,
    "squaredHinge": L.SquaredHinge,
    "categoricalHinge": L.CategoricalHinge,
    "dice": L.Dice,
    "tversky": L.Tversky,
}
positive = ("poisson", "klDivergence", "meanSquaredLogarithmicError", "dice", "tversky")
for maker, klass in regressions.items():
    draw = unit if maker in positive else normal
    add(maker, klass, draw(4, 3), draw(4, 3))
    add(maker, klass, draw(2, 3, 2), draw(2, 3, 2))
    add(maker, klass, count(4, 3), draw(4, 3))  # labels as integers
    add(maker, klass, draw(5), draw(5, 1))  # a column that is missing
    add(maker, klass, draw(5, 1), draw(5))
    add(maker, klass, draw(4, 3), draw(4, 3), {"reduction": "sum"})
    add(maker, klass, draw(4, 3), draw(4, 3), {"reduction": "none"})
    add(maker, klass, draw(4, 3), draw(4, 3), {"reduction": "mean_with_sample_weight"}, weights=unit(4))
    add(maker, klass, draw(4, 3), draw(4, 3), weights=unit(4))
    add(maker, klass, draw(4, 3), draw(4, 3), weights=unit(4, 1))
for delta in (0.3, 1.5):
    add("huber", L.Huber, normal(3, 4), normal(3, 4), {"delta": delta})
for axis in (1, -2, 0):
    add("cosineSimilarity", L.CosineSimilarity, normal(3, 4, 2), normal(3, 4, 2), {"axis": axis})
add("cosineSimilarity", L.CosineSimilarity, np.ones((2, 3)), np.array([[1.0, 2, 3], [0.5, 0, -1]]))
for axis in (1, [1, 2], [1, 2, 3], -1):
    add("dice", L.Dice, count(2, 3, 2, 2), unit(2, 3, 2, 2), {"axis": axis})
    add("tversky", L.Tversky, count(2, 3, 2, 2), unit(2, 3, 2, 2), {"axis": axis, "alpha": 0.3, "beta": 0.8})
add("dice", L.Dice, count(3, 2, 2, 1), unit(3, 2, 2, 1), {"axis": [1, 2, 3]}, weights=unit(3))

# Weights and masks by step.
for reduction in ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"):
    c = {"reduction": reduction}
    mask = np.array([[True, True, False], [True, False, False], [True, True, True], [False, False, False]])
    for weights in (None, unit(4, 3), unit(4, 1), unit(4, 3, 1)):
        for m in (None, mask):
            if weights is None and m is None:
                continue
            add("meanSquaredError", L.MeanSquaredError, normal(4, 3, 2), normal(4, 3, 2), c, weights=weights, mask=m)
    add("binaryCrossentropy", L.BinaryCrossentropy, count(4, 3, 1), unit(4, 3, 1), c, mask=mask)
    add(
        "sparseCategoricalCrossentropy",
        L.SparseCategoricalCrossentropy,
        random.randint(0, 3, (4, 3)),
        simplex(4, 3, 3),
        c,
        mask=mask,
        weights=unit(4, 3),
    )
    add("meanAbsoluteError", L.MeanAbsoluteError, normal(4, 2), normal(4, 2), c, mask=mask[:, 1], weights=unit(4))
add("meanSquaredError", L.MeanSquaredError, normal(4, 2), normal(4, 2), mask=np.zeros(4, bool))
add("meanSquaredError", L.MeanSquaredError, normal(2, 3, 2, 2), normal(2, 3, 2, 2), weights=unit(2, 3, 2))
add("meanSquaredError", L.MeanSquaredError, normal(2, 3, 2, 2), normal(2, 3, 2, 2), weights=unit(2, 1, 1))

# Cross-entropies.
for smoothing in (0.0, 0.2):
    for logits in (False, True):
        c = {"from_logits": logits, "label_smoothing": smoothing}
        for shape in ((4,), (2, 3)):
            p = normal(*shape, 3) if logits else simplex(*shape, 3)
            q = normal(*shape, 3) if logits else unit(*shape, 3)
            add("categoricalCrossentropy", L.CategoricalCrossentropy, one_hot(3, *shape), p, c)
            add("categoricalFocalCrossentropy", L.CategoricalFocalCrossentropy, one_hot(3, *shape), p, {**c, "gamma": 1.5, "alpha": 0.4})
            add("binaryCrossentropy", L.BinaryCrossentropy, count(*shape, 3), q, c)
            for balance in (False, True):
                add(
                    "binaryFocalCrossentropy",
                    L.BinaryFocalCrossentropy,
                    count(*shape, 3),
                    q,
                    {**c, "gamma": 1.5, "alpha": 0.3, "apply_class_balancing": balance},
                )
        x = normal(2, 3, 4) if logits else unit(2, 3, 4)
        y = np.moveaxis(one_hot(3, 2, 4), -1, 1)
        add("categoricalCrossentropy", L.CategoricalCrossentropy, y, x, {**c, "axis": 1})
        add("categoricalFocalCrossentropy", L.CategoricalFocalCrossentropy, y, x, {**c, "axis": 1})
        add("binaryCrossentropy", L.BinaryCrossentropy, count(2, 3, 4), x, {**c, "axis": 1})
        add("binaryFocalCrossentropy", L.BinaryFocalCrossentropy, count(2, 3, 4), x, {**c, "axis": -2})
add("categoricalCrossentropy", L.CategoricalCrossentropy, one_hot(3, 4), 3 * unit(4, 3))  # do not add up to one
add("categoricalFocalCrossentropy", L.CategoricalFocalCrossentropy, one_hot(3, 4), 3 * unit(4, 3))
add("categoricalCrossentropy", L.CategoricalCrossentropy, np.eye(3, dtype="int32"), np.eye(3)[[1, 1, 0]])
add("binaryCrossentropy", L.BinaryCrossentropy, np.array([[0], [1], [1]]), np.array([[1.0], [0.0], [1.0]]))
add("binaryCrossentropy", L.BinaryCrossentropy, np.array([[0], [1]]), np.array([[900.0], [-900.0]]), {"from_logits": True})
add("binaryCrossentropy", L.BinaryCrossentropy, count(5), unit(5, 1))
for logits in (False, True):
    for shape in ((4,), (4, 1), (2, 3), (2, 3, 1)):
        out = shape[:-1] if shape[-1] == 1 else shape
        p = normal(*out, 3) if logits else simplex(*out, 3)
        y = random.randint(0, 3, shape)
        add("sparseCategoricalCrossentropy", L.SparseCategoricalCrossentropy, y, p, {"from_logits": logits})
        add(
            "sparseCategoricalCrossentropy",
            L.SparseCategoricalCrossentropy,
            y,
            p,
            {"from_logits": logits, "ignore_class": int(y.flat[0])},
        )
    c = {"from_logits": logits, "ignore_class": -1}
    y = np.array([[0, -1, 2], [-1, -1, 1]])
    p = normal(2, 3, 3) if logits else simplex(2, 3, 3)
    for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight", "none"):
        add("sparseCategoricalCrossentropy", L.SparseCategoricalCrossentropy, y, p, {**c, "reduction": reduction})
    add("sparseCategoricalCrossentropy", L.SparseCategoricalCrossentropy, y, p, c, weights=unit(2, 3))
    add(
        "sparseCategoricalCrossentropy",
        L.SparseCategoricalCrossentropy,
        y,
        p,
        c,
        mask=np.array([[True, True, False], [True, True, True]]),
    )
add("sparseCategoricalCrossentropy", L.SparseCategoricalCrossentropy, np.array([0, 1, 2]), 2 * unit(3, 3))
add("sparseCategoricalCrossentropy", L.SparseCategoricalCrossentropy, np.array([1, 0]), np.array([[1.0, 0, 0], [0.2, 0.8, 0]]))

# Outputs of an activation: the loss reads what went into it.
for activation in ("softmax", "sigmoid"):
    for logits in (False, True):
        c = {"from_logits": logits}
        for scale in (1, 60):
            z = scale * normal(3, 3)
            add("categoricalCrossentropy", L.CategoricalCrossentropy, one_hot(3, 3), z, c, activation=activation)
            add("sparseCategoricalCrossentropy", L.SparseCategoricalCrossentropy, random.randint(0, 3, 3), z, c, activation=activation)
            add("binaryCrossentropy", L.BinaryCrossentropy, count(3, 3), z, c, activation=activation)
        z = normal(3, 3)
        add("categoricalFocalCrossentropy", L.CategoricalFocalCrossentropy, one_hot(3, 3), z, c, activation=activation)
        add("binaryFocalCrossentropy", L.BinaryFocalCrossentropy, count(3, 3), z, c, activation=activation)
        add(
            "sparseCategoricalCrossentropy",
            L.SparseCategoricalCrossentropy,
            np.array([0, 2, 1]),
            z,
            {**c, "ignore_class": 2},
            activation=activation,
        )
        add("meanSquaredError", L.MeanSquaredError, normal(3, 3), z, activation=activation)

for q in (0.2, 0.5, 0.9):
    add(
        "categoricalGeneralizedCrossEntropy",
        L.CategoricalGeneralizedCrossEntropy,
        random.randint(0, 3, 4),
        simplex(4, 3),
        {"q": q},
    )
for y in (np.array([0, 1, 0, 2, 1]), np.array([0, 0, 0, 1, 1]), np.array([0, 1, 2, 3, 4]), np.array([1, 1, 1, 1, 1])):
    v = normal(5, 3)
    v = v / np.linalg.norm(v, axis=-1, keepdims=True)
    add("circle", L.Circle, y, v)
    add("circle", L.Circle, y, v, {"gamma": 4.0, "margin": 0.2, "remove_diagonal": False})
    add("circle", L.Circle, y, v, {"gamma": 2.0, "reduction": "sum"}, weights=unit(5))
labels = np.array([[1, 2, 2, 0], [3, 0, 0, 0], [2, 1, 0, 0]], "float32")
logits = np.round(3 * np.sin(np.arange(3 * 7 * 4) * 1.9).reshape(3, 7, 4), 3).astype("float32")
add("ctc", L.CTC, labels, logits)
add("ctc", L.CTC, labels, logits, {"reduction": "none"})
add("ctc", L.CTC, labels, logits, {"reduction": "sum"}, weights=unit(3))

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "losses.json"), "w") as f:
    json.dump(cases, f, separators=(",", ":"))
print(len(cases), "cases")
