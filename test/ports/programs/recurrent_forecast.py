import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


series = wave((60,), 0.3)
windows = np.array([series[i : i + 8] for i in range(48)]).reshape((48, 8, 1))
targets = np.array([series[i + 8] for i in range(48)])
inputs = keras.layers.Input(shape=(8, 1))
h = layers.Conv1D(6, 3, activation="relu", padding="causal")(inputs)
h = layers.GRU(6, return_sequences=True)(h)
h = layers.LSTM(5)(h)
model = keras.Model(inputs=inputs, outputs=layers.Dense(1)(h))
set_weights(model)
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.005), loss="mse", metrics=["mae"])
history = model.fit(windows, targets, epochs=3, batch_size=16, shuffle=False, verbose=0)
result = history.history["loss"] + history.history["mae"]
