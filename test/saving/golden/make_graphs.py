"""Models whose graphs are not plain, saved by real Keras, with what they give: python make_graphs.py

`.keras` files for all of them, deflated; `.h5` files for those whose weights or calls are told otherwise there."""
import json
import os
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
from keras import Input, Model, Sequential, layers, ops

here = os.path.dirname(os.path.abspath(__file__))
models = {}


def model(make):
    models[make.__name__] = make
    return make


@model
def depth():
    """One layer at several depths, called in another order than that of the inputs."""
    shared = layers.Dense(4, activation="tanh", name="shared")
    second = Input((1, 4), name="i2")
    shallow = shared(layers.Reshape((4,))(second))
    first = Input((1, 4), name="i1")
    deep = shared(layers.Reshape((4,))(shared(first)))
    return Model([first, second], layers.Dense(2)(layers.Concatenate()([deep, shallow])))


@model
def reuse():
    """A layer of an inner model that the outer one calls as well."""
    inside = Input((4,))
    twice = layers.Dense(4, activation="tanh", name="twice")
    inner = Model(inside, twice(inside), name="inner")
    x = Input((4,))
    return Model(x, twice(inner(x)))


@model
def nested():
    """Batch normalization two models deep: trained weights come first in `.h5` files."""

    def block(name):
        parts = [layers.Conv2D(2, 1), layers.BatchNormalization(), layers.Conv2D(2, 1), layers.BatchNormalization()]
        return Sequential([Input((2, 2, 2)), *parts], name=name)

    inside = Input((2, 2, 2))
    inner = Model(inside, block("second")(block("first")(inside)), name="inner")
    x = Input((2, 2, 2))
    return Model(x, inner(x))


@model
def deep():
    """Sequential models three deep, one called twice."""
    third = Sequential([Input((3,)), layers.Dense(2, activation="relu")])
    second = Sequential([Input((4,)), layers.Dense(3), third])
    first = Sequential([Input((3,)), layers.Dense(4), second])
    x = Input((3,))
    return Model(x, [first(x), layers.Dense(1)(first(x))])


@model
def twins():
    """One model for two inputs."""
    both = Sequential([Input((5,)), layers.Dense(3, activation="tanh"), layers.BatchNormalization()], name="both")
    a, b = Input((5,)), Input((5,))
    return Model([a, b], layers.Dense(1)(layers.Subtract()([both(a), both(b)])))


@model
def several():
    """An inner model with two outputs, called twice: numbers of calls and of outputs."""
    inside = Input((4,))
    hidden = layers.Dense(4, activation="elu")(inside)
    inner = Model(inside, [hidden, layers.Dense(2)(hidden)], name="inner")
    x = Input((4,))
    a, b = inner(x)
    c, d = inner(a)
    return Model(x, [b, d, c])


@model
def masked():
    """Masks that Keras wires as operations: from an embedding, joined and added."""
    x = Input((5,), dtype="int32")
    embedded = layers.Embedding(7, 4, mask_zero=True)(x)
    read = layers.LSTM(4, return_sequences=True)(embedded)
    mixed = layers.LayerNormalization()(layers.Add()([embedded, read]))
    return Model(x, [layers.LSTM(2)(mixed), layers.GlobalAveragePooling1D()(mixed)])


@model
def masking():
    """Masks of values, both ways, through concatenation and attention."""
    x = Input((5, 4))
    kept = layers.Masking()(x)
    read = layers.Bidirectional(layers.GRU(2, return_sequences=True))(kept)
    joined = layers.Concatenate()([read, kept])
    return Model(x, layers.TimeDistributed(layers.Dense(2))(layers.Attention()([joined, joined])))


@model
def transformer():
    """Additions by `+`, attention that looks back only."""
    x = Input((6,), dtype="int32")
    embedded = layers.Embedding(9, 8, mask_zero=True)(x)
    attended = layers.MultiHeadAttention(2, 3)(embedded, embedded, use_causal_mask=True)
    hidden = layers.LayerNormalization()(embedded + attended)
    inner = layers.Dense(8)(layers.Dense(16, activation="gelu")(hidden))
    hidden = layers.LayerNormalization()(hidden + inner)
    return Model(x, layers.Dense(3, activation="softmax")(layers.GlobalMaxPooling1D()(hidden)))


@model
def attention():
    """Arguments by place and by name, scores as a second output, a mask as an input."""
    query, value, key = Input((4, 6)), Input((3, 6)), Input((3, 6))
    mask = Input((4, 4), dtype="bool")
    y, scores = layers.MultiHeadAttention(2, 3, value_dim=5)(query, value, key=key, return_attention_scores=True)
    y = layers.MultiHeadAttention(1, 2)(query=y, value=value)
    return Model([query, value, key, mask], [layers.MultiHeadAttention(2, 3)(y, y, attention_mask=mask), scores])


@model
def states():
    """First states from other layers."""
    x, y = Input((5, 4)), Input((3, 4))
    _, h, c = layers.LSTM(3, return_state=True)(x)
    read = layers.LSTM(3, return_sequences=True)(y, initial_state=[h, c])
    both, *after = layers.Bidirectional(layers.GRU(3, return_state=True, return_sequences=True))(read)
    last = layers.Bidirectional(layers.GRU(3), merge_mode="sum")(both, initial_state=after)
    return Model([x, y], [last, layers.GRU(3)(read, initial_state=h)])


@model
def arithmetic():
    """A chain of operations and constants."""
    x = Input((5, 4))
    y = ops.relu(x * 2 + 1 - x / 3)
    y = ops.concatenate([y, x], axis=-1)[:, 1:, ::2]
    y = ops.transpose(ops.mean(y, axis=1, keepdims=True), (0, 2, 1))
    y = ops.matmul(ops.reshape(y, (-1, 4)), np.linspace(-1, 1, 8).reshape(4, 2).astype("float32"))
    y = ops.softmax(ops.maximum(-(y**2), -3.0))
    return Model(x, [1.0 - layers.Dense(2)(y), ops.cast(y > 0.5, "float32")])


@model
def named():
    """Inputs and outputs by name, whose order is not that of the names; as an inner model, too."""
    a, b = Input((4,), name="b"), Input((3,), name="a")
    joined = layers.Concatenate()([layers.Dense(3)(a), b])
    inner = Model({"b": a, "a": b}, {"sum": layers.Dense(2)(joined), "part": layers.Dense(1)(a)}, name="inner")
    x, y = Input((4,), name="x"), Input((3,), name="w")
    given = inner({"b": x, "a": y})
    return Model({"x": x, "w": y}, {"out": layers.Dense(1, name="out")(given["sum"]), "aux": given["part"]})


@model
def frozen():
    """Frozen parts: their weights stand in another order in `.h5` files."""
    parts = [layers.Dense(3), layers.BatchNormalization(), layers.Dense(2)]
    base = Sequential([Input((4,)), *parts], name="base")
    base.trainable = False
    x = Input((4,))
    still = layers.Dense(2)
    y = layers.Dense(2)(still(base(x, training=False)))
    still.trainable = False
    return Model(x, y)


@model
def frames():
    """A model at every step."""
    parts = [layers.Conv2D(2, 2, activation="relu"), layers.BatchNormalization(), layers.Flatten(), layers.Dense(3)]
    x = Input((3, 4, 4, 1))
    return Model(x, layers.GRU(2)(layers.TimeDistributed(Sequential([Input((4, 4, 1)), *parts]))(x)))


@model
def cells():
    """Cells on top of each other, and a backward layer of its own."""
    x = Input((5, 4))
    read = layers.RNN([layers.LSTMCell(3), layers.GRUCell(2)], return_sequences=True)(x)
    return Model(x, layers.Bidirectional(layers.LSTM(3), backward_layer=layers.SimpleRNN(3, go_backwards=True))(read))


@model
def activations():
    """Layers in the place of activations."""
    first = layers.Dense(3, activation=layers.LeakyReLU(negative_slope=0.3))
    return Sequential([Input((4,)), first, layers.Dense(2, activation=layers.ELU(0.5))])


def filled(weight, random):
    values = random.normal(size=weight.shape).astype("float32") * 0.5
    return np.abs(values) + 0.5 if "variance" in weight.path else values


def inputs_for(name, tensor, random):
    shape = [3, *tensor.shape[1:]]
    dtype = keras.backend.standardize_dtype(tensor.dtype)
    if dtype == "int32":
        return random.integers(0, 7, shape).astype(dtype)
    if dtype == "bool":
        return random.random(shape) > 0.3
    values = random.normal(size=shape).round(5).astype("float32")
    if name == "masking":
        values[0, 3:] = 0
        values[1, 1] = 0
    return values


def rounded(value):
    value = np.asarray(value)
    return value.tolist() if value.dtype == bool else np.round(value, 6).tolist()


def save(made, path):
    made.save(path)
    if not path.endswith(".keras"):
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def main():
    random = np.random.default_rng(3)
    expected = {}
    for name, make in models.items():
        keras.backend.clear_session()
        made = make()
        made.set_weights([filled(weight, random) for weight in made.weights])
        x = [inputs_for(name, tensor, random) for tensor in made.inputs]
        by_name = isinstance(getattr(made, "_inputs_struct", None), dict)
        given = dict(zip(sorted(made.input), x)) if by_name else x if len(x) > 1 else x[0]
        y = made.predict(given, verbose=0)
        outputs = [y[key] for key in sorted(y)] if isinstance(y, dict) else y if isinstance(y, list) else [y]
        expected[name] = {
            "x": [{"values": rounded(value), "dtype": str(value.dtype)} for value in x],
            "y": [rounded(value) for value in outputs],
            "names": sorted(y) if isinstance(y, dict) else None,
            "weights": [list(weight.shape) for weight in made.weights],
            "trained": len(made.trainable_weights),
        }
        save(made, os.path.join(here, f"{name}.keras"))
        if name in ("reuse", "nested", "named", "frozen", "frames"):
            save(made, os.path.join(here, f"{name}.h5"))
    for name, compiled in (("unfitted", True), ("uncompiled", False)):
        keras.backend.clear_session()
        made = Sequential([Input((3,)), layers.Dense(2)])
        if compiled:
            made.compile(keras.optimizers.Adam(0.02), keras.losses.MeanSquaredError())
        for ending in (".keras", ".h5"):
            save(made, os.path.join(here, name + ending))
    with open(os.path.join(here, "graphs.json"), "w") as file:
        json.dump(expected, file, separators=(",", ":"))


main()
