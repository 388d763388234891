"""Loads models of one folder with real Keras, and says what each gives for the inputs of graphs.json, or why it does not:
read_graphs.py FOLDER. Files are named after their model: `depth.keras`."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np

folder = sys.argv[1]
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "graphs.json")) as file:
    graphs = json.load(file)

results = {}
for name in sorted(os.listdir(folder)):
    stem, ending = os.path.splitext(name)
    if ending not in (".keras", ".h5") or name.endswith(".weights.h5"):
        continue
    expected = graphs[stem]
    x = [np.array(one["values"], one["dtype"]) for one in expected["x"]]
    try:
        model = keras.models.load_model(os.path.join(folder, name), compile=False)
        model.load_weights(os.path.join(folder, f"{stem}.weights.h5"))
        by_name = isinstance(getattr(model, "_inputs_struct", None), dict)
        given = dict(zip(sorted(model.input), x)) if by_name else x if len(x) > 1 else x[0]
        y = model.predict(given, verbose=0)
        outputs = [y[key] for key in sorted(y)] if isinstance(y, dict) else y if isinstance(y, list) else [y]
        differences = [np.abs(a.astype("float32") - np.array(b, "float32")).max() for a, b in zip(outputs, expected["y"])]
        results[name] = float(max(differences)) if len(outputs) == len(expected["y"]) else "other outputs"
    except Exception as error:
        results[name] = " ".join(str(error).split())[:200]
print(json.dumps(results))
