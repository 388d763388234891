import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


x = np.abs(wave((20, 12, 12, 1)))
y = keras.utils.to_categorical([i % 10 for i in range(20)], 10)
model = keras.Sequential(
    [
        keras.Input((12, 12, 1)),
        layers.Conv2D(8, 5, activation="relu"),
        layers.MaxPooling2D(2, strides=2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.Flatten(),
        layers.Dense(10, activation="softmax"),
    ]
)
model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])
model.compile(optimizer=keras.optimizers.SGD(0.05), loss="categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, epochs=3, batch_size=5, shuffle=False, verbose=0)
result = history.history["loss"] + [model.evaluate(x, y, batch_size=10, verbose=0)[0]]
