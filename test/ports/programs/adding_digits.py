import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


class CharacterTable:
    """Encodes texts as one-hot rows, and back."""

    def __init__(self, chars):
        self.chars = sorted(set(chars))
        self.char_indices = dict((c, i) for i, c in enumerate(self.chars))
        self.indices_char = dict((i, c) for i, c in enumerate(self.chars))

    def encode(self, text, num_rows):
        padded = text + " " * (num_rows - len(text))
        return keras.utils.to_categorical([self.char_indices[c] for c in padded], len(self.chars))

    def decode(self, x):
        return "".join(self.indices_char[int(i)] for i in np.argmax(x, axis=-1))


maxlen = 5
ctable = CharacterTable("0123456789+ ")
questions, expected = [], []
for i in range(20):
    a, b = (7 * i) % 31, (11 * i) % 47
    query = f"{a}+{b}"
    answer = str(a + b)
    questions.append(query[::-1])
    expected.append(answer)
x = np.array([ctable.encode(question, maxlen) for question in questions])
y = np.array([ctable.encode(answer, 3) for answer in expected])
model = keras.Sequential()
model.add(keras.Input(shape=(maxlen, 12)))
model.add(layers.LSTM(8))
model.add(layers.RepeatVector(3))
for _ in range(1):
    model.add(layers.LSTM(8, return_sequences=True))
model.add(layers.TimeDistributed(layers.Dense(12, activation="softmax")))
set_weights(model)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
history = model.fit(x, y, batch_size=10, epochs=3, shuffle=False, verbose=0)
same = [1.0 for i in range(20) if ctable.decode(x[i]).strip() == questions[i]]
result = history.history["loss"] + [len(same)]
