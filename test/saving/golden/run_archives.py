"""Runs SavedModels that TensorCell's ExportArchive wrote with real TensorFlow, and compares: run_archives.py FOLDER.

FOLDER holds one SavedModel a case, and cases.json with calls of its endpoints and the outputs that are expected. Where a
case names a function below, that makes the same archive with Keras, which is compared as well.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
import keras
import numpy as np
import tensorflow as tf
from keras import InputSpec

folder = sys.argv[1]
with open(os.path.join(folder, "cases.json")) as file:
    cases = json.load(file)


def rows(*shape, dtype="float32", name=None):
    return InputSpec(shape=(None, *shape), dtype=dtype, name=name)


def inference(path):
    archive = keras.export.ExportArchive()
    archive.track_and_add_endpoint("serve", keras.models.load_model(path), [rows(3)])
    return archive


def training(path):
    model = keras.models.load_model(path)
    archive = keras.export.ExportArchive()
    archive.track(model)
    archive.add_endpoint("callInference", lambda x: model(x, training=False), [rows(3)])
    archive.add_endpoint("callTraining", lambda x: model(x, training=True), [rows(3)])
    archive.add_variable_collection("kernels", [model.layers[0].kernel, model.layers[2].kernel])
    archive.add_variable_collection("optimizer/variables.all", model.optimizer.variables)
    archive.add_variable_collection("none", [])
    return archive


def arguments(_):
    archive = keras.export.ExportArchive()
    archive.add_endpoint("two", lambda left, right: {"sum": left + right, "gap": left - right}, [rows(3), rows(3)])
    # JavaScript's function takes its list and object apart: they have no name.
    archive.add_endpoint("list", lambda args_0: [args_0[0] * args_0[1], args_0[0]], [[rows(3), rows(3)]])
    archive.add_endpoint("names", lambda args_0: args_0["b"] - args_0["a"], [{"b": rows(3), "a": rows(3)}])
    archive.add_endpoint(
        "nested",
        lambda d: d["b"][0] * d["b"][1]["q"] + d["a"],
        [{"b": [rows(3), {"q": rows(3)}], "a": rows(3, name="own")}],
    )
    archive.add_endpoint(
        "kinds",
        lambda x, keep: [tf.cast(x, "float32"), tf.logical_not(keep), tf.argmax(x, -1, tf.int32)],
        [rows(3, dtype="int32", name="numbers"), rows(dtype="bool", name="keep")],
    )
    archive.add_endpoint("fix_ed", lambda: tf.constant(7.0), [])
    archive.add_endpoint("fix ed", lambda x: -x, [rows(2)])
    archive.add_endpoint(
        "means", lambda a, b: tf.reduce_mean(b, [0, 1]) + tf.reduce_mean(a), [rows(3), rows(None, 2)]
    )
    archive.add_endpoint("sizes", lambda x: tf.reduce_mean(x, [1, 2]), [rows(None, None, 2)])
    return archive


def two_models(path):
    encoder = keras.models.load_model(path)
    head = keras.models.load_model(path.replace(".keras", "_head.keras"))
    archive = keras.export.ExportArchive()
    archive.track(encoder)
    archive.track(head)
    archive.track(encoder.layers[1])
    archive.add_endpoint("encode", encoder, encoder.inputs)
    archive.add_endpoint(
        "both", lambda one, two: head({"left": encoder(one), "right": encoder(two)}), [rows(4), rows(4)]
    )
    archive.add_endpoint("serving_default", head, [{"left": rows(2), "right": rows(2)}])
    return archive


def value(given):
    if isinstance(given, list):
        return [value(one) for one in given]
    if "names" in given:
        return {name: value(one) for name, one in given["names"].items()}
    return tf.constant(np.array(given["values"]).reshape(given["shape"]), given["dtype"])


def error(found, expected):
    """The largest difference, measured by the numbers' size."""
    found = tf.nest.flatten(found)
    assert len(found) == len(expected), (len(found), len(expected))
    worst = 0.0
    for one, other in zip(found, expected):
        other = np.array(other, one.dtype.as_numpy_dtype)
        assert list(one.shape) == list(other.shape), (one.shape, other.shape)
        gap = np.abs(np.asarray(one, "float64") - np.asarray(other, "float64"))
        worst = max(worst, float(np.max(gap / (1 + np.abs(other)), initial=0)))
    return worst


def described(specs):
    return {name: [one.dtype.name, one.shape.as_list()] for name, one in sorted(specs.items())}


def look(path, calls):
    loaded = tf.saved_model.load(path)
    lists = {}
    for name in sorted(vars(loaded)):
        listed = getattr(loaded, name)
        if isinstance(listed, list) and not name.startswith("_"):
            lists[name] = [[one.shape.as_list(), one.numpy().astype(float).ravel().tolist()] for one in listed]
    worst = {}
    for number, call in enumerate(calls):
        found = getattr(loaded, call["endpoint"])(*[value(one) for one in call["inputs"]])
        worst[f"{call['endpoint']} {number}"] = error(found, call["outputs"])
    return {
        "worst": worst,
        "signatures": {
            name: [described(one.structured_input_signature[1]), described(one.structured_outputs)]
            for name, one in loaded.signatures.items()
        },
        "lists": lists,
        "trainable": [len(loaded.trainable_variables), len(loaded.non_trainable_variables)],
    }


results = {}
for name, case in cases.items():
    try:
        results[name] = look(os.path.join(folder, name), case["calls"])
        if case.get("keras"):
            archive = globals()[case["keras"]](os.path.join(folder, f"{name}.keras"))
            archive.write_out(os.path.join(folder, f"{name}_keras"), verbose=False)
            results[name]["keras"] = look(os.path.join(folder, f"{name}_keras"), case["calls"])
    except Exception as problem:
        if os.environ.get("EXPORT_TRACE"):
            import traceback
            traceback.print_exc()
        results[name] = {**results.get(name, {}), "failed": f"{type(problem).__name__}: {problem}"[:1500]}

print(json.dumps(results))
