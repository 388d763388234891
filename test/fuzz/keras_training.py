"""Random heads, losses, metrics, optimizers and data to train random models with."""

import keras
import numpy as np
from keras import layers

LOSSES = {
    "number": lambda m: m.pick(
        "mse", "mae", "mean_squared_logarithmic_error", "huber", "log_cosh", "cosine_similarity", "mape",
        keras.losses.Huber(0.4), keras.losses.MeanSquaredError(reduction=m.pick("sum", "mean", "sum_over_batch_size")),
        keras.losses.CosineSimilarity(axis=-1, name="likeness"), keras.losses.MeanAbsoluteError(name="apart"),
    ),
    "count": lambda m: m.pick("poisson", "mse", keras.losses.Poisson()),
    "binary": lambda m: m.pick(
        "binary_crossentropy", "binary_focal_crossentropy", "hinge", "squared_hinge", "mse", "dice", "tversky",
        keras.losses.BinaryCrossentropy(label_smoothing=0.1),
        keras.losses.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.3, gamma=1.5),
        keras.losses.Tversky(0.4, 0.7),
    ),
    "logit": lambda m: m.pick(
        keras.losses.BinaryCrossentropy(from_logits=True),
        keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.2),
        keras.losses.BinaryFocalCrossentropy(from_logits=True),
    ),
    "class": lambda m: m.pick(
        "categorical_crossentropy", "kl_divergence", "categorical_hinge", "categorical_focal_crossentropy", "mse",
        keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        keras.losses.CategoricalFocalCrossentropy(alpha=0.3, gamma=1.0),
        keras.losses.CategoricalHinge(),
    ),
    "class logit": lambda m: keras.losses.CategoricalCrossentropy(from_logits=True, **m.some(label_smoothing=lambda: 0.1)),
    "label": lambda m: m.pick("sparse_categorical_crossentropy", keras.losses.SparseCategoricalCrossentropy(name="right"),
        keras.losses.CategoricalGeneralizedCrossEntropy(q=0.6),
    ),
    "label logit": lambda m: keras.losses.SparseCategoricalCrossentropy(from_logits=True, **m.some(ignore_class=lambda: 1)),
}  # fmt: skip

METRICS = {
    "number": lambda: [
        "mae", "mse", "mape", "cosine_similarity", keras.metrics.RootMeanSquaredError(),
        keras.metrics.MeanSquaredLogarithmicError(), keras.metrics.LogCoshError(), keras.metrics.R2Score(),
        keras.metrics.PearsonCorrelation(), keras.metrics.ConcordanceCorrelation(), keras.metrics.MeanAbsoluteError(name="gap"),
        keras.metrics.MeanAbsolutePercentageError(),
    ],
    "count": lambda: ["mse", "poisson", keras.metrics.MeanAbsoluteError()],
    "binary": lambda: [
        "accuracy", "binary_accuracy", keras.metrics.BinaryAccuracy(threshold=0.4), keras.metrics.AUC(),
        keras.metrics.AUC(curve="PR", num_thresholds=20, summation_method="minoring"), keras.metrics.Precision(),
        keras.metrics.Recall(thresholds=0.3), keras.metrics.TruePositives(), keras.metrics.FalseNegatives(),
        keras.metrics.BinaryCrossentropy(), keras.metrics.BinaryIoU(), keras.metrics.PrecisionAtRecall(0.5),
        keras.metrics.SensitivityAtSpecificity(0.5), keras.metrics.SpecificityAtSensitivity(0.4), keras.metrics.RecallAtPrecision(0.6),
        keras.metrics.FalsePositives(thresholds=0.6), keras.metrics.TrueNegatives(), keras.metrics.Hinge(), keras.metrics.SquaredHinge(),
    ],
    "logit": lambda: [keras.metrics.BinaryCrossentropy(from_logits=True), "mse", keras.metrics.BinaryAccuracy(threshold=0.0)],
    "class": lambda: [
        "accuracy", "acc", "categorical_accuracy", "top_k_categorical_accuracy", keras.metrics.TopKCategoricalAccuracy(2),
        keras.metrics.F1Score(average="macro"), keras.metrics.FBetaScore(average="micro", beta=0.5),
        keras.metrics.CategoricalCrossentropy(), keras.metrics.KLDivergence(), keras.metrics.Precision(class_id=1),
        keras.metrics.Recall(top_k=2), keras.metrics.AUC(multi_label=True, num_thresholds=30),
        keras.metrics.OneHotIoU(2, [1]), keras.metrics.OneHotMeanIoU(4),
    ],
    "class logit": lambda: ["accuracy", keras.metrics.CategoricalCrossentropy(from_logits=True)],
    "label": lambda: [
        "accuracy", "sparse_categorical_accuracy", keras.metrics.SparseTopKCategoricalAccuracy(2),
        keras.metrics.SparseCategoricalCrossentropy(), keras.metrics.SparseCategoricalAccuracy(),
        keras.metrics.MeanIoU(4, sparse_y_pred=False),
    ],
    "label logit": lambda: ["accuracy", keras.metrics.SparseCategoricalCrossentropy(from_logits=True)],
}  # fmt: skip

HEADS = {
    "number": lambda m: (m.whole(1, 3), m.pick("linear", "tanh", "sigmoid")),
    "count": lambda m: (m.whole(1, 2), m.pick("softplus", "exponential")),
    "binary": lambda m: (m.pick(1, 1, 2), "sigmoid"),
    "logit": lambda m: (m.pick(1, 2), "linear"),
    "class": lambda m: (m.whole(2, 4), "softmax"),
    "class logit": lambda m: (m.whole(2, 4), "linear"),
    "label": lambda m: (m.whole(2, 4), "softmax"),
    "label logit": lambda m: (m.whole(2, 4), "linear"),
}


def head(m, name=None):
    """A last layer, and the kind of targets that it is for."""
    kind = m.pick(*HEADS)
    units, activation = HEADS[kind](m)
    return kind, layers.Dense(units, activation=activation, **({"name": name} if name else {}))


def targets(m, kind, samples, shape):
    """Targets for outputs of a shape without samples."""
    random, whole = m.random, (samples, *shape)
    if kind in ("binary", "logit"):
        return random.integers(0, 2, whole).astype("float32")
    if kind == "count":
        return random.integers(0, 4, whole).astype("float32")
    if kind == "number":
        return random.normal(0.3, 1, whole).astype("float32")
    labels = random.integers(0, shape[-1], whole[:-1])
    return labels.astype("int32") if kind.startswith("label") else np.eye(shape[-1], dtype="float32")[labels]


# These take rows only.
ROWS_ONLY = ("F1Score", "FBetaScore", "AUC", "R2Score", "PearsonCorrelation", "SensitivityAtSpecificity",
    "PrecisionAtRecall", "ConcordanceCorrelation", "SpecificityAtSensitivity", "RecallAtPrecision")


def metrics(m, kind, rank):
    options = [one for one in METRICS[kind]() if rank == 2 or type(one).__name__ not in ROWS_ONLY]
    chosen = m.random.permutation(len(options))[: m.whole(0, 3)]
    return [options[i] for i in chosen]


def rate(m):
    """A learning rate, or a schedule of them."""
    s = keras.optimizers.schedules
    base = m.pick(0.01, 0.003, 0.03)
    if m.odds(0.8):
        return base
    return m.pick(
        s.ExponentialDecay(base, 4, 0.8, staircase=m.flag()),
        s.CosineDecay(base, 10, alpha=0.1, **m.some(warmup_target=lambda: 0.02, warmup_steps=lambda: 3)),
        s.PiecewiseConstantDecay([3, 6], [base, base / 2, base / 4]),
        s.PolynomialDecay(base, 8, base / 5, power=1.5, cycle=m.flag()),
        s.InverseTimeDecay(base, 3, 0.5),
        s.CosineDecayRestarts(base, 4),
    )


def optimizer(m):
    # Without ScheduleFreeAdamW, whose momentum Keras reads after it has changed it: docs/keras-features.md.
    o = keras.optimizers
    shared = {
        **m.pick({}, {}, {}, {"clipnorm": 0.5}, {"clipvalue": 0.1}, {"global_clipnorm": 0.7}),
        **m.some(0.12, weight_decay=lambda: 0.02),
        **m.some(0.08, gradient_accumulation_steps=lambda: 2),
        **m.some(0.08, use_ema=lambda: True, ema_momentum=lambda: 0.9),
    }
    step = rate(m)
    undecayed = {key: value for key, value in shared.items() if key != "weight_decay"}
    makers = [
        lambda: o.SGD(step, **m.pick({}, {"momentum": 0.8}, {"momentum": 0.9, "nesterov": True}), **shared),
        lambda: o.RMSprop(step, **m.some(rho=lambda: 0.8, momentum=lambda: 0.5, centered=m.flag), **shared),
        lambda: o.Adam(step, **m.some(beta_1=lambda: 0.8, beta_2=lambda: 0.99, amsgrad=m.flag), **shared),
        lambda: o.AdamW(step, weight_decay=0.03, **undecayed),
        lambda: o.Adamax(step, **shared),
        lambda: o.Nadam(step, **shared),
        lambda: o.Adagrad(step, **m.some(initial_accumulator_value=lambda: 0.3), **shared),
        lambda: o.Adadelta(step, **m.some(rho=lambda: 0.8), **shared),
        lambda: o.Ftrl(step, **m.some(l1_regularization_strength=lambda: 0.01, l2_regularization_strength=lambda: 0.02, beta=lambda: 0.1), **undecayed),
        lambda: o.Lion(step if not isinstance(step, float) else step / 10, **shared),
        lambda: o.Lamb(step, **shared),
        lambda: o.Adafactor(step, **undecayed),
        lambda: o.Muon(step if not isinstance(step, float) else step / 3, **m.some(nesterov=m.flag, ns_steps=lambda: 3), **undecayed),
    ]  # fmt: skip
    return m.pick(*makers)()
