"""Runs layers of real Keras on data that both sides make by the same formula, and writes down what they give.

A case holds the configuration as our file reader hands it on (camelCase), the inputs' shapes, the values of the
weights by formula, and Keras' outputs, gradients (of sum(output * cos(0, 1, 2 ...))) and weights afterwards.
"""
import json
import os
import re

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import keras  # noqa: E402


def wave(shape, seed, scale=1.0):
    count = int(np.prod(shape, dtype=int))
    return (scale * np.sin(1 + 0.7 * np.arange(count) + 1.3 * seed)).astype("float32").reshape(shape)


def camel(name):
    return re.sub(r"_([a-z0-9])", lambda found: found.group(1).upper(), name)


def config_of(value, key=None):
    if isinstance(value, dict) and "class_name" in value:
        return {"className": value["class_name"], "config": config_of(value["config"])}
    if isinstance(value, dict):
        left_out = {"dtype", "input_axes", "output_axes", "quantization_config"}
        return {camel(k): config_of(v, k) for k, v in value.items() if k not in left_out}
    if isinstance(value, (list, tuple)):
        return [config_of(one) for one in value]
    return value


def rounded(values):
    return [float(f"{one:.6g}") for one in np.asarray(values, "float64").reshape(-1)]


def tensor_of(spec, seed):
    """spec: {"shape": …} by formula, scaled and shifted, or {"shape": …, "values": …}; with a dtype and a mask."""
    dtype = spec.get("dtype", "float32")
    if "values" in spec:
        return tf.constant(np.asarray(spec["values"]).reshape(spec["shape"]).astype(dtype))
    values = wave(spec["shape"], spec.get("seed", seed), spec.get("scale", 1.0)) + np.float32(spec.get("shift", 0))
    return tf.constant(values.astype(dtype))


def run(layer, inputs, title, training=False, call=None):
    """inputs: specs as for tensor_of; call: options as Keras names them."""
    call = call or {}
    config = config_of(layer_config(layer))
    tensors = [tensor_of(spec, i) for i, spec in enumerate(inputs)]
    for tensor, spec in zip(tensors, inputs):
        if "mask" in spec:
            keras.src.backend.set_keras_mask(tensor, tf.constant(np.asarray(spec["mask"], bool)))
    several = len(tensors) > 1
    apart = isinstance(layer, (keras.layers.MultiHeadAttention, keras.layers.GroupQueryAttention))
    options = {k: tf.constant(np.asarray(v)) if isinstance(v, list) and k != "mask" else v for k, v in call.items()}
    if "mask" in options:
        options["mask"] = tf.constant(np.asarray(options["mask"], bool))
    apply = (lambda: layer(*tensors, training=training, **options)) if apart else (
        lambda: layer(tensors if several else tensors[0], **({"training": training} if accepts(layer) else {}), **options)
    )
    if apart:
        layer.build(*[t.shape for t in tensors])
    elif not layer.built:
        layer.build([t.shape for t in tensors] if several else tensors[0].shape)
        layer.built = True
    weights = layer.weights
    for i, weight in enumerate(weights):
        value = wave(weight.shape, 10 + i, 0.5)
        positive = "variance" in weight.name or "stddev" in weight.name
        weight.assign(np.abs(value) + 0.5 if positive else value)
    floats = [t for t, spec in zip(tensors, inputs) if t.dtype == tf.float32 and not spec.get("whole")]
    with tf.GradientTape() as tape:
        for tensor in floats:
            tape.watch(tensor)
        outputs = apply()
        outputs = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        total = sum(
            tf.reduce_sum(o * tf.reshape(tf.cos(tf.range(tf.size(o), dtype=tf.float32)), o.shape)) for o in outputs
        )
        for loss in layer.losses:
            total += loss
    case = {
        "title": title,
        "className": keras.saving.serialize_keras_object(layer)["class_name"],
        "config": config,
        "inputs": inputs,
        "training": training,
        "call": {camel(k): v for k, v in call.items()},
        "weights": [list(w.shape) for w in weights],
        "positive": [i for i, w in enumerate(weights) if "variance" in w.name or "stddev" in w.name],
        "outputs": [{"shape": list(o.shape), "values": rounded(o)} for o in outputs],
        "mask": mask_of(outputs[0]),
    }
    trained = [w for w in weights if w.trainable]
    found = tape.gradient(total, floats + [w.value for w in trained], unconnected_gradients="zero")
    dense = [tf.convert_to_tensor(g) for g in found]
    case["inputGradients"] = [rounded(g) for g in dense[: len(floats)]]
    case["weightGradients"] = [rounded(g) for g in dense[len(floats):]]
    if training:
        case["after"] = [rounded(w) for w in weights]
    return case


def layer_config(layer):
    config = layer.get_config()
    config.pop("name", None)
    return config


def accepts(layer):
    return layer._call_has_training_arg


def mask_of(output):
    mask = keras.src.backend.get_keras_mask(output)
    return None if mask is None else [int(one) for one in np.asarray(mask).reshape(-1)]


def write(family, cases):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{family}.json")
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in cases) + "\n]\n")
    print(family, len(cases), "cases,", os.path.getsize(path) // 1024, "kB")
