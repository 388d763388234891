import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


def get_model(width=8, height=8, depth=6):
    inputs = keras.Input((width, height, depth, 1))
    x = layers.Conv3D(filters=4, kernel_size=3, activation="relu")(inputs)
    x = layers.MaxPool3D(pool_size=2)(x)
    x = layers.BatchNormalization()(x)
    x = layers.GlobalAveragePooling3D()(x)
    x = layers.Dense(units=8, activation="relu")(x)
    x = layers.Dropout(0.0)(x)
    outputs = layers.Dense(units=1, activation="sigmoid")(x)
    return keras.Model(inputs, outputs, name="3dcnn")


volumes = np.abs(wave((10, 8, 8, 6)))
volumes = np.expand_dims(volumes, axis=4)
scans = np.concatenate((volumes[:4], volumes[5:9]), axis=0)
labels = np.array([1 for _ in range(4)] + [0 for _ in range(4)])
model = get_model()
model.set_weights([np.abs(wave(w.shape, 1.3, 0.3)) for w in model.get_weights()])
lr_schedule = keras.optimizers.schedules.ExponentialDecay(0.01, decay_steps=2, decay_rate=0.96, staircase=True)
model.compile(
    loss="binary_crossentropy",
    optimizer=keras.optimizers.Adam(learning_rate=lr_schedule),
    metrics=["acc"],
)
history = model.fit(scans, labels, epochs=3, batch_size=4, shuffle=False, verbose=0)
result = history.history["loss"]
