"""Makes halves.json and its files with real Keras: layers of 16 bits, whose weights are stored as such.

    python make_halves.py
"""
import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import h5py
import keras
import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
values = [0.0, -0.0, 1.0, -1.5, 65504.0, 6e-8, 5.96e-8, 6.1e-5, float("inf"), -float("inf"), 0.1, -3.14159]
expected = {}
for dtype in ("float16", "bfloat16"):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, dtype=dtype, name="half")])
    model.set_weights([np.array(values, "float32").reshape(3, 4), np.array([1, 2, 3, 1 / 3], "float32")])
    model.save(os.path.join(here, f"halves-{dtype}.keras"))
    model.save_weights(os.path.join(here, f"halves-{dtype}.weights.h5"))
    if dtype == "float16":
        model.save(os.path.join(here, f"halves-{dtype}.h5"))
    stored = [np.asarray(weight, dtype="float32") for weight in model.weights]
    expected[dtype] = [[repr(float(v)) for v in weight.ravel()] for weight in stored]
# Without the note of Keras that the bytes are bfloat16.
with h5py.File(os.path.join(here, "halves-nameless.weights.h5"), "w") as nameless:
    with h5py.File(os.path.join(here, "halves-bfloat16.weights.h5")) as named:
        named.copy("layers", nameless)
    for place in ("0", "1"):
        del nameless[f"layers/dense/vars/{place}"].attrs["dtype"]
with open(os.path.join(here, "halves.json"), "w") as file:
    json.dump(expected, file, indent=1)
    file.write("\n")
