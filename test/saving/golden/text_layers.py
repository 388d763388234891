"""Reads our files with text layers, and writes Keras' own: python text_layers.py FOLDER INPUTS."""

import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import tensorflow as tf

folder, inputs = Path(sys.argv[1]), tf.constant(json.loads(sys.argv[2]))
TEXTS = ["The cat sat", "the cat", "a_b", "Tat"]


def outputs(model):
    return model.predict(inputs, verbose=0).tolist()


def model_of(*layers):
    return keras.Sequential([keras.Input((1,), dtype="string"), *layers])


def adapted(layer):
    layer.adapt(TEXTS)
    return layer


read = {path.stem: outputs(keras.saving.load_model(path)) for path in sorted(folder.glob("*.keras"))}
models = {
    "adapted": model_of(adapted(keras.layers.TextVectorization(output_sequence_length=3, standardize=None))),
    "weighed": model_of(adapted(keras.layers.TextVectorization(output_mode="tf_idf", max_tokens=12, pad_to_max_tokens=True))),
    "named": model_of(adapted(keras.layers.StringLookup(output_mode="count", num_oov_indices=2))),
    "nested": model_of(model_of(adapted(keras.layers.TextVectorization(output_mode="count"))), keras.layers.Dense(2)),
    "hashed": model_of(keras.layers.Hashing(11, mask_value="a_b")),
}
written = {}
for name, model in models.items():
    written[name] = outputs(model)
    model.save(folder / f"keras-{name}.keras")
print(json.dumps({"read": read, "written": written}))
