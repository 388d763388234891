"""Classes that extend Keras' own layers, and masks that layers leave: what real Keras gives, as `extended.json`."""
import json

import layer_cases
import keras
from keras import layers, ops
import tensorflow as tf

wave, rounded = layer_cases.wave, layer_cases.rounded


class Overriding(layers.Conv2D):
    def convolution_op(self, inputs, kernel):
        mean, var = tf.nn.moments(kernel, axes=[0, 1, 2], keepdims=True)
        return super().convolution_op(inputs, (kernel - mean) / tf.sqrt(var + 1e-10))


class Calling(layers.Conv2D):
    def call(self, inputs):
        mean, var = tf.nn.moments(self.kernel, axes=[0, 1, 2], keepdims=True)
        result = self.convolution_op(inputs, (self.kernel - mean) / tf.sqrt(var + 1e-10))
        if self.use_bias:
            result = result + self.bias
        return result


class Doubled(layers.Conv1D):
    def call(self, inputs):
        return super().call(inputs * 2)


class Scaled(layers.Dense):
    def call(self, inputs):
        return super().call(inputs) / self.units


def case(layer, shape):
    x = wave(shape, 0)
    layer.build(shape)
    layer.set_weights([wave(w.shape, i + 1) for i, w in enumerate(layer.weights)])
    variables = [w.value for w in layer.trainable_weights]
    with tf.GradientTape() as tape:
        y = layer(x)
        loss = tf.reduce_sum(y * tf.cos(tf.reshape(tf.range(tf.size(y), dtype="float32"), y.shape)))
    gradients = tape.gradient(loss, variables)
    return {"shape": list(y.shape), "output": rounded(y), "gradients": [rounded(g) for g in gradients]}


ids = ops.convert_to_tensor([[5, 3, 0, 0], [1, 2, 4, 0]], "int32")
embedding = layers.Embedding(10, 2, mask_zero=True)
embedded = embedding(ids)
masked = layers.Masking(mask_value=3.0)(ops.cast(ops.tile(ops.expand_dims(ids, -1), [1, 1, 2]), "float32"))


def bools(mask):
    return None if mask is None else ops.convert_to_numpy(mask).tolist()


print(json.dumps({
    "overriding": case(Overriding(3, 3, activation="tanh", strides=2), (2, 6, 5, 2)),
    "calling": case(Calling(3, (2, 3), activation="relu", padding="same"), (2, 5, 4, 2)),
    "doubled": case(Doubled(4, 3, activation="tanh", padding="causal"), (2, 6, 3)),
    "scaled": case(Scaled(3, activation="sigmoid"), (2, 4)),
    "masks": {
        "embedding": bools(embedded._keras_mask),
        "masking": bools(masked._keras_mask),
        "computed": bools(embedding.compute_mask(ids)),
        "lstm": bools(layers.LSTM(2, return_sequences=True)(embedded)._keras_mask),
        "dense": bools(layers.Dense(2)(embedded)._keras_mask),
        "none": bools(getattr(layers.LSTM(2)(embedded), "_keras_mask", None)),
    },
}))
