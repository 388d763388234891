import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


x = np.abs(wave((24, 12, 12, 1)))
y = keras.utils.to_categorical([i % 4 for i in range(24)], 4)
model = keras.Sequential(
    [
        keras.Input(shape=(12, 12, 1)),
        layers.Conv2D(8, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Conv2D(16, kernel_size=(3, 3), activation="relu"),
        layers.Flatten(),
        layers.Dropout(0.0),
        layers.Dense(4, activation="softmax"),
    ]
)
set_weights(model)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
history = model.fit(x, y, batch_size=8, epochs=3, shuffle=False, verbose=0)
result = history.history["loss"]
