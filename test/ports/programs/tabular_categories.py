import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


ages = wave((24, 1), 0.9, 20.0) + 40.0
jobs = np.array([["clerk"], ["nurse"], ["smith"], ["clerk"], ["baker"], ["nurse"]] * 4)
floors = np.array([[i % 5] for i in range(24)])
wealthy = np.array([[float(i % 3 == 0)] for i in range(24)])


def encode_numerical_feature(feature, name, values):
    normalizer = layers.Normalization(name=name)
    normalizer.adapt(values)
    return normalizer(feature)


age = keras.Input(shape=(1,), name="age")
job = keras.Input(shape=(1,), name="job", dtype="int64")
floor = keras.Input(shape=(1,), name="floor", dtype="int64")
all_inputs = [age, job, floor]
age_encoded = encode_numerical_feature(age, "age_normalization", ages)
lookup = layers.StringLookup(vocabulary=["baker", "clerk", "nurse", "smith"], output_mode="int")
job_embedded = layers.Flatten()(layers.Embedding(input_dim=5, output_dim=3)(job))
floor_encoded = layers.CategoryEncoding(num_tokens=5, output_mode="one_hot")(floor)
all_features = layers.concatenate([age_encoded, job_embedded, floor_encoded])
wide = layers.BatchNormalization()(all_features)
deep = layers.Dense(8, activation="relu")(all_features)
deep = layers.Dropout(0.0)(deep)
x = layers.concatenate([wide, deep])
output = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(all_inputs, output)
for weight in model.trainable_weights:
    weight.assign(wave(weight.shape, 1.3, 0.3))
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
data = {"age": ages, "job": lookup(jobs), "floor": floors}
history = model.fit(data, wealthy, epochs=3, batch_size=8, shuffle=False, verbose=0)
result = history.history["loss"]
