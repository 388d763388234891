import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


features = wave((40, 6))
targets = np.array([[1 if i % 9 == 0 else 0] for i in range(40)], dtype="uint8")
num_val_samples = int(len(features) * 0.2)
train_features = features[:-num_val_samples]
train_targets = targets[:-num_val_samples]
val_features = features[-num_val_samples:]
val_targets = targets[-num_val_samples:]
counts = np.bincount(train_targets[:, 0])
weight_for_0 = 1.0 / counts[0]
weight_for_1 = 1.0 / counts[1]
mean = np.mean(train_features, axis=0)
train_features = train_features - mean
val_features = val_features - mean
std = np.std(train_features, axis=0)
train_features = train_features / std
val_features = val_features / std
model = keras.Sequential(
    [
        keras.Input(shape=train_features.shape[1:]),
        layers.Dense(8, activation="relu"),
        layers.Dense(8, activation="relu"),
        layers.Dropout(0.0),
        layers.Dense(1, activation="sigmoid"),
    ]
)
set_weights(model)
metrics = [
    keras.metrics.FalseNegatives(name="fn"),
    keras.metrics.FalsePositives(name="fp"),
    keras.metrics.Precision(name="precision"),
    keras.metrics.Recall(name="recall"),
]
model.compile(optimizer=keras.optimizers.Adam(1e-2), loss="binary_crossentropy", metrics=metrics)
class_weight = {0: weight_for_0, 1: weight_for_1}
history = model.fit(
    train_features,
    train_targets,
    batch_size=8,
    epochs=3,
    shuffle=False,
    verbose=0,
    validation_data=(val_features, val_targets),
    class_weight=class_weight,
)
result = history.history["loss"] + history.history["val_loss"] + history.history["recall"][1:] + history.history["fp"]
