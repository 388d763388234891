import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


import tensorflow as tf


class Regression(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(6, activation="tanh")
        self.second = layers.Dense(1)
        self.seen = keras.metrics.Mean(name="seen")

    def call(self, inputs):
        return self.second(self.first(inputs))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = tf.reduce_mean(tf.square(y - y_pred))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        self.seen.update_state(loss)
        return {"loss": self.seen.result()}


x = wave((20, 3))
y = wave((20, 1), 0.4)
model = Regression()
model(x)
set_weights(model)
model.compile(optimizer=keras.optimizers.SGD(0.1, momentum=0.5))
history = model.fit(x, y, epochs=3, batch_size=5, shuffle=False, verbose=0)
result = history.history["loss"]
