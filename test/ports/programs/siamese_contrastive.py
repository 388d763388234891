import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


def euclidean_norm(difference):
    sum_square = keras.ops.sum(keras.ops.square(difference), axis=1, keepdims=True)
    return keras.ops.sqrt(keras.ops.maximum(sum_square, 1e-7))


def contrastive_loss(y_true, y_pred):
    square_pred = keras.ops.square(y_pred)
    margin_square = keras.ops.square(keras.ops.maximum(1.0 - y_pred, 0.0))
    return keras.ops.mean((1 - y_true) * square_pred + y_true * margin_square)


left = np.abs(wave((16, 8, 8, 1)))
right = np.abs(wave((16, 8, 8, 1), 0.9))
labels = np.array([[i % 2] for i in range(16)], dtype="float32")
inputs = keras.Input((8, 8, 1))
x = layers.BatchNormalization()(inputs)
x = layers.Conv2D(4, (3, 3), activation="tanh")(x)
x = layers.AveragePooling2D(pool_size=(2, 2))(x)
x = layers.Flatten()(x)
x = layers.Dense(5, activation="tanh")(x)
tower = keras.Model(inputs, x)
input_1 = keras.Input((8, 8, 1))
input_2 = keras.Input((8, 8, 1))
difference = layers.Subtract()([tower(input_1), tower(input_2)])
merge_layer = layers.Lambda(euclidean_norm, output_shape=(1,))(difference)
normal_layer = layers.BatchNormalization()(merge_layer)
output_layer = layers.Dense(1, activation="sigmoid")(normal_layer)
model = keras.Model(inputs=[input_1, input_2], outputs=output_layer)
set_weights(model)
model.compile(loss=contrastive_loss, optimizer=keras.optimizers.SGD(0.05))
history = model.fit([left, right], labels, batch_size=8, epochs=3, shuffle=False, verbose=0)
result = history.history["loss"]
