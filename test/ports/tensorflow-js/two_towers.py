import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


words = np.array([[(7 * i + 3 * j) % 12 for j in range(5)] for i in range(18)])
measures = wave((18, 3), 0.4)
labels = np.array([[i % 2] for i in range(18)], dtype="float32")
text = keras.Input((5,), dtype="int32")
numbers = keras.Input((3,))
embedded = layers.Embedding(12, 4)(text)
recurrent = layers.LSTM(5, recurrent_activation="sigmoid")(embedded)
dense = layers.Dense(5, activation="tanh")(numbers)
joined = layers.Concatenate()([recurrent, dense])
output = layers.Dense(1, activation="sigmoid")(joined)
model = keras.Model([text, numbers], output)
model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])
model.compile(optimizer=keras.optimizers.SGD(0.2), loss="binary_crossentropy", metrics=["accuracy"])
losses = []
for epoch in range(3):
    history = model.fit([words, measures], labels, epochs=1, batch_size=6, shuffle=False, verbose=0)
    losses.append(history.history["loss"][0])
likely = model.predict([words[:4], measures[:4]], verbose=0)
result = losses + [float(value) for value in likely[:, 0]]
