import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


def get_model(upscale_factor=2, channels=1):
    conv_args = {
        "activation": "relu",
        "kernel_initializer": "orthogonal",
        "padding": "same",
    }
    inputs = keras.Input(shape=(None, None, channels))
    x = layers.Conv2D(8, 5, **conv_args)(inputs)
    x = layers.Conv2D(6, 3, **conv_args)(x)
    outputs = layers.Conv2D(channels * (upscale_factor**2), 3, **conv_args)(x)
    return keras.Model(inputs, outputs)


class PixelShuffle(layers.Layer):
    def __init__(self, factor, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, inputs):
        _, height, width, depth = inputs.shape
        channels = depth // (self.factor**2)
        x = keras.ops.reshape(inputs, (-1, height, width, self.factor, self.factor, channels))
        x = keras.ops.transpose(x, (0, 1, 3, 2, 4, 5))
        return keras.ops.reshape(x, (-1, height * self.factor, width * self.factor, channels))


class Peak(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.psnr = []

    def on_epoch_begin(self, epoch, logs=None):
        self.seen = 0

    def on_train_batch_end(self, batch, logs=None):
        self.seen += 1

    def on_epoch_end(self, epoch, logs=None):
        self.psnr.append(10 * np.log10(1 / logs["loss"]))


small = np.abs(wave((8, 4, 4, 1)))
large = np.abs(wave((8, 8, 8, 1), 0.35))
shuffled = keras.Sequential([keras.Input((4, 4, 1)), get_model(), PixelShuffle(2)])
shuffled.set_weights([np.abs(wave(w.shape, 1.3, 0.1)) for w in shuffled.get_weights()])
shuffled.compile(optimizer=keras.optimizers.Adam(learning_rate=0.001), loss=keras.losses.MeanSquaredError())
peak = Peak()
history = shuffled.fit(small, large, epochs=3, batch_size=4, shuffle=False, verbose=0, callbacks=[peak])
result = history.history["loss"] + peak.psnr + [peak.seen]
