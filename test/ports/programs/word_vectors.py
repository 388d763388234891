import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


texts = [
    "the cat sat on the mat",
    "the dog sat on the log",
    "a bird flew over the house",
    "a plane flew over the town",
    "the cat and the dog",
    "house and town",
]
labels = [0, 0, 1, 1, 0, 1]
vectorizer = layers.TextVectorization(max_tokens=30, output_sequence_length=7)
vectorizer.adapt(texts)
voc = vectorizer.get_vocabulary()
word_index = dict(zip(voc, range(len(voc))))
embeddings_index = {}
for line in ["the 0.1 0.2 0.3", "cat 0.5 -0.1 0.4", "dog 0.4 -0.2 0.5", "flew -0.6 0.3 0.2", "house -0.2 0.8 0.1"]:
    word, coefs = line.split(maxsplit=1)
    embeddings_index[word] = np.array([float(number) for number in coefs.split()])

num_tokens = len(voc) + 2
embedding_dim = 3
hits = 0
misses = 0
embedding_matrix = np.zeros((num_tokens, embedding_dim))
for word, i in word_index.items():
    embedding_vector = embeddings_index.get(word)
    if embedding_vector is not None:
        embedding_matrix[i] = embedding_vector
        hits += 1
    else:
        misses += 1

embedding_layer = layers.Embedding(num_tokens, embedding_dim, trainable=False)
embedding_layer.build((1,))
embedding_layer.set_weights([embedding_matrix])
int_sequences_input = keras.Input(shape=(None,), dtype="int32")
embedded_sequences = embedding_layer(int_sequences_input)
x = layers.Conv1D(6, 3, activation="relu")(embedded_sequences)
x = layers.GlobalMaxPooling1D()(x)
x = layers.Dense(5, activation="relu")(x)
preds = layers.Dense(2, activation="softmax")(x)
model = keras.Model(int_sequences_input, preds)
for weight in model.trainable_weights:
    weight.assign(wave(weight.shape, 1.3, 0.3))
x_train = vectorizer(np.array([[s] for s in texts])).numpy()
y_train = np.array(labels)
model.compile(loss="sparse_categorical_crossentropy", optimizer="rmsprop", metrics=["acc"])
history = model.fit(x_train, y_train, batch_size=3, epochs=3, shuffle=False, verbose=0)
result = history.history["loss"] + [hits, misses]
