import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


x = wave((30, 5))
y = np.array([i % 3 for i in range(30)])
schedule = keras.optimizers.schedules.ExponentialDecay(0.05, decay_steps=4, decay_rate=0.9)
model = keras.Sequential()
model.add(layers.Dense(8, input_shape=(5,), kernel_regularizer=keras.regularizers.l2(0.01)))
model.add(layers.BatchNormalization())
model.add(layers.Activation("relu"))
model.add(layers.Dense(3, activation="softmax", kernel_regularizer=keras.regularizers.L1(0.002)))
model.set_weights([np.abs(wave(w.shape, 1.3, 0.3)) for w in model.get_weights()])
model.compile(optimizer=keras.optimizers.Adam(schedule), loss="sparse_categorical_crossentropy")
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2, mode="min", restore_best_weights=True)
history = model.fit(x, y, epochs=6, batch_size=6, validation_split=0.2, callbacks=[stop], shuffle=False, verbose=0)
result = history.history["loss"]
