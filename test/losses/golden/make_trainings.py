# Whole trainings of real Keras in which masks, samples' weights and added losses count.
# /tmp/kenv/bin/python test/losses/golden/make_trainings.py   (Keras 3.15.1, TensorFlow 2.21)
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import warnings

warnings.filterwarnings("ignore")
import keras
import numpy as np
from keras import Input, Model, Sequential, layers, losses, metrics

random = np.random.RandomState(5)
M, L = metrics, losses


def rounded(a):
    if isinstance(a, dict):
        return {k: rounded(v) for k, v in a.items()}
    if isinstance(a, (list, tuple)) and any(isinstance(v, (np.ndarray, list, type(None))) for v in a):
        return [rounded(v) for v in a]
    if a is None:
        return None
    a = np.asarray(a)
    if a.dtype.kind in "biu":
        return a.tolist()
    return json.loads(json.dumps(a.astype("float64").tolist()), parse_float=lambda t: float("%.7g" % float(t)))


normal = lambda *shape: np.array(rounded(random.normal(size=shape)), "float32")
unit = lambda *shape: np.array(rounded(random.uniform(0.1, 2, size=shape)), "float32")
classes = lambda k, *shape: random.randint(0, k, shape)


def tokens():
    return Sequential(
        [Input((4,), dtype="int32"), layers.Embedding(5, 3, mask_zero=True), layers.LSTM(3, return_sequences=True), layers.Dense(3, activation="softmax")]
    )


def steps(activation=None):
    return Sequential([Input((3, 2)), layers.Masking(), layers.Dense(1, activation=activation)])


def plain():
    return Sequential([Input((3, 2)), layers.Dense(1)])


def regularized():
    return Sequential(
        [
            Input((3,)),
            layers.Dense(4, activation="tanh", activity_regularizer="l2", kernel_regularizer="l2"),
            layers.Dense(2, bias_regularizer="l1"),
        ]
    )


def branches():
    x = Input((3, 2), name="x")
    masked = layers.Masking()(x)
    steps = layers.Dense(2, name="steps")(masked)
    last = layers.LSTM(2, name="last")(masked)
    whole = layers.Dense(1, activation="sigmoid", name="whole")(last)
    return Model(x, [steps, whole])


def classifier():
    return Sequential([Input((3,)), layers.Dense(3, activation="softmax")])


def padded(*shape):
    x = normal(*shape)
    x[0, -1] = 0
    x[1, -2:] = 0
    x[3, :] = 0
    return x


ids = np.array([[1, 2, 0, 0], [3, 4, 1, 0], [2, 2, 2, 2], [0, 0, 0, 0], [4, 0, 0, 0]])
x3, y3 = padded(5, 3, 2), normal(5, 3, 1)
cases = {}


def add(name, make, x, y, compile, weights=None, class_weight=None, fit=None):
    random.seed(3)
    model = make()
    start = [np.array(rounded(random.normal(size=w.shape) * 0.5), "float32") for w in model.get_weights()]
    model.set_weights(start)
    model.compile(keras.optimizers.SGD(0.2), **compile())
    kw = {} if weights is None else {"sample_weight": weights}
    evaluation = model.evaluate(x, y, batch_size=2, verbose=0, return_dict=True, **kw)
    if class_weight:
        kw["class_weight"] = class_weight
    history = model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0, **{**kw, **(fit or {})}).history
    cases[name] = {
        "x": rounded(x),
        "y": rounded(y),
        "weights": rounded(weights),
        "start": rounded(start),
        "evaluation": {k: rounded(v) for k, v in evaluation.items()},
        "history": {k: rounded(np.array(v)) for k, v in history.items()},
        "end": rounded(model.get_weights()),
    }


sparse = lambda: {
    "loss": "sparse_categorical_crossentropy",
    "metrics": ["accuracy", "sparse_categorical_crossentropy"],
    "weighted_metrics": ["accuracy", M.SparseTopKCategoricalAccuracy(2, name="top")],
}
add("tokens", tokens, ids, classes(3, 5, 4), sparse)
add("tokens, weights by sample", tokens, ids, classes(3, 5, 4), sparse, unit(5, 1))
add("tokens, weights by step", tokens, ids, classes(3, 5, 4), sparse, unit(5, 4))
add("tokens, a class ignored", tokens, ids, classes(3, 5, 4), lambda: {"loss": L.SparseCategoricalCrossentropy(ignore_class=1), "metrics": ["accuracy"]})
numbers = lambda **kw: lambda: {"loss": L.MeanSquaredError(**kw), "metrics": ["mae", M.RootMeanSquaredError(name="rmse")], "weighted_metrics": ["mse", M.RootMeanSquaredError(name="wrmse")]}
for reduction in ("sum_over_batch_size", "sum", "mean_with_sample_weight"):
    add("steps, " + reduction, steps, x3, y3, numbers(reduction=reduction))
    add("steps, weights, " + reduction, steps, x3, y3, numbers(reduction=reduction), unit(5, 3))
    add("no mask, weights, " + reduction, plain, x3, y3, numbers(reduction=reduction), unit(5, 3, 1))
binary = lambda: {
    "loss": "binary_crossentropy",
    "metrics": [M.AUC(name="auc"), M.Precision(thresholds=[0.3, 0.6], name="precision"), M.BinaryAccuracy(name="acc")],
    "weighted_metrics": [M.Recall(name="recall"), M.AUC(name="wauc")],
}
add("yes or no by step", lambda: steps("sigmoid"), x3, classes(2, 5, 3, 1), binary, unit(5, 3))
add("added losses", regularized, normal(5, 3), normal(5, 2), lambda: {"loss": "mse", "metrics": ["mae", M.R2Score(class_aggregation=None, name="r2")]})
add(
    "two outputs",
    branches,
    x3,
    [normal(5, 3, 2), classes(2, 5, 1)],
    lambda: {"loss": ["mse", "binary_crossentropy"], "loss_weights": [0.5, 2.0], "metrics": [["mae"], ["accuracy"]], "weighted_metrics": [["mse"], []]},
    [unit(5, 3), unit(5)],
)
add(
    "one list of weights for two outputs",
    branches,
    x3,
    [normal(5, 3, 2), classes(2, 5, 1)],
    lambda: {"loss": [L.MeanAbsoluteError(reduction="mean_with_sample_weight"), L.BinaryCrossentropy(reduction="sum")]},
    [unit(5, 1)] * 2,
)
add(
    "classes weighed",
    classifier,
    normal(5, 3),
    np.array([0, 2, 1, 1, 2]),
    lambda: {"loss": "sparse_categorical_crossentropy", "weighted_metrics": ["accuracy"]},
    class_weight={0: 0.5, 2: 3.0},
)
add(
    "scores by class",
    classifier,
    normal(5, 3),
    np.eye(3, dtype="float32")[[0, 2, 1, 1, 2]],
    lambda: {"loss": "categorical_crossentropy", "metrics": [M.F1Score(name="f1"), M.F1Score(average="macro", name="macro"), M.MeanIoU(3, sparse_y_true=False, sparse_y_pred=False, name="iou")]},
)
v = (normal(5, 3), np.array([0, 2, 1, 1, 2]))
add(
    "validation begins anew",
    classifier,
    normal(5, 3),
    np.array([0, 2, 1, 1, 2]),
    lambda: {"loss": "sparse_categorical_crossentropy"},
    fit={"validation_data": v, "validation_steps": 1},
)
cases["validation begins anew"]["validation"] = rounded(list(v))

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "trainings.json"), "w") as f:
    json.dump(cases, f, separators=(",", ":"))
print(len(cases), "cases")
