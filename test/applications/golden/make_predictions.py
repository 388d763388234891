"""Writes into a folder what Keras' applications of random weights give for random images: weights as `.weights.h5`, or
as the `.h5` that Keras publishes, and a list of the cases.

    python test/applications/golden/make_predictions.py FOLDER
"""
import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

top = {"weights": None, "classes": 5}
bare = {"weights": None, "include_top": False, "pooling": "avg"}
CASES = [
    ("VGG16", {**bare, "input_shape": (32, 48, 3)}, 32, 48),
    ("VGG19", {**bare, "input_shape": (32, 32, 3)}, 32, 32),
    ("ResNet50", {**top, "input_shape": (40, 32, 3)}, 40, 32),
    ("ResNet50V2", {**top, "input_shape": (64, 64, 3)}, 64, 64),
    ("DenseNet121", {**bare}, 37, 64),
    ("MobileNet", {**top, "alpha": 0.25, "input_shape": (64, 64, 3)}, 64, 64),
    ("MobileNetV2", {**top, "alpha": 0.35, "input_shape": (96, 96, 3)}, 96, 96),
    ("MobileNetV3Small", {**top}, 70, 64),
    ("MobileNetV3Large", {**bare, "minimalistic": True}, 64, 64),
    ("EfficientNetB0", {**top, "input_shape": (64, 64, 3)}, 64, 64),
    ("EfficientNetB2", {**bare, "input_shape": (45, 64, 3)}, 45, 64),
    ("EfficientNetV2B0", {**top, "input_shape": (64, 64, 3)}, 64, 64),
    ("Xception", {**bare, "input_shape": (71, 80, 3)}, 71, 80),
    ("InceptionV3", {**bare, "input_shape": (75, 75, 3)}, 75, 75),
    ("InceptionResNetV2", {**bare, "input_shape": (75, 75, 3)}, 75, 75),
    ("ConvNeXtTiny", {**top, "input_shape": (32, 32, 3)}, 32, 32),
    ("NASNetMobile", {**bare, "input_shape": (64, 64, 3)}, 64, 64),
]

folder = pathlib.Path(sys.argv[1])
chance = np.random.default_rng(3)
cases = []
for number, (name, options, height, width) in enumerate(CASES):
    model = getattr(keras.applications, name)(**options)
    for weight in model.weights:
        if weight.path.endswith(("moving_mean", "beta", "bias")):
            weight.assign(chance.normal(0, 0.1, weight.shape))
        elif weight.path.endswith(("moving_variance", "layer_scale/gamma")) or weight.path.split("/")[-1] == "gamma":
            weight.assign(chance.uniform(0.7, 1.4, weight.shape))
    images = chance.uniform(0, 255, (2, height, width, 3)).astype("float32").round(1)
    if number % 2 == 0:
        file = f"{name}.weights.h5"
        model.save_weights(folder / file)
    else:
        file = f"{name}.h5"
        model.save(folder / file)
    output = model.predict(images, verbose=0)
    cases.append(
        {
            "name": name,
            "options": options,
            "file": file,
            "shape": list(images.shape),
            "images": images.ravel().tolist(),
            "output": output.astype("float64").ravel().tolist(),
        }
    )
    keras.utils.clear_session()
(folder / "cases.json").write_text(json.dumps(cases))
