import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


x = wave((30, 4))
y = keras.utils.to_categorical([i % 3 for i in range(30)], 3)
model = keras.Sequential([keras.Input((4,)), layers.Dense(10, activation="sigmoid"), layers.Dense(3, activation="softmax")])
model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, epochs=4, batch_size=6, shuffle=False, verbose=0, validation_data=(x[:9], y[:9]))
right = np.sum(np.argmax(model.predict(x[:9], verbose=0), -1) == np.argmax(y[:9], -1))
result = history.history["loss"] + history.history["val_loss"] + [right]
