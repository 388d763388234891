# What real Keras computes for every metric over two batches, plain, with weights and with masks.
# /tmp/kenv/bin/python test/metrics/golden/make_metrics.py   (Keras 3.15.1, TensorFlow 2.21)
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
random = np.random.RandomState(11)
M = keras.metrics


def rounded(a):
    a = np.asarray(a)
    if a.dtype.kind in "biu":
        return a.tolist()
    return json.loads(json.dumps(a.astype("float64").tolist()), parse_float=lambda t: float("%.7g" % float(t)))


def add(maker, klass, batches, config=None):
    """Batches are (y_true, y_pred), with weights and mask if wanted."""
    config = config or {}
    metric = klass(**config)
    written = []
    for y_true, y_pred, *rest in batches:
        y_true = np.array(rounded(y_true), np.asarray(y_true).dtype)
        y_pred = np.array(rounded(y_pred), "float32")
        weights = rest[0] if len(rest) > 0 else None
        mask = rest[1] if len(rest) > 1 else None
        weights = None if weights is None else np.array(rounded(weights), "float32")
        p = tf.constant(y_pred)
        if mask is not None:
            backend.set_keras_mask(p, tf.constant(mask))
        try:
            metric.update_state(tf.constant(y_true), p, sample_weight=None if weights is None else tf.constant(weights))
        except Exception as error:
            return print("refused:", maker, config, p.shape, None if weights is None else weights.shape, str(error)[:90])
        one = {"yTrue": rounded(y_true), "yPred": rounded(y_pred)}
        if weights is not None:
            one["weights"] = rounded(weights)
        if mask is not None:
            one["mask"] = mask.tolist()
        written.append(one)
    try:
        value = metric.result()
    except Exception as error:
        return print("no result:", maker, config, str(error)[-90:])
    cases.append({"maker": maker, "config": config, "name": metric.name, "batches": written, "value": rounded(value)})


def simplex(*shape):
    e = np.exp(random.normal(size=shape))
    return e / e.sum(-1, keepdims=True)


def one_hot(classes, *shape):
    return np.eye(classes, dtype="float32")[random.randint(0, classes, shape)]


normal = lambda *shape: random.normal(size=shape).astype("float32")
unit = lambda *shape: random.uniform(0.02, 0.98, size=shape).astype("float32")
count = lambda *shape: random.randint(0, 2, shape).astype("float32")
classes = lambda k, *shape: random.randint(0, k, shape).astype("float32")
mask = lambda *shape: random.uniform(size=shape) < 0.6

# Means.
means = {
    "meanSquaredError": (M.MeanSquaredError, normal, normal),
    "meanAbsoluteError": (M.MeanAbsoluteError, normal, normal),
    "meanAbsolutePercentageError": (M.MeanAbsolutePercentageError, normal, normal),
    "meanSquaredLogarithmicError": (M.MeanSquaredLogarithmicError, unit, unit),
    "rootMeanSquaredError": (M.RootMeanSquaredError, normal, normal),
    "logCoshError": (M.LogCoshError, normal, normal),
    "cosineSimilarity": (M.CosineSimilarity, normal, normal),
    "klDivergence": (M.KLDivergence, unit, unit),
    "poisson": (M.Poisson, count, unit),
    "hinge": (M.Hinge, count, normal),
    "squaredHinge": (M.SquaredHinge, count, normal),
    "categoricalHinge": (M.CategoricalHinge, count, normal),
    "binaryCrossentropy": (M.BinaryCrossentropy, count, unit),
    "binaryAccuracy": (M.BinaryAccuracy, count, unit),
    "pearsonCorrelation": (M.PearsonCorrelation, normal, normal),
    "concordanceCorrelation": (M.ConcordanceCorrelation, normal, normal),
}
for maker, (klass, true, pred) in means.items():
    add(maker, klass, [(true(3, 2), pred(3, 2)), (true(1, 2), pred(1, 2))])
    add(maker, klass, [(true(3, 2), pred(3, 2), unit(3)), (true(2, 2), pred(2, 2), unit(2))])
    # Sequences of other lengths: each sample's own mean counts.
    add(maker, klass, [(true(2, 3, 2), pred(2, 3, 2)), (true(2, 4, 2), pred(2, 4, 2))])
    add(maker, klass, [(true(2, 3, 2), pred(2, 3, 2), unit(2)), (true(2, 2, 2), pred(2, 2, 2), unit(2))])
    add(maker, klass, [(true(2, 3, 2), pred(2, 3, 2), unit(2, 3)), (true(2, 4, 2), pred(2, 4, 2), unit(2, 4))])
    add(maker, klass, [(true(3, 2), pred(3, 2), None, mask(3)), (true(2, 2), pred(2, 2), None, mask(2))])
    add(maker, klass, [(true(2, 3, 2), pred(2, 3, 2), None, mask(2, 3)), (true(2, 4, 2), pred(2, 4, 2), None, mask(2, 4))])
    add(maker, klass, [(true(2, 3, 2), pred(2, 3, 2), unit(2, 3), mask(2, 3)), (true(1, 4, 2), pred(1, 4, 2))])
for name in ("meanSquaredError", "rootMeanSquaredError", "binaryAccuracy", "meanAbsoluteError"):
    klass, true, pred = means[name]
    add(name, klass, [(true(4), pred(4, 1), unit(4)), (true(3), pred(3, 1))])
    add(name, klass, [(true(4, 1), pred(4), unit(4, 1))])
    add(name, klass, [(true(2, 3, 1), pred(2, 3, 1), unit(2, 3))])
add("cosineSimilarity", M.CosineSimilarity, [(normal(2, 3, 2), normal(2, 3, 2), unit(2))], {"axis": 1})
add("pearsonCorrelation", M.PearsonCorrelation, [(normal(4, 2), normal(4, 2))], {"axis": 0})
add("concordanceCorrelation", M.ConcordanceCorrelation, [(normal(2, 3, 2), normal(2, 3, 2))], {"axis": 1})
add("binaryAccuracy", M.BinaryAccuracy, [(count(6, 1), unit(6, 1))], {"threshold": 0.7})
add("binaryAccuracy", M.BinaryAccuracy, [(np.array([0.0, 1, 1]), np.array([0.5, 0.5, 0.50001]))])

# Accuracies and cross-entropies of classes.
for shape in ((4,), (2, 3)):
    for w, m in ((None, None), (unit(*shape), None), (None, mask(*shape)), (unit(*shape), mask(*shape)), (unit(shape[0]), None)):
        add("categoricalAccuracy", M.CategoricalAccuracy, [(one_hot(3, *shape), simplex(*shape, 3), w, m)])
        add("sparseCategoricalAccuracy", M.SparseCategoricalAccuracy, [(classes(3, *shape), simplex(*shape, 3), w, m)])
        add("sparseCategoricalAccuracy", M.SparseCategoricalAccuracy, [(classes(3, *shape, 1), simplex(*shape, 3), w, m)])
        add("topKCategoricalAccuracy", M.TopKCategoricalAccuracy, [(one_hot(4, *shape), simplex(*shape, 4), w, m)], {"k": 2})
        add("sparseTopKCategoricalAccuracy", M.SparseTopKCategoricalAccuracy, [(classes(4, *shape), simplex(*shape, 4), w, m)], {"k": 2})
        add("categoricalCrossentropy", M.CategoricalCrossentropy, [(one_hot(3, *shape), simplex(*shape, 3), w, m)])
        add("sparseCategoricalCrossentropy", M.SparseCategoricalCrossentropy, [(classes(3, *shape), simplex(*shape, 3), w, m)])
        add(
            "sparseCategoricalCrossentropy",
            M.SparseCategoricalCrossentropy,
            [(classes(3, *shape), simplex(*shape, 3), w, m)],
            {"ignore_class": 1},
        )
add("categoricalCrossentropy", M.CategoricalCrossentropy, [(one_hot(3, 4), normal(4, 3))], {"from_logits": True, "label_smoothing": 0.1})
add("binaryCrossentropy", M.BinaryCrossentropy, [(count(4, 3), normal(4, 3))], {"from_logits": True, "label_smoothing": 0.1})
add("sparseCategoricalCrossentropy", M.SparseCategoricalCrossentropy, [(classes(3, 4), normal(4, 3))], {"from_logits": True})
add("topKCategoricalAccuracy", M.TopKCategoricalAccuracy, [(np.eye(3, dtype="float32"), np.array([[0.2, 0.2, 0.2], [0.5, 0.5, 0.1], [0.1, 0.5, 0.5]]))], {"k": 1})
add("sparseTopKCategoricalAccuracy", M.SparseTopKCategoricalAccuracy, [(classes(3, 5), simplex(5, 3))], {"k": 7})
ids = np.array([[2, 0, 1], [1, 2, 0], [0, 1, 2]], "float32")
add("sparseTopKCategoricalAccuracy", M.SparseTopKCategoricalAccuracy, [(np.array([0.0, 0, 0]), ids)], {"k": 2, "from_sorted_ids": True})

# Counts.
counts = {
    "precision": M.Precision,
    "recall": M.Recall,
    "truePositives": M.TruePositives,
    "falsePositives": M.FalsePositives,
    "trueNegatives": M.TrueNegatives,
    "falseNegatives": M.FalseNegatives,
}
for maker, klass in counts.items():
    add(maker, klass, [(count(5), unit(5)), (count(3), unit(3), unit(3))])
    add(maker, klass, [(count(5, 3), unit(5, 3)), (count(2, 3), unit(2, 3), unit(2))])
    add(maker, klass, [(count(2, 3, 2), unit(2, 3, 2), unit(2, 3), mask(2, 3))])
    add(maker, klass, [(count(5), unit(5, 1), unit(5))])
    for thresholds in (0.3, [0.2, 0.7], [0.0, 0.5, 1.0], [0.0, 0.25, 0.5, 0.75, 1.0], [0.1, 0.4, 0.5]):
        y, p = count(6, 2), unit(6, 2)
        p[0] = (0.5, 1.0)
        p[1] = (0.25, 0.0)
        add(maker, klass, [(y, p), (count(3, 2), unit(3, 2), unit(3))], {"thresholds": thresholds})
for maker in ("precision", "recall"):
    klass = counts[maker]
    for config in ({"class_id": 1}, {"top_k": 2}, {"top_k": 1, "class_id": 2}, {"top_k": 2, "thresholds": 0.4}, {"top_k": 2, "thresholds": [0.1, 0.4], "class_id": 0}):
        add(maker, klass, [(one_hot(4, 6), simplex(6, 4)), (one_hot(4, 3), simplex(3, 4), unit(3))], config)
    add(maker, klass, [(one_hot(4, 2, 3), simplex(2, 3, 4), unit(2, 3))], {"class_id": 3})
    add(maker, klass, [(np.array([[0.0, 1, 1]]), np.array([[0.5, 0.5, 0.2]]))], {"top_k": 1})
    add(maker, klass, [(np.array([0.0, 1]), np.array([0.1, 0.2]))])
for maker, klass, rate in (
    ("sensitivityAtSpecificity", M.SensitivityAtSpecificity, "specificity"),
    ("specificityAtSensitivity", M.SpecificityAtSensitivity, "sensitivity"),
    ("precisionAtRecall", M.PrecisionAtRecall, "recall"),
    ("recallAtPrecision", M.RecallAtPrecision, "precision"),
):
    for value in (0.0, 0.4, 0.8, 1.0):
        add(maker, klass, [(count(12), unit(12)), (count(6), unit(6), unit(6))], {rate: value})
    add(maker, klass, [(count(12), unit(12))], {rate: 0.5, "num_thresholds": 4})
    add(maker, klass, [(count(12), unit(12))], {rate: 0.5, "num_thresholds": 1})
    add(maker, klass, [(one_hot(3, 8), simplex(8, 3), unit(8))], {rate: 0.5, "class_id": 1})

# Areas.
for curve in ("ROC", "PR", "PRGAIN"):
    for method in ("interpolation", "minoring", "majoring"):
        c = {"curve": curve, "summation_method": method}
        add("auc", M.AUC, [(count(12), unit(12)), (count(5), unit(5), unit(5))], c)
        add("auc", M.AUC, [(count(12), unit(12))], {**c, "num_thresholds": 5})
        add("auc", M.AUC, [(count(12), unit(12))], {**c, "thresholds": [0.8, 0.3, 0.45]})
        add("auc", M.AUC, [(count(12), unit(12))], {**c, "thresholds": [0.25, 0.5, 0.75]})
        add("auc", M.AUC, [(count(8, 3), unit(8, 3)), (count(4, 3), unit(4, 3), unit(4))], {**c, "multi_label": True})
        add("auc", M.AUC, [(count(8, 3), unit(8, 3))], {**c, "multi_label": True, "num_labels": 3, "label_weights": [0.5, 2.0, 1.0]})
        add("auc", M.AUC, [(count(8, 3), unit(8, 3), unit(8))], {**c, "label_weights": [0.5, 2.0, 1.0]})
        add("auc", M.AUC, [(count(12), 2 * normal(12))], {**c, "from_logits": True})
        add("auc", M.AUC, [(count(2, 5, 1), unit(2, 5, 1), unit(2, 5), mask(2, 5))], c)
    add("auc", M.AUC, [(np.ones(3), unit(3))], {"curve": curve})
    add("auc", M.AUC, [(np.zeros(3), unit(3))], {"curve": curve})
    add("auc", M.AUC, [(np.array([0.0, 1, 1, 0]), np.array([0.5, 0.5, 1.0, 0.0]))], {"curve": curve})
    add("auc", M.AUC, [(np.array([0.0, 1, 1, 0]), np.array([1.5, -0.5, 1.2, 0.4]))], {"curve": curve})

# F-scores.
for average in (None, "micro", "macro", "weighted"):
    for threshold in (None, 0.4):
        c = {"average": average, "threshold": threshold}
        add("f1Score", M.F1Score, [(one_hot(3, 6), simplex(6, 3)), (one_hot(3, 3), simplex(3, 3), unit(3))], c)
        add("fBetaScore", M.FBetaScore, [(one_hot(3, 6), simplex(6, 3), unit(6))], {**c, "beta": 2.0})
        add("fBetaScore", M.FBetaScore, [(count(6, 3), unit(6, 3))], {**c, "beta": 0.5})
add("f1Score", M.F1Score, [(np.array([[1.0, 0], [0, 1]]), np.array([[0.0, 0], [0.5, 0.5]]))])

# Overlaps.
for ignore in (None, 1, -1):
    c = {"num_classes": 3, "ignore_class": ignore}
    y = classes(3, 7)
    y[0] = -1
    add("iou", M.IoU, [(y, classes(3, 7)), (classes(3, 4), classes(3, 4), np.array([1.0, 2, 0.7, 3.2]))], {**c, "target_class_ids": [0, 2]})
    add("meanIoU", M.MeanIoU, [(classes(3, 2, 4), classes(4, 2, 4)), (classes(3, 2, 2), classes(3, 2, 2))], c)
    add("oneHotIoU", M.OneHotIoU, [(one_hot(3, 6), simplex(6, 3))], {**c, "target_class_ids": [1]})
    add("oneHotIoU", M.OneHotIoU, [(one_hot(3, 6), classes(3, 6))], {**c, "target_class_ids": [0, 1], "sparse_y_pred": True})
    add("oneHotMeanIoU", M.OneHotMeanIoU, [(one_hot(3, 2, 4), simplex(2, 4, 3))], c)
    add("oneHotMeanIoU", M.OneHotMeanIoU, [(np.moveaxis(one_hot(3, 2, 4), -1, 1), np.moveaxis(simplex(2, 4, 3), -1, 1))], {**c, "axis": 1})
    add("meanIoU", M.MeanIoU, [(classes(3, 6), simplex(6, 3))], {**c, "sparse_y_pred": False})
add("meanIoU", M.MeanIoU, [(np.zeros(4), np.zeros(4))], {"num_classes": 3})
add("binaryIoU", M.BinaryIoU, [(count(6), unit(6)), (count(4, 2), unit(4, 2))])
add("binaryIoU", M.BinaryIoU, [(count(6), unit(6), np.array([1.0, 2, 0, 1, 3, 1]))], {"target_class_ids": [1], "threshold": 0.3})

# Coefficients of determination.
for aggregation in ("uniform_average", "variance_weighted_average", None):
    for regressors in (0, 2, 50):
        c = {"class_aggregation": aggregation, "num_regressors": regressors}
        add("r2Score", M.R2Score, [(normal(6, 3), normal(6, 3)), (normal(4, 3), normal(4, 3))], c)
        add("r2Score", M.R2Score, [(normal(6, 2), normal(6, 2), unit(6))], c)
add("r2Score", M.R2Score, [(normal(6), normal(6, 1))])
add("r2Score", M.R2Score, [(np.full((3, 1), 2.0), normal(3, 1))])

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "metrics.json"), "w") as f:
    json.dump(cases, f, separators=(",", ":"))
print(len(cases), "cases")
