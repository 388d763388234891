"""Runs SavedModels that TensorCell exported with real TensorFlow and real Keras, and compares: run_exported.py FOLDER.

FOLDER holds one SavedModel a case, and cases.json with batches of inputs and the outputs that are expected.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
import keras
import numpy as np
import tensorflow as tf

folder = sys.argv[1]
with open(os.path.join(folder, "cases.json")) as file:
    cases = json.load(file)


def error(found, expected):
    """The largest difference, measured by the numbers' size."""
    found = tf.nest.flatten(found)
    assert len(found) == len(expected), (len(found), len(expected))
    worst = 0.0
    for one, other in zip(found, expected):
        other = np.array(other, one.dtype.as_numpy_dtype)
        assert list(one.shape) == list(other.shape), (one.shape, other.shape)
        if other.size:
            worst = max(worst, float(np.max(np.abs(one - other) / (1 + np.abs(other)))))
    return worst


results = {}
for name, case in cases.items():
    try:
        loaded = tf.saved_model.load(os.path.join(folder, name))
        signature = loaded.signatures["serving_default"]
        layer = keras.layers.TFSMLayer(os.path.join(folder, name), call_endpoint="serve")
        outputs = signature.structured_outputs
        order = sorted(outputs, key=lambda key: int(key[7:]) if key.startswith("output_") else key)
        worst = {"serve": 0.0, "signature": 0.0, "layer": 0.0}
        for batch in case["batches"]:
            tensors = [tf.constant(x, t) for x, t in zip(batch["inputs"], case["dtypes"])]
            if case["kind"] == "names":
                given = dict(zip(case["keys"], tensors))
            else:
                given = tensors if case["kind"] == "list" else tensors[0]
            byname = dict(zip(case["names"], tensors))
            found = signature(**byname)
            worst["serve"] = max(worst["serve"], error(loaded.serve(given), batch["outputs"]))
            worst["signature"] = max(worst["signature"], error([found[key] for key in order], batch["outputs"]))
            worst["layer"] = max(worst["layer"], error(layer(given), batch["outputs"]))
        results[name] = {
            "worst": worst,
            "outputs": {key: [one.dtype.name, one.shape.as_list()] for key, one in outputs.items()},
            "trainable": len(loaded.trainable_variables),
            "variables": [one.name for one in loaded.variables],
            "layerWeights": [len(layer.trainable_weights), len(layer.non_trainable_weights)],
        }
    except Exception as problem:
        if os.environ.get("EXPORT_TRACE"):
            import traceback
            traceback.print_exc()
        results[name] = {"failed": f"{type(problem).__name__}: {problem}"[:1500]}

print(json.dumps(results))
