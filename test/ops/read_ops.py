"""Loads the models of a folder that list.json names, and prints those that give something else than it says."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
# On processors where it is off by default, Keras fails at patches whose channels come first, and begins others further in.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"
import keras
import numpy as np

folder = sys.argv[1]
wrong = []
for one in json.load(open(os.path.join(folder, "list.json"))):
    try:
        model = keras.saving.load_model(os.path.join(folder, one["file"]))
        x = [np.array(given["values"], dtype="float64").astype(given["dtype"]) for given in one["x"]]
        y = keras.tree.flatten(model([keras.ops.convert_to_tensor(given) for given in x]))
        for ours, theirs in zip(y, one["y"], strict=True):
            wanted = np.array(theirs, dtype="float64")
            if not np.allclose(np.asarray(ours).astype("float64"), wanted, rtol=1e-4, atol=1e-4, equal_nan=True):
                wrong.append([one["file"], one["name"], "differs"])
    except Exception as error:
        wrong.append([one["file"], one["name"], str(error)[:300]])
print(json.dumps(wrong))
