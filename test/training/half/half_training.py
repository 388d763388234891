"""Training under policies of 16 bits by real Keras: models as files before and after, losses, and what was learned.

python half_training.py FOLDER writes FOLDER/CASE.keras, compiled and not yet trained, and FOLDER/CASE-trained.keras, and
prints as JSON, by case, the data, the loss of each step, the loss scale and its counter, and the weights in the end.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers

folder = sys.argv[1]
STEPS, BATCH = 8, 8


def classes(rng, shape, count=3, ints=None):
    size = (STEPS * BATCH, *shape)
    x = rng.integers(0, ints, size).astype("int32") if ints else rng.normal(0, 1, size).astype("float32")
    return x, rng.integers(0, count, STEPS * BATCH).astype("int32")


def dense(last="float32"):
    return keras.Sequential([
        keras.Input((6,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(8, activation="tanh"),
        layers.Dense(3, activation="softmax", dtype=last),
    ])


def images():
    return keras.Sequential([
        keras.Input((8, 8, 2)),
        layers.Conv2D(4, 3, padding="same"),
        layers.BatchNormalization(),
        layers.Activation("relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(6, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(3, activation="softmax", dtype="float32"),
    ])


def words():
    return keras.Sequential([
        keras.Input((5,), dtype="int32"),
        layers.Embedding(11, 6),
        layers.LayerNormalization(),
        layers.GlobalAveragePooling1D(),
        layers.Dense(3, activation="softmax", dtype="float32"),
    ])


def attention():
    inputs = keras.Input((5, 6))
    x = layers.MultiHeadAttention(2, 3)(inputs, inputs)
    x = layers.Add()([inputs, x])
    x = layers.LayerNormalization()(x)
    x = layers.Flatten()(x)
    return keras.Model(inputs, layers.Dense(3, activation="softmax", dtype="float32")(x))


def regularized():
    return keras.Sequential([
        keras.Input((6,)),
        layers.Dense(16, activation="relu", kernel_regularizer=keras.regularizers.L2(0.01)),
        layers.Dense(3, activation="softmax"),
    ])


def by_layer():
    return keras.Sequential([
        keras.Input((6,)),
        layers.Dense(16, activation="relu", dtype="mixed_bfloat16"),
        layers.Dense(16, activation="relu", dtype="mixed_float16"),
        layers.Dense(3, activation="softmax"),
    ])


def scaled(optimizer, scale, growth):
    return lambda: keras.optimizers.LossScaleOptimizer(optimizer(), initial_scale=scale, dynamic_growth_steps=growth)


adam = lambda: keras.optimizers.Adam(0.01)
momentum = lambda: keras.optimizers.SGD(0.05, momentum=0.9)
sparse = "sparse_categorical_crossentropy"


def one(policy, model, optimizer, data, loss=sparse):
    return policy, model, optimizer, data, loss


flat = lambda rng: classes(rng, (6,))
CASES = {}
for short in ("bfloat16", "float16"):
    policy = f"mixed_{short}"
    CASES |= {
        f"dense_{short}": one(policy, dense, adam, flat),
        f"dense_half_{short}": one(policy, lambda: dense(None), momentum, flat),
        f"images_{short}": one(policy, images, momentum, lambda rng: classes(rng, (8, 8, 2))),
        f"words_{short}": one(policy, words, momentum, lambda rng: classes(rng, (5,), ints=11)),
        f"attention_{short}": one(policy, attention, momentum, lambda rng: classes(rng, (5, 6))),
        f"regularized_{short}": one(policy, regularized, momentum, flat),
    }
CASES |= {
    "by_layer": one("float32", by_layer, momentum, flat),
    # The scale is so large at first that gradients overflow, and grows again.
    "overflow": one("mixed_float16", dense, scaled(momentum, 2.0**20, 2), flat),
    "overflow_adam": one("mixed_float16", dense, scaled(adam, 2.0**19, 3), flat),
}


class Losses(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.losses, self.scales = [], []

    def on_epoch_end(self, epoch, logs=None):
        self.losses.append(float(logs["loss"]))
        optimizer = self.model.optimizer
        if hasattr(optimizer, "dynamic_scale"):
            self.scales.append([float(optimizer.dynamic_scale.numpy()), int(optimizer.step_counter.numpy())])


def plain(value):
    return np.asarray(value, dtype="float32").tolist()


def answer(name, case):
    policy, make, optimizer, data, loss = case
    keras.config.set_dtype_policy(policy)
    rng = np.random.default_rng(len(name))
    keras.utils.set_random_seed(3)
    model = make()
    model.compile(optimizer=optimizer(), loss=loss, metrics=["accuracy"])
    x, y = data(rng)
    first = os.path.join(folder, f"{name}.keras")
    model.save(first)
    before = [plain(w) for w in model.get_weights()]
    seen = Losses()
    # Each epoch is one step on rows of its own.
    for step in range(STEPS):
        rows = slice(step * BATCH, (step + 1) * BATCH)
        model.fit(x[rows], y[rows], batch_size=BATCH, shuffle=False, verbose=0, callbacks=[seen])
    model.save(os.path.join(folder, f"{name}-trained.keras"))
    return {
        "policy": policy,
        "x": x.tolist(),
        "y": y.tolist(),
        "whole": x.dtype.name == "int32",
        "losses": seen.losses,
        "scales": seen.scales,
        "before": before,
        "weights": [plain(w) for w in model.get_weights()],
        "variables": [v.path for v in model.optimizer.variables],
        "prediction": plain(model.predict(x[:BATCH], verbose=0)),
    }


print(json.dumps({name: answer(name, case) for name, case in CASES.items()}))
