"""Makes keras-numbers.json: what real Keras works out for losses, metrics, optimizers, schedules, initializers,
callbacks and small trainings, in float32.   pip install tensorflow-cpu keras && python make_keras_numbers.py"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
random = np.random.RandomState(5)
layers, optimizers = keras.layers, keras.optimizers
schedules = optimizers.schedules


def plain(value):
    return np.asarray(value).astype("float64").tolist()


def probabilities(rows, classes):
    values = random.rand(rows, classes) + 0.05
    return (values / values.sum(-1, keepdims=True)).astype("float32")


def losses():
    one_hot, soft = np.eye(3, dtype="float32")[[0, 2, 1, 0]], probabilities(4, 3)
    numbers = np.array([0, 2, 1, 0])
    logits = random.randn(4, 3).astype("float32")
    binary, chances = np.array([[0], [1], [1], [0]], "float32"), random.rand(4, 1).astype("float32")
    signs, scores = np.array([[-1, 1], [1, 1], [-1, -1], [1, -1]], "float32"), random.randn(4, 2).astype("float32")
    true, guess = random.rand(4, 2).astype("float32") * 4, random.rand(4, 2).astype("float32") * 4
    k = keras.losses
    masks, guesses = np.round(random.rand(4, 3, 3, 1)).astype("float32"), random.rand(4, 3, 3, 1).astype("float32")
    cases = {
        "dice": (k.Dice, {}, masks, guesses),
        "dice of each": (k.Dice, {"axis": [1, 2, 3]}, masks, guesses),
        "tversky": (k.Tversky, {}, masks, guesses),
        "tversky of each": (k.Tversky, {"alpha": 0.7, "beta": 0.2, "axis": [1, 2, 3]}, masks, guesses),
        "meanSquaredError": (k.MeanSquaredError, {}, true, guess),
        "meanAbsoluteError": (k.MeanAbsoluteError, {}, true, guess),
        "meanAbsolutePercentageError": (k.MeanAbsolutePercentageError, {}, true, guess),
        "meanSquaredLogarithmicError": (k.MeanSquaredLogarithmicError, {}, true, guess),
        "huber": (k.Huber, {"delta": 0.7}, true, guess),
        "logCosh": (k.LogCosh, {}, true, guess),
        "cosineSimilarity": (k.CosineSimilarity, {}, true, guess),
        "poisson": (k.Poisson, {}, true, guess),
        "klDivergence": (k.KLDivergence, {}, probabilities(4, 3), soft),
        "hinge": (k.Hinge, {}, signs, scores),
        "squaredHinge": (k.SquaredHinge, {}, (signs + 1) / 2, scores),
        "categoricalHinge": (k.CategoricalHinge, {}, one_hot, logits),
        "categoricalCrossentropy": (k.CategoricalCrossentropy, {"label_smoothing": 0.1}, one_hot, soft),
        "categoricalCrossentropy logits": (k.CategoricalCrossentropy, {"from_logits": True}, one_hot, logits),
        "sparseCategoricalCrossentropy": (k.SparseCategoricalCrossentropy, {}, numbers, soft),
        "binaryCrossentropy": (k.BinaryCrossentropy, {"label_smoothing": 0.2}, binary, chances),
        "binaryCrossentropy logits": (k.BinaryCrossentropy, {"from_logits": True}, binary, logits[:, :1]),
        "binaryFocalCrossentropy": (k.BinaryFocalCrossentropy, {"gamma": 1.5}, binary, chances),
        "categoricalFocalCrossentropy": (k.CategoricalFocalCrossentropy, {"gamma": 1.5, "alpha": 0.3}, one_hot, soft),
    }
    return {
        name: {"config": config, "yTrue": plain(y), "yPred": plain(p), "values": plain(make(reduction="none", **config)(y, p))}
        for name, (make, config, y, p) in cases.items()
    }


def metrics():
    m = keras.metrics
    one_hot, soft = np.eye(4, dtype="float32")[random.randint(0, 4, 20)], probabilities(20, 4)
    numbers = one_hot.argmax(-1).astype("float32")
    binary, chances = random.randint(0, 2, (20, 1)).astype("float32"), random.rand(20, 1).astype("float32")
    true, guess = random.rand(20, 2).astype("float32"), random.rand(20, 2).astype("float32")
    weights = random.rand(20).astype("float32")
    cases = {
        "accuracy": (m.CategoricalAccuracy, {}, one_hot, soft),
        "binaryAccuracy": (m.BinaryAccuracy, {"threshold": 0.4}, binary, chances),
        "sparseCategoricalAccuracy": (m.SparseCategoricalAccuracy, {}, numbers, soft),
        "topKCategoricalAccuracy": (m.TopKCategoricalAccuracy, {"k": 2}, one_hot, soft),
        "sparseTopKCategoricalAccuracy": (m.SparseTopKCategoricalAccuracy, {"k": 3}, numbers, soft),
        "precision": (m.Precision, {"thresholds": 0.3}, binary, chances),
        "recall": (m.Recall, {"thresholds": 0.6}, binary, chances),
        "truePositives": (m.TruePositives, {}, binary, chances),
        "falsePositives": (m.FalsePositives, {}, binary, chances),
        "trueNegatives": (m.TrueNegatives, {}, binary, chances),
        "falseNegatives": (m.FalseNegatives, {}, binary, chances),
        "auc": (m.AUC, {}, binary, chances),
        "auc PR": (m.AUC, {"curve": "PR", "num_thresholds": 50}, binary, chances),
        "rootMeanSquaredError": (m.RootMeanSquaredError, {}, true, guess),
        "cosineSimilarity": (m.CosineSimilarity, {}, true, guess),
    }
    results = {}
    for name, (make, config, y, p) in cases.items():
        plain_metric, weighted = make(**config), make(**config)
        for part in (slice(0, 12), slice(12, 20)):
            plain_metric.update_state(y[part], p[part])
            weighted.update_state(y[part], p[part], sample_weight=weights[part])
        results[name] = {
            "config": config,
            "yTrue": plain(y),
            "yPred": plain(p),
            "value": float(plain_metric.result()),
            "weights": plain(weights),
            "weighted": float(weighted.result()),
        }
    return results


def optimizer_steps():
    cases = {
        "sgd": (optimizers.SGD, {}),
        "sgd momentum": (optimizers.SGD, {"momentum": 0.9}),
        "sgd nesterov": (optimizers.SGD, {"momentum": 0.9, "nesterov": True}),
        "adam": (optimizers.Adam, {}),
        "adam amsgrad": (optimizers.Adam, {"amsgrad": True, "learning_rate": 0.05}),
        "adamW": (optimizers.AdamW, {"learning_rate": 0.05}),
        "adamax": (optimizers.Adamax, {}),
        "nadam": (optimizers.Nadam, {"learning_rate": 0.02}),
        "adagrad": (optimizers.Adagrad, {}),
        "adadelta": (optimizers.Adadelta, {"learning_rate": 1.0}),
        "rmsprop": (optimizers.RMSprop, {}),
        "rmsprop momentum centered": (optimizers.RMSprop, {"momentum": 0.8, "centered": True}),
        "lion": (optimizers.Lion, {}),
        "lamb": (optimizers.Lamb, {"learning_rate": 0.05}),
        "adafactor": (optimizers.Adafactor, {"learning_rate": 0.1}),
        "adafactor with other settings": (optimizers.Adafactor, {"learning_rate": 0.5, "beta_2_decay": -0.6, "clip_threshold": 0.5, "epsilon_2": 0.01}),
        "ftrl": (optimizers.Ftrl, {"learning_rate": 0.1}),
        "ftrl with penalties": (optimizers.Ftrl, {"learning_rate": 0.2, "l1_regularization_strength": 0.05, "l2_regularization_strength": 0.1, "l2_shrinkage_regularization_strength": 0.02, "beta": 0.1, "learning_rate_power": -0.7}),
        "sgd clipnorm": (optimizers.SGD, {"clipnorm": 0.5}),
        "sgd clipvalue": (optimizers.SGD, {"clipvalue": 0.3}),
        "sgd globalClipnorm": (optimizers.SGD, {"global_clipnorm": 0.7}),
        "adam useEma": (optimizers.Adam, {"use_ema": True, "ema_momentum": 0.6, "ema_overwrite_frequency": 3, "learning_rate": 0.1}),
        "adam gradientAccumulationSteps": (optimizers.Adam, {"gradient_accumulation_steps": 2, "clipnorm": 0.5, "weight_decay": 0.1, "learning_rate": 0.1}),
        "nadam gradientAccumulationSteps": (optimizers.Nadam, {"gradient_accumulation_steps": 3, "learning_rate": 0.1}),
        "sgd of both": (optimizers.SGD, {"gradient_accumulation_steps": 2, "use_ema": True, "ema_overwrite_frequency": 2, "ema_momentum": 0.5, "momentum": 0.9}),
        "muon": (optimizers.Muon, {"learning_rate": 0.05}),
        "muon with other settings": (optimizers.Muon, {"learning_rate": 0.05, "nesterov": False, "rms_rate": None, "ns_steps": 3, "momentum": 0.8, "weight_decay": 0.1, "adam_lr_ratio": 0.5}),
        "scheduleFreeAdamW": (optimizers.ScheduleFreeAdamW, {"learning_rate": 0.1}),
        "scheduleFreeAdamW with warmup": (optimizers.ScheduleFreeAdamW, {"learning_rate": 0.1, "warmup_steps": 4, "weight_decay": 0.05, "beta_1": 0.8}),
        "adam weightDecay": (optimizers.Adam, {"weight_decay": 0.1, "learning_rate": 0.1}),
    }
    gradients = [random.randn(2, 3).astype("float32") for _ in range(6)]
    results = {}
    for name, (make, config) in cases.items():
        weight, other = keras.Variable(np.ones((2, 3), "float32")), keras.Variable(np.zeros(2, "float32"))
        optimizer, path = make(**config), []
        for gradient in gradients:
            optimizer.apply([keras.ops.convert_to_tensor(gradient), keras.ops.convert_to_tensor(gradient[:, 0])], [weight, other])
            path.append([plain(weight), plain(other)])
        if make is optimizers.ScheduleFreeAdamW:
            path = schedule_free(gradients, **config)
        results[name] = {"config": config, "path": path}
    return {"gradients": plain(gradients), "cases": results}


def schedule_free(gradients, learning_rate, beta_1=0.9, warmup_steps=0, weight_decay=0.0):
    """As Keras' code has it and its other backends compute; on TensorFlow the old momentum is read once it is new."""
    weights, path = [np.ones((2, 3)), np.zeros(2)], []
    places, sizes = [one.copy() for one in weights], [0 * one for one in weights]
    for step, given in enumerate(gradients, 1):
        for i, gradient in enumerate([given, given[:, 0]]):
            weights[i] = weights[i] * (1 - weight_decay * learning_rate)
            rate = learning_rate * (min(step / warmup_steps, 1) if warmup_steps else 1)
            before = places[i]
            sizes[i] = sizes[i] + (gradient**2 - sizes[i]) * (1 - 0.999)
            places[i] = before - rate * gradient / (np.sqrt(sizes[i] / (1 - 0.999**step)) + 1e-8)
            mean = (weights[i] - (1 - beta_1) * before) / beta_1
            moved = (1 - 1 / step) * mean + places[i] / step
            weights[i] = (1 - beta_1) * places[i] + beta_1 * moved
        path.append([plain(one) for one in weights])
    return path


def schedule_values():
    cases = {
        "exponentialDecay": (schedules.ExponentialDecay, dict(initial_learning_rate=0.1, decay_steps=4, decay_rate=0.5)),
        "exponentialDecay staircase": (schedules.ExponentialDecay, dict(initial_learning_rate=0.1, decay_steps=4, decay_rate=0.5, staircase=True)),
        "inverseTimeDecay": (schedules.InverseTimeDecay, dict(initial_learning_rate=0.1, decay_steps=4, decay_rate=0.5)),
        "polynomialDecay": (schedules.PolynomialDecay, dict(initial_learning_rate=0.1, decay_steps=6, end_learning_rate=0.01, power=2.0)),
        "piecewiseConstantDecay": (schedules.PiecewiseConstantDecay, dict(boundaries=[3, 6], values=[0.1, 0.05, 0.01])),
        "cosineDecay": (schedules.CosineDecay, dict(initial_learning_rate=0.1, decay_steps=8, alpha=0.1)),
        "cosineDecayRestarts": (schedules.CosineDecayRestarts, dict(initial_learning_rate=0.1, first_decay_steps=3, alpha=0.1, m_mul=0.8)),
        "cosineDecayRestarts of one length": (schedules.CosineDecayRestarts, dict(initial_learning_rate=0.1, first_decay_steps=4, t_mul=1.0, m_mul=0.5)),
        "cosineDecay warmup": (schedules.CosineDecay, dict(initial_learning_rate=0.0, decay_steps=6, warmup_target=0.1, warmup_steps=3)),
    }
    return {name: {"config": config, "values": [float(make(**config)(step)) for step in range(12)]} for name, (make, config) in cases.items()}


def initializer_statistics():
    names = ["GlorotUniform", "GlorotNormal", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform", "RandomNormal", "RandomUniform", "TruncatedNormal", "Orthogonal", "Zeros", "Ones", "Identity", "VarianceScaling"]
    results = {}
    for name in names:
        for shape in [(300, 200), (3, 3, 16, 32)]:
            if name == "Identity" and len(shape) > 2:
                continue
            values = plain(getattr(keras.initializers, name)()(shape))
            results[f"{name} {'x'.join(map(str, shape))}"] = {
                "mean": float(np.mean(values)),
                "deviation": float(np.std(values)),
                "least": float(np.min(values)),
                "greatest": float(np.max(values)),
            }
    return results


class Recorder(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.rates = []

    def on_epoch_end(self, epoch, logs=None):
        self.rates.append(float(self.model.optimizer.learning_rate))


def callback_decisions():
    courses = {
        "falls, then rises": [1.0, 0.8, 0.7, 0.71, 0.72, 0.73, 0.69, 0.74, 0.75, 0.76, 0.77, 0.78],
        "plateau": [0.5, 0.5, 0.4999, 0.4998, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.39, 0.39],
        "rises": [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.6, 0.6, 0.6, 0.5, 0.5],
    }
    stopping = [
        {"patience": 0},
        {"patience": 3},
        {"patience": 3, "min_delta": 0.05},
        {"patience": 2, "mode": "max"},
        {"patience": 2, "baseline": 0.5},
        {"patience": 1, "start_from_epoch": 4},
    ]
    plateau = [{"patience": 2, "factor": 0.5}, {"patience": 3, "cooldown": 2, "factor": 0.1, "min_lr": 1e-4}, {"patience": 2, "mode": "max", "min_delta": 0.01}]
    results = {"stopping": [], "plateau": []}
    for name, course in courses.items():
        for config in stopping:
            model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
            model.compile(optimizer="sgd", loss="mse")
            callback = keras.callbacks.EarlyStopping(monitor="val_loss", **config)
            callback.set_model(model)
            callback.on_train_begin()
            epochs = 0
            for epoch, value in enumerate(course):
                epochs += 1
                callback.on_epoch_end(epoch, {"val_loss": value})
                if model.stop_training:
                    break
            results["stopping"].append({"course": course, "config": config, "epochs": epochs, "best": float(callback.best)})
        for config in plateau:
            model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
            model.compile(optimizer=optimizers.SGD(0.1), loss="mse")
            callback = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", **config)
            callback.set_model(model)
            callback.on_train_begin()
            rates = []
            for epoch, value in enumerate(course):
                callback.on_epoch_end(epoch, {"val_loss": value})
                rates.append(float(model.optimizer.learning_rate))
            results["plateau"].append({"course": course, "config": config, "rates": rates})
    return results


def trainings():
    x = random.rand(20, 6).astype("float32")
    y = np.eye(3, dtype="float32")[random.randint(0, 3, 20)]
    weights = random.rand(20).astype("float32")
    l2 = keras.regularizers.L2(0.01)
    cases = {
        "adam, accuracy": ([layers.Dense(5, activation="relu"), layers.Dense(3, activation="softmax")], {"optimizer": "adam", "loss": "categorical_crossentropy"}, {}),
        "L2": ([layers.Dense(5, activation="relu", kernel_regularizer=l2), layers.Dense(3, activation="softmax")], {"optimizer": "sgd", "loss": "categorical_crossentropy"}, {}),
        "constraint": ([layers.Dense(5, activation="relu", kernel_constraint=keras.constraints.MaxNorm(0.5)), layers.Dense(3, activation="softmax", kernel_constraint=keras.constraints.NonNeg())], {"optimizer": "sgd", "loss": "categorical_crossentropy"}, {}),
        "gru": ([layers.Reshape((3, 2)), layers.GRU(4), layers.Dense(3, activation="softmax")], {"optimizer": "adam", "loss": "categorical_crossentropy"}, {}),
        "batch normalization": ([layers.Dense(5), layers.BatchNormalization(), layers.Activation("relu"), layers.Dense(3, activation="softmax")], {"optimizer": "rmsprop", "loss": "categorical_crossentropy"}, {}),
        "sigmoid": ([layers.Dense(5, activation="tanh"), layers.Dense(3, activation="sigmoid")], {"optimizer": "nadam", "loss": "binary_crossentropy"}, {}),
        "sampleWeight": ([layers.Dense(5, activation="relu"), layers.Dense(3, activation="softmax")], {"optimizer": "adam", "loss": "categorical_crossentropy"}, {"sample_weight": weights}),
        "classWeight": ([layers.Dense(5, activation="relu"), layers.Dense(3, activation="softmax")], {"optimizer": "adam", "loss": "categorical_crossentropy"}, {"class_weight": {0: 1.0, 1: 2.0, 2: 0.5}}),
    }
    results = {}
    for name, (parts, compiled, fitted) in cases.items():
        model = keras.Sequential([keras.Input((6,)), *parts])
        model.compile(metrics=["accuracy"], **compiled)
        start = [plain(weight) for weight in model.get_weights()]
        history = model.fit(x, y, epochs=3, batch_size=8, shuffle=False, verbose=0, validation_split=0.25, **fitted)
        loss, accuracy = model.evaluate(x, y, batch_size=8, verbose=0)
        results[name] = {
            "start": start,
            "history": history.history,
            "end": [plain(weight) for weight in model.get_weights()],
            "evaluation": {"loss": loss, "accuracy": accuracy},
        }
    return {"x": plain(x), "y": plain(y), "weights": plain(weights), "cases": results}


numbers = {
    "version": keras.__version__,
    "losses": losses(),
    "metrics": metrics(),
    "optimizers": optimizer_steps(),
    "schedules": schedule_values(),
    "initializers": initializer_statistics(),
    "callbacks": callback_decisions(),
    "trainings": trainings(),
}


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [rounded(item) for item in value]
    return {key: rounded(item) for key, item in value.items()} if isinstance(value, dict) else value


with open(os.path.join(here, "keras-numbers.json"), "w") as file:
    json.dump(rounded(numbers), file)
