import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


class Shift(layers.Layer):
    """Moves images by two numbers that are learned: each pixel is read between the pixels where it came from."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)

    def build(self, input_shape):
        self.shift = self.add_weight(name="shift", shape=(2,), initializer="zeros")

    def call(self, images):
        count, height, width = images.shape
        zeros = keras.ops.zeros((count, height, width))
        which = zeros + keras.ops.reshape(keras.ops.arange(0, count, dtype="float32"), (count, 1, 1))
        rows = zeros + keras.ops.reshape(keras.ops.arange(0, height, dtype="float32"), (1, height, 1))
        columns = zeros + keras.ops.reshape(keras.ops.arange(0, width, dtype="float32"), (1, 1, width))
        places = keras.ops.stack([which, rows + self.shift[0], columns + self.shift[1]])
        return keras.ops.image.map_coordinates(images, places, 1, fill_mode="nearest")


rows = np.arange(10).reshape((1, 10, 1)) * np.ones((4, 10, 12))
columns = np.arange(12).reshape((1, 1, 12)) * np.ones((4, 10, 12))
phases = np.arange(4).reshape((4, 1, 1)) * np.ones((4, 10, 12))
moving = np.sin(0.6 * rows + phases) + np.cos(0.5 * columns)
fixed = np.sin(0.6 * (rows + 1.3) + phases) + np.cos(0.5 * (columns - 0.8))

inputs = keras.Input(batch_shape=(4, 10, 12))
model = keras.Model(inputs, Shift()(inputs))
model.compile(optimizer=keras.optimizers.SGD(0.5, momentum=0.5), loss="mse")
history = model.fit(moving, fixed, epochs=12, batch_size=4, shuffle=False, verbose=0)
result = history.history["loss"]
