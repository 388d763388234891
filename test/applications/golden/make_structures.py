"""Writes structures.json: for each of Keras' applications how many layers and weights it has, and a digest of all
layers' classes, names, shapes and weights, in order.

    python test/applications/golden/make_structures.py [NAME]   # with a name: prints that one's layers
"""
import hashlib
import json
import os
import pathlib
import re
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
from keras.src.backend.common.stateless_scope import StatelessScope
from keras.src.utils.naming import to_snake_case

# What is asked of a network beside no weights.
VARIANTS = {
    "MobileNet": [{}, {"alpha": 0.25, "include_top": False, "pooling": "avg", "input_shape": (64, 96, 3)}],
    "MobileNetV2": [{}, {"alpha": 1.4, "include_top": False, "pooling": "max"}],
    "MobileNetV3Small": [{}, {"minimalistic": True, "alpha": 0.75, "classes": 7, "include_preprocessing": False}],
    "MobileNetV3Large": [{}, {"include_top": False, "pooling": "avg", "dropout_rate": 0}],
    "EfficientNetV2S": [{}, {"include_preprocessing": False, "include_top": False}],
    "ConvNeXtTiny": [{}, {"include_top": False, "pooling": "max", "name": "own"}],
    "ResNet50": [{}, {"include_top": False, "input_shape": (33, 40, 1)}],
    "VGG16": [{}, {"include_top": False, "pooling": "max"}],
}


def names():
    return [name for name in dir(keras.applications) if name[0].isupper()]


def line(layer):
    kind = type(layer).__name__
    auto = re.fullmatch(to_snake_case(kind) + r"(_\d+)?", layer.name) is not None
    shape = ",".join("null" if one is None else str(one) for one in layer.output.shape)
    return f"{kind} {'*' if auto else layer.name} [{shape}] {layer.count_params()}"


def lines(name, options):
    keras.utils.clear_session()
    with StatelessScope(initialize_variables=False):
        model = getattr(keras.applications, name)(weights=None, **options)
        return [model.name, *map(line, model.layers)], len(model.layers), model.count_params()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print("\n".join(lines(sys.argv[1], json.loads(sys.argv[2]) if len(sys.argv) > 2 else {})[0]))
        sys.exit()
    structures = []
    for name in names():
        for options in VARIANTS.get(name, [{}]):
            found, layers, weights = lines(name, options)
            digest = hashlib.sha256("\n".join(found).encode()).hexdigest()
            structures.append({"name": name, "options": options, "layers": layers, "weights": weights, "digest": digest})
    path = pathlib.Path(__file__).parent / "structures.json"
    path.write_text("[\n" + ",\n".join(json.dumps(one) for one in structures) + "\n]\n")
    print(len(structures), keras.__version__)
