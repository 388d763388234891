"""Loads models that ours saved in the middle of training, trains on, and prints the losses as JSON: python go_on.py FOLDER"""
import json
import os
import pathlib
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

folder = pathlib.Path(sys.argv[1])
data = json.loads((folder / "data.json").read_text())
x, y = (np.array(data[key], "float32") for key in ("x", "y"))
losses = {}
for file in sorted(folder.glob("*.keras")):
    model = keras.saving.load_model(file)
    losses[file.stem] = model.fit(x, y, epochs=3, batch_size=4, shuffle=False, verbose=0).history["loss"]
print(json.dumps(losses))
