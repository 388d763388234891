import numpy as np
import keras
from keras import layers


def wave(shape, step=0.7, scale=1.0):
    count = int(np.prod(shape))
    return scale * np.sin(step * np.arange(count)).reshape(shape)


def set_weights(model):
    model.set_weights([wave(w.shape, 1.3, 0.3) for w in model.get_weights()])


class NeuralDecisionTree(keras.Model):
    def __init__(self, depth, used_features, num_classes):
        super().__init__()
        self.depth = depth
        self.num_leaves = 2**depth
        self.num_classes = num_classes
        self.used_features_mask = np.eye(5)[used_features].astype("float32")
        self.pi = self.add_weight(
            initializer="random_normal", shape=(self.num_leaves, self.num_classes), dtype="float32", trainable=True
        )
        self.decision_fn = layers.Dense(units=self.num_leaves, activation="sigmoid", name="decision")

    def call(self, features):
        batch_size = keras.ops.shape(features)[0]
        features = keras.ops.matmul(features, keras.ops.transpose(self.used_features_mask))
        decisions = keras.ops.expand_dims(self.decision_fn(features), axis=2)
        decisions = keras.layers.concatenate([decisions, 1 - decisions], axis=2)
        mu = keras.ops.ones([batch_size, 1, 1])
        begin_idx = 1
        end_idx = 2
        for level in range(self.depth):
            mu = keras.ops.reshape(mu, [batch_size, -1, 1])
            mu = keras.ops.tile(mu, (1, 1, 2))
            level_decisions = decisions[:, begin_idx:end_idx, :]
            mu = mu * level_decisions
            begin_idx = end_idx
            end_idx = begin_idx + 2 ** (level + 1)
        mu = keras.ops.reshape(mu, [batch_size, self.num_leaves])
        probabilities = keras.activations.softmax(self.pi)
        outputs = keras.ops.matmul(mu, probabilities)
        return outputs


class NeuralDecisionForest(keras.Model):
    def __init__(self, num_trees, depth, num_classes):
        super().__init__()
        self.ensemble = []
        for i in range(num_trees):
            self.ensemble.append(NeuralDecisionTree(depth, [i, i + 1, i + 2], num_classes))

    def call(self, inputs):
        outputs = []
        for tree in self.ensemble:
            outputs.append(tree(inputs))
        return keras.ops.mean(keras.ops.stack(outputs), axis=0)


x = wave((24, 5))
y = np.array([i % 2 for i in range(24)])
forest = NeuralDecisionForest(3, 2, 2)
forest(x)
for weight in forest.trainable_weights:
    weight.assign(wave(weight.shape, 1.3, 0.3))
forest.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss=keras.losses.SparseCategoricalCrossentropy(),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
)
history = forest.fit(x, y, epochs=3, batch_size=8, shuffle=False, verbose=0)
result = history.history["loss"]
