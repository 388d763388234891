import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


words = np.array([[(7 * i + 3 * j) % 20 for j in range(9)] for i in range(16)])
labels = np.array([i % 2 for i in range(16)])
inputs = keras.Input(shape=(None,), dtype="int32")
x = layers.Embedding(20, 6)(inputs)
x = layers.Bidirectional(layers.LSTM(5, return_sequences=True))(x)
x = layers.Bidirectional(layers.LSTM(4))(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
set_weights(model)
model.compile(keras.optimizers.SGD(0.1), "binary_crossentropy", metrics=["accuracy"])
history = model.fit(words, labels, batch_size=8, epochs=3, shuffle=False, verbose=0, validation_data=(words, labels))
result = history.history["loss"] + history.history["val_loss"]
