"""Writes trainings.json: what Keras reaches where second derivatives and dilated convolutions count.

python test/engine/gradients/golden/make_trainings.py, in an environment with keras and tensorflow-cpu. All weights and
data are waves, which trainings.ts makes, too.
"""

import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def waves(shape, start, scale=1.0):
    count = int(np.prod(shape))
    return (scale * np.sin(start + 0.7 * np.arange(count))).astype("float32").reshape(shape)


def with_waves(model):
    model.set_weights([waves(weight.shape, i, 0.4) for i, weight in enumerate(model.get_weights())])
    return model


def gated(x, rate):
    """A block of WaveNet's: what goes on, and what goes out."""
    tanh = layers.Conv1D(4, 2, padding="causal", dilation_rate=rate, activation="tanh")(x)
    gate = layers.Conv1D(4, 2, padding="causal", dilation_rate=rate, activation="sigmoid")(x)
    out = layers.Conv1D(4, 1)(layers.multiply([tanh, gate]))
    return layers.add([x, out]), out


def wave_net():
    x = inputs = keras.Input([12, 2])
    x = layers.Conv1D(4, 2, padding="causal")(x)
    outs = []
    for rate in (1, 2, 4):
        x, out = gated(x, rate)
        outs.append(out)
    y = layers.Activation("relu")(layers.add(outs))
    return keras.Model(inputs, layers.Conv1D(1, 1)(y))


def temporal(x, filters, rate, project):
    y = layers.Conv1D(filters, 3, padding="causal", dilation_rate=rate, activation="relu")(x)
    y = layers.Conv1D(filters, 3, padding="causal", dilation_rate=rate, activation="relu")(y)
    shortcut = layers.Conv1D(filters, 1)(x) if project else x
    return layers.Activation("relu")(layers.add([shortcut, y]))


def temporal_net():
    x = inputs = keras.Input([10, 2])
    for i, rate in enumerate((1, 2, 4)):
        x = temporal(x, 4, rate, i == 0)
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(layers.Flatten()(x)))


def fitted(model, x, y, loss, optimizer):
    with_waves(model).compile(optimizer=optimizer, loss=loss)
    history = model.fit(x, y, batch_size=4, epochs=6, shuffle=False, verbose=0).history
    return history["loss"]


def critic_with_penalty():
    critic = with_waves(
        keras.Sequential([keras.Input([3]), layers.Dense(6, activation="tanh"), layers.Dense(6), layers.LeakyReLU(negative_slope=0.2), layers.Dense(1)])
    )
    generator = with_waves(keras.Sequential([keras.Input([2]), layers.Dense(5, activation="tanh"), layers.Dense(3)]))
    losses = []
    for step in range(10):
        noise, real, share = waves([8, 2], step), waves([8, 3], step + 0.5, 2), np.abs(waves([8, 1], step + 0.2))
        with tf.GradientTape() as tape:
            fake = generator(noise)
            between = share * real + (1 - share) * fake
            with tf.GradientTape() as inner:
                inner.watch(between)
                score = critic(between)
            length = tf.norm(inner.gradient(score, between), axis=1)
            penalty = 10 * tf.reduce_mean((length - 1) ** 2)
            loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real)) + penalty
        for weight, slope in zip(critic.trainable_variables, tape.gradient(loss, critic.trainable_variables)):
            weight.assign_sub(0.02 * slope)
        with tf.GradientTape() as tape:
            made = -tf.reduce_mean(critic(generator(noise)))
        for weight, slope in zip(generator.trainable_variables, tape.gradient(made, generator.trainable_variables)):
            weight.assign_sub(0.02 * slope)
        losses += [float(loss), float(made)]
    return losses


def hessian():
    """Newton's steps by the Hessian's diagonal, and the whole Hessian at the start."""
    x, y = waves([6, 2], 0.3), waves([6, 1], 1.3)
    theta = tf.Variable(waves([13], 0.9, 0.5))

    def loss_of(theta):
        hidden = tf.tanh(x @ tf.reshape(theta[:6], [2, 3]) + theta[6:9])
        return tf.reduce_mean((hidden @ tf.reshape(theta[9:12], [3, 1]) + theta[12] - y) ** 2)

    losses, first = [], None
    for _ in range(8):
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                loss = loss_of(theta)
            slope = inner.gradient(loss, theta)
        matrix = outer.jacobian(slope, theta)
        first = matrix if first is None else first
        theta.assign_sub(slope / (tf.abs(tf.linalg.diag_part(matrix)) + 0.5))
        losses.append(float(loss))
    return {"losses": losses, "matrix": first.numpy().ravel().tolist()}


if __name__ == "__main__":
    golden = {
        "waveNet": fitted(wave_net(), waves([8, 12, 2], 0.1), waves([8, 12, 1], 0.6), "mse", keras.optimizers.Adam(0.01)),
        "temporalNet": fitted(
            temporal_net(), waves([8, 10, 2], 0.1), np.eye(3, dtype="float32")[np.arange(8) % 3],
            "categorical_crossentropy", keras.optimizers.SGD(0.05),
        ),
        "penalty": critic_with_penalty(),
        "hessian": hessian(),
    }
    Path(__file__).with_name("trainings.json").write_text(json.dumps(golden, indent=1) + "\n")
