"""Reads models of 16 bits that were saved here by real Keras: FOLDER/ours.json says what they predict.

python read_ours.py FOLDER prints as JSON, by case, "equal" or what is not.
"""

import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

folder = sys.argv[1]
UNITS = {"mixed_bfloat16": 2**-8, "mixed_float16": 2**-11, "float32": 2**-8}


def judged(name, expected, ending):
    keras.config.set_dtype_policy(expected["policy"])
    model = keras.saving.load_model(os.path.join(folder, f"{name}-ours.{ending}"))
    types = [layer.dtype_policy.name for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    wanted = [one for layer, one in zip(model.layers, expected["types"]) if not isinstance(layer, keras.layers.InputLayer)]
    if types != wanted:
        return f"{ending}: types {types}, expected {wanted}"
    x = np.asarray(expected["x"], dtype="int32" if expected["whole"] else "float32")
    apart = np.abs(np.asarray(model.predict(x, verbose=0), dtype="float32") - np.asarray(expected["prediction"])).max()
    if apart > 2 * UNITS[expected["policy"]]:
        return f"{ending}: predictions are {apart} apart"
    if expected["scale"] is not None:
        optimizer = model.optimizer
        found = [float(optimizer.dynamic_scale.numpy()), int(optimizer.step_counter.numpy())]
        # From .h5 Keras takes the scale only, of its own files as well.
        is_begun = ending == "h5" or int(optimizer.iterations.numpy()) > 0
        if found != expected["scale"] or not is_begun:
            return f"{ending}: scale {found}, iterations {int(optimizer.iterations.numpy())}"
    return "equal"


def both(name, expected):
    for ending in ("keras", "h5"):
        try:
            found = judged(name, expected, ending)
        except Exception as error:
            found = f"{ending}: {str(error)[:300]}"
        if found != "equal":
            return found
    return "equal"


with open(os.path.join(folder, "ours.json")) as file:
    expected = json.load(file)
print(json.dumps({name: both(name, one) for name, one in expected.items()}))
