import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


class Antirectifier(layers.Layer):
    def __init__(self, initializer="he_normal", **kwargs):
        super().__init__(**kwargs)
        self.initializer = initializer

    def build(self, input_shape):
        output_dim = input_shape[-1]
        self.kernel = self.add_weight(
            shape=(output_dim * 2, output_dim), initializer=self.initializer, name="kernel", trainable=True
        )

    def call(self, inputs):
        inputs = inputs - keras.ops.mean(inputs, axis=-1, keepdims=True)
        pos = keras.ops.relu(inputs)
        neg = keras.ops.relu(-inputs)
        concatenated = keras.ops.concatenate([pos, neg], axis=-1)
        return keras.ops.matmul(concatenated, self.kernel)


x = wave((24, 6))
y = np.array([i % 3 for i in range(24)])
model = keras.Sequential(
    [keras.Input(shape=(6,)), layers.Dense(8), Antirectifier(), layers.Dense(8), Antirectifier(), layers.Dense(3)]
)
set_weights(model)
model.compile(
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    optimizer=keras.optimizers.RMSprop(),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
)
history = model.fit(x, y, batch_size=8, epochs=3, validation_split=0.25, shuffle=False, verbose=0)
result = history.history["loss"] + history.history["val_loss"]
