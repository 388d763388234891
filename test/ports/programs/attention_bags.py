import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


class MILAttentionLayer(layers.Layer):
    """Weights that say how much each example of a bag counts."""

    def __init__(
        self,
        weight_params_dim,
        kernel_initializer="glorot_uniform",
        kernel_regularizer=None,
        use_gated=False,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.weight_params_dim = weight_params_dim
        self.use_gated = use_gated
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.kernel_regularizer = keras.regularizers.get(kernel_regularizer)

    def build(self, input_shape):
        input_dim = input_shape[0][1]
        self.v_weight_params = self.add_weight(
            shape=(input_dim, self.weight_params_dim),
            initializer=self.kernel_initializer,
            name="v",
            regularizer=self.kernel_regularizer,
            trainable=True,
        )
        self.w_weight_params = self.add_weight(
            shape=(self.weight_params_dim, 1),
            initializer=self.kernel_initializer,
            name="w",
            regularizer=self.kernel_regularizer,
            trainable=True,
        )
        if self.use_gated:
            self.u_weight_params = self.add_weight(
                shape=(input_dim, self.weight_params_dim),
                initializer=self.kernel_initializer,
                name="u",
                regularizer=self.kernel_regularizer,
                trainable=True,
            )

    def call(self, inputs):
        instances = [self.compute_attention_scores(instance) for instance in inputs]
        instances = keras.ops.stack(instances)
        alpha = keras.ops.softmax(instances, axis=0)
        return [alpha[i] for i in range(alpha.shape[0])]

    def compute_attention_scores(self, instance):
        original_instance = instance
        instance = keras.ops.tanh(keras.ops.tensordot(instance, self.v_weight_params, axes=1))
        if self.use_gated:
            instance = instance * keras.ops.sigmoid(
                keras.ops.tensordot(original_instance, self.u_weight_params, axes=1)
            )
        return keras.ops.tensordot(instance, self.w_weight_params, axes=1)


bag_size = 3
data = [np.abs(wave((16, 4, 4), 0.5 + 0.2 * i)) for i in range(bag_size)]
labels = np.array([i % 2 for i in range(16)])
inputs, embeddings = [], []
shared_dense_layer_1 = layers.Dense(8, activation="relu")
shared_dense_layer_2 = layers.Dense(6, activation="relu")
for _ in range(bag_size):
    inp = layers.Input((4, 4))
    flatten = layers.Flatten()(inp)
    dense_1 = shared_dense_layer_1(flatten)
    dense_2 = shared_dense_layer_2(dense_1)
    inputs.append(inp)
    embeddings.append(dense_2)
alpha = MILAttentionLayer(
    weight_params_dim=5, kernel_regularizer=keras.regularizers.L2(0.01), use_gated=True, name="alpha"
)(embeddings)
multiply_layers = [layers.multiply([alpha[i], embeddings[i]]) for i in range(len(alpha))]
concat = layers.concatenate(multiply_layers, axis=1)
output = layers.Dense(2, activation="softmax")(concat)
model = keras.Model(inputs, output)
for weight in model.trainable_weights:
    weight.assign(wave(weight.shape, 1.3, 0.3))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(data, labels, epochs=3, batch_size=4, shuffle=False, verbose=0)
result = history.history["loss"]
