import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


import tensorflow as tf


def gram_matrix(x):
    x = tf.transpose(x, (2, 0, 1))
    features = tf.reshape(x, (tf.shape(x)[0], -1))
    gram = tf.matmul(features, tf.transpose(features))
    return gram


def style_loss(style, combination):
    S = gram_matrix(style)
    C = gram_matrix(combination)
    channels = 3
    size = 8 * 8
    return tf.reduce_sum(tf.square(S - C)) / (4.0 * (channels**2) * (size**2))


def content_loss(base, combination):
    return tf.reduce_sum(tf.square(combination - base))


def total_variation_loss(x):
    a = tf.square(x[:, :7, :7, :] - x[:, 1:, :7, :])
    b = tf.square(x[:, :7, :7, :] - x[:, :7, 1:, :])
    return tf.reduce_sum(tf.pow(a + b, 1.25))


inputs = keras.Input((8, 8, 3))
x = layers.Conv2D(4, 3, padding="same", activation="relu", name="block1_conv")(inputs)
x = layers.AveragePooling2D(2)(x)
x = layers.Conv2D(6, 3, padding="same", activation="relu", name="block2_conv")(x)
backbone = keras.Model(inputs, x)
set_weights(backbone)
outputs_dict = dict([(layer.name, layer.output) for layer in backbone.layers])
feature_extractor = keras.Model(inputs=backbone.inputs, outputs=outputs_dict)
style_layer_names = ["block1_conv", "block2_conv"]


def compute_loss(combination_image, base_image, style_reference_image):
    input_tensor = tf.concat([base_image, style_reference_image, combination_image], axis=0)
    features = feature_extractor(input_tensor)
    loss = tf.zeros(shape=())
    layer_features = features["block2_conv"]
    loss = loss + 0.025 * content_loss(layer_features[0, :, :, :], layer_features[2, :, :, :])
    for layer_name in style_layer_names:
        layer_features = features[layer_name]
        sl = style_loss(layer_features[1, :, :, :], layer_features[2, :, :, :])
        loss = loss + (1.0 / len(style_layer_names)) * sl
    loss = loss + 1e-3 * total_variation_loss(combination_image)
    return loss


def compute_loss_and_grads(combination_image, base_image, style_reference_image):
    with tf.GradientTape() as tape:
        loss = compute_loss(combination_image, base_image, style_reference_image)
    grads = tape.gradient(loss, combination_image)
    return loss, grads


base_image = tf.constant(wave((1, 8, 8, 3)), dtype="float32")
style_reference_image = tf.constant(wave((1, 8, 8, 3), 1.7), dtype="float32")
combination_image = tf.Variable(wave((1, 8, 8, 3)), dtype="float32")
optimizer = keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.5, decay_steps=2, decay_rate=0.96))
result = []
for i in range(1, 5):
    loss, grads = compute_loss_and_grads(combination_image, base_image, style_reference_image)
    optimizer.apply_gradients([(grads, combination_image)])
    result.append(float(loss))
