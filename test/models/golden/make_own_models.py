"""How real Keras trains models, losses and metrics of one's own: python make_own_models.py"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

here = os.path.dirname(os.path.abspath(__file__))
x = np.sin(np.arange(80) * 0.7).astype("float32").reshape(20, 4)
y = (x[:, :1] * 0.5 - x[:, 1:2]).astype("float32")
first = np.cos(np.arange(20) * 1.3).astype("float32").reshape(4, 5) * 0.4
second = np.cos(np.arange(5) * 0.9).astype("float32").reshape(5, 1) * 0.4


class Two(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(5, activation="tanh")
        self.drop = layers.Dropout(0.0)
        self.second = layers.Dense(1)

    def call(self, inputs, training=None):
        return self.second(self.drop(self.first(inputs), training=training))


class OwnLossModel(Two):
    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return ops.mean(ops.abs(y - y_pred)) + 0.1 * ops.mean(ops.square(y_pred))


class Added(Two):
    def call(self, inputs, training=None):
        outputs = super().call(inputs, training)
        self.add_loss(ops.mean(ops.square(outputs - 1.0)))
        return outputs


class Step(Two):
    def __init__(self):
        super().__init__()
        self.seen = keras.metrics.Mean(name="seen")

    @property
    def metrics(self):
        return [self.seen]

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = ops.mean(ops.square(y - y_pred))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        self.seen.update_state(loss)
        return {"loss": self.seen.result()}

    def test_step(self, data):
        x, y = data
        self.seen.update_state(ops.mean(ops.abs(y - self(x))))
        return {"loss": self.seen.result()}


class Stepping(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
            else:
                metric.update_state(y, self(x))
        return {metric.name: metric.result() for metric in self.metrics}


def between():
    inputs = keras.Input((4,))
    hidden = layers.Dropout(0.0)(layers.Dense(5, activation="tanh")(inputs))
    return Stepping(inputs, layers.Dense(1)(hidden))


class Cubed(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return ops.mean(ops.power(ops.abs(y_true - y_pred), 3), axis=-1)


class Largest(keras.metrics.Metric):
    def __init__(self, name="largest"):
        super().__init__(name=name)
        self.most = self.add_variable(shape=(), initializer="zeros", name="most")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.most.assign(ops.maximum(self.most, ops.max(ops.abs(y_true - y_pred))))

    def result(self):
        return self.most + 0.0


def trained(model, y, **compiled):
    model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.5), run_eagerly=True, **compiled)
    model(x)
    model.set_weights([first, np.zeros(5, "float32"), second, np.zeros(1, "float32")])
    history = model.fit(x, y, epochs=3, batch_size=8, shuffle=False, verbose=0, validation_split=0.2 if y is not None else 0.0)
    evaluated = model.evaluate(x, y, verbose=0, return_dict=True)
    return {
        "history": history.history,
        "evaluated": evaluated,
        "weights": [weight.numpy().tolist() for weight in model.weights[:4]],
    }


cases = {
    "plain": trained(Two(), y, loss="mse", metrics=["mae"]),
    "computeLoss": trained(OwnLossModel(), y),
    "addLoss": trained(Added(), None),
    "addLoss beside a loss": trained(Added(), y, loss="mse"),
    "trainStep": trained(Step(), y),
    "inputs and outputs": trained(between(), y, loss="mse", metrics=["mae"]),
    "own loss": trained(Two(), y, loss=Cubed()),
    "own metric": trained(Two(), y, loss="mse", metrics=[Largest()]),
}
with open(os.path.join(here, "own-models.json"), "w") as file:
    json.dump(cases, file, separators=(",", ":"), default=float)
