"""Layers with LoRA and of 8 bits in real Keras, on generated numbers: adapted_layers.py SEED [FOLDER].

Prints for each case the model's configuration before anything was done to it, its weights, what it predicts, its losses
while it trains, and weights and predictions afterwards. FOLDER: where its files go, and `read` reads ours.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers  # noqa: E402

seed = int(sys.argv[1])
folder = sys.argv[2] if len(sys.argv) > 2 else None
rng = np.random.default_rng(seed)

LORA = {"rank": 2, "alpha": 5}
PLAIN = {"rank": 3, "alpha": None}


def dense(**more):
    return layers.Dense(4, activation="tanh", name="adapted", **more)


def einsum(equation, output_shape, bias_axes=None):
    return layers.EinsumDense(equation, output_shape, bias_axes=bias_axes, name="adapted")


def conv(kind, filters, size, **more):
    return kind(filters, size, name="adapted", **more)


LAYERS = {
    "dense": (dense, (6,)),
    "dense of sequences": (lambda: dense(use_bias=False), (3, 5)),
    "dense with regularizer": (lambda: dense(kernel_regularizer="l2"), (6,)),
    "einsum": (lambda: einsum("abc,cde->abde", (3, 2, 4), "de"), (3, 5)),
    "einsum with ellipsis": (lambda: einsum("...x,xy->...y", 4, "y"), (3, 5)),
    "einsum over two axes": (lambda: einsum("abcd,cde->abe", (3, 4)), (3, 2, 5)),
    "embedding": (lambda: layers.Embedding(9, 4, name="adapted"), (5,)),
    "reversible embedding": (lambda: layers.ReversibleEmbedding(9, 4, name="adapted"), (5,)),
    "conv1d": (lambda: conv(layers.Conv1D, 4, 3, padding="causal"), (7, 3)),
    "conv2d": (lambda: conv(layers.Conv2D, 4, 3, activation="relu"), (6, 5, 3)),
    "conv2d in groups": (lambda: conv(layers.Conv2D, 4, 2, groups=2, use_bias=False), (4, 4, 4)),
    "conv3d": (lambda: conv(layers.Conv3D, 2, 2, strides=2), (4, 4, 4, 2)),
}


QUANTIZED = {
    "dense": (dense, (6,)),
    "dense of sequences": (lambda: dense(use_bias=False), (3, 5)),
    "einsum": LAYERS["einsum"],
    "einsum over two axes": LAYERS["einsum over two axes"],
    "einsum turned": (lambda: einsum("abc,dc->abd", (3, 4), "d"), (3, 5)),
    "einsum with a shared axis": (lambda: einsum("abc,bcd->abd", (3, 4)), (3, 5)),
    "embedding": LAYERS["embedding"],
    "reversible embedding": LAYERS["reversible embedding"],
    "reversed embedding": (lambda: layers.ReversibleEmbedding(9, 4, logit_soft_cap=3.0, name="adapted"), (5,)),
    "reversed embedding with its own table": (
        lambda: layers.ReversibleEmbedding(9, 4, tie_weights=False, name="adapted"),
        (5,),
    ),
}

# Sums that a float32 does not hold exactly; no tanh, of which they would be at the ends, without a slope.
WIDE = {
    "wide dense": (lambda: layers.Dense(4, name="adapted"), (2500,)),
    "wide einsum": (lambda: einsum("ab,bc->ac", 3, "c"), (1600,)),
}


def make(title, layer, shape):
    """A model of the layer and one dense layer behind it."""
    if "reversed" in title:
        inputs = layers.Input(shape)
        vectors = layers.Dense(4, activation="tanh", name="middle")(layer(inputs))
        scores = layers.Flatten()(layer(vectors, reverse=True))
        return keras.Model(inputs, layers.Dense(2, name="last")(scores))
    return keras.Sequential([layers.Input(shape), layer, layers.Flatten(), layers.Dense(2, name="last")])


def numbers(shape, scale=0.5):
    return (scale * rng.standard_normal(shape)).astype("float32")


def plain(values):
    values = np.asarray(values)
    return {"shape": list(values.shape), "values": [float(f"{one:.9g}") for one in values.reshape(-1).astype("float64")]}


def weights_of(model):
    return [plain(value) for value in model.get_weights()]


def run(title, make_layer, shape, steps):
    layer = make_layer()
    model = make(title, layer, shape)
    config = model.to_json()
    model.set_weights([numbers(value.shape) for value in model.get_weights()])
    floats = weights_of(model)
    for step in steps:
        if step == "int8":
            layer.quantize("int8")
        else:
            layer.enable_lora(step["rank"], lora_alpha=step["alpha"])
            for weight in layer.weights:
                if "lora" in weight.name:
                    weight.assign(numbers(weight.shape))
    is_embedding = isinstance(layer, layers.Embedding)
    x = rng.integers(0, 9, (8, *shape)).astype("int32") if is_embedding else numbers((8, *shape), 1.0)
    y = numbers((8, 2), 1.0)
    case = {
        "model": config,
        "steps": steps,
        "names": [weight.name for weight in layer.weights],
        "trained": [weight.name for weight in layer.trainable_weights],
        "x": plain(x),
        "y": plain(y),
        "floats": floats,
        "start": weights_of(model),
        "before": plain(model.predict(x, verbose=0)),
        "parameters": layer.count_params(),
        # Keras' Adam squares the slopes of rows looked up twice one by one, where ours come summed.
        "optimizer": "sgd" if is_embedding and "int8" in steps else "adam",
    }
    path = folder and os.path.join(folder, title.replace(" ", "-").replace(",", ""))
    if folder and len(steps) > 1:
        case["kept"] = read_back(model, path, x)
    model.compile(optimizer={"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}[case["optimizer"]](0.01), loss="mse")
    case["losses"] = [float(one) for one in model.fit(x, y, batch_size=4, epochs=5, shuffle=False, verbose=0).history["loss"]]
    case["end"] = weights_of(model)
    case["after"] = plain(model.predict(x, verbose=0))
    if folder:
        case["loaded"] = read_back(model, path, x)
    return case


def read_back(model, path, x):
    """Saves the model in each way: what it predicts once it was read from there, which merges LoRA."""
    model.save_weights(path + ".weights.h5")
    found = {}
    for ending in (".keras", ".h5"):
        model.save(path + ending)
        found[ending] = plain(keras.models.load_model(path + ending, compile=False).predict(x, verbose=0))
    return found


def cases():
    found = {}
    for title, (make_layer, shape) in LAYERS.items():
        found[title] = run(title, make_layer, shape, [PLAIN if "dense" in title else LORA])
    for title, (make_layer, shape) in {**QUANTIZED, **(WIDE if folder else {})}.items():
        lora = PLAIN if "dense" in title else LORA
        for more, steps in {"": ["int8"], ", then LoRA": ["int8", lora], " after LoRA": [lora, "int8"]}.items():
            # Keras cannot add LoRA there: the thin weight's columns would not come last.
            if more and title == "einsum turned":
                continue
            found[f"int8 {title}{more}"] = run(f"int8 {title}{more}", make_layer, shape, steps)
    return found


def read():
    """What Keras predicts with our files: for each file NAME.keras or NAME.h5 the input is in NAME.json."""
    found = {}
    for name in sorted(os.listdir(folder)):
        if not name.endswith((".keras", ".h5")) or name.endswith(".weights.h5"):
            continue
        with open(os.path.join(folder, name.rsplit(".", 1)[0] + ".json")) as file:
            x = json.load(file)
        model = keras.models.load_model(os.path.join(folder, name))
        values = np.asarray(x["values"], x["dtype"]).reshape(x["shape"])
        layer = model.get_layer("adapted")
        found[name] = {
            "outputs": plain(model.predict(values, verbose=0)),
            "rank": getattr(layer, "lora_rank", None),
            "policy": layer.dtype_policy.name,
        }
    return found


if __name__ == "__main__":
    print(json.dumps(read() if sys.argv[3:] == ["read"] else cases()))
