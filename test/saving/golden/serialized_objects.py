"""Objects as Keras writes them down, to be made here, and those that ours are written down as, to be made there.

    python serialized_objects.py > serialized-objects.json
    python serialized_objects.py FILE   prints the settings of what Keras makes of each description in FILE
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
from keras import layers


def objects():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(2, activation="relu", name="first"), layers.Dropout(0.2)])
    return {
        "dense": layers.Dense(4, activation="tanh", kernel_regularizer=keras.regularizers.L2(0.1), name="mine"),
        "lstm": layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
        "conv": layers.Conv2D(2, 3, strides=2, padding="same", use_bias=False),
        "adam": keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 5, 0.9), beta_1=0.8),
        "sgd": keras.optimizers.SGD(0.2, momentum=0.5, nesterov=True),
        "loss": keras.losses.Huber(0.4),
        "smoothed": keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        "metric": keras.metrics.AUC(num_thresholds=20, curve="PR"),
        "recall": keras.metrics.Recall(thresholds=0.3, name="found"),
        "model": model,
    }


def settings(made):
    config = made.get_config()
    return json.loads(json.dumps(config, default=str))


if len(sys.argv) > 1:
    with open(sys.argv[1]) as file:
        given = json.load(file)
    print(json.dumps({name: settings(keras.saving.deserialize_keras_object(one)) for name, one in given.items()}))
else:
    print(json.dumps({name: keras.saving.serialize_keras_object(one) for name, one in objects().items()}, indent=1))
