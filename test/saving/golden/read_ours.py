"""Loads models that TensorCell wrote with real Keras and says what they predict: read_ours.py FOLDER."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np

folder = sys.argv[1]
with open(os.path.join(folder, "inputs.json")) as file:
    inputs = json.load(file)

results = {}
for name in sorted(os.listdir(folder)):
    stem, ending = os.path.splitext(name)
    if ending not in (".keras", ".h5"):
        continue
    model = keras.models.load_model(os.path.join(folder, name))
    x = [np.array(values, "float32") for values in inputs[stem]]
    outputs = model.predict(x if len(x) > 1 else x[0], verbose=0)
    outputs = outputs if isinstance(outputs, list) else [outputs]
    results[name] = {
        "outputs": [values.tolist() for values in outputs],
        "parameters": model.count_params(),
        "steps": int(model.optimizer.iterations),
        "rate": float(model.optimizer.learning_rate),
    }
print(json.dumps(results))
