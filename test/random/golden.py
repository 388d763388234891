"""Writes golden.json: what Keras' random functions give by a seed.

    python test/random/golden.py
"""
import json
import os
import pathlib

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

random = keras.random
logits = np.log(np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]], "float32"))
seeds = random.SeedGenerator(9)
calls = [
    ("uniform", [[2, 3], -1.0, 2.0], 7),
    ("uniform", [[5]], 123456),
    ("normal", [[2, 3], 1.0, 0.5], 7),
    ("truncatedNormal", [[7], 1.0, 0.5], 3),
    ("randint", [[6], -3, 9], 5),
    ("gamma", [[5], 0.7], 5),
    ("gamma", [[5], 3.0], 6),
    ("beta", [[4], 0.2, 0.4], 2),
    ("binomial", [[5], 10.0, 0.3], 2),
    ("categorical", [logits.tolist(), 6], 4),
    ("shuffle", [np.arange(9).astype("float32").tolist()], 4),
    ("dropout", [np.arange(1, 9).astype("float32").tolist(), 0.4], 4),
]
names = {"truncatedNormal": "truncated_normal"}


def called(name, args, seed):
    args = [np.array(one, "float32") if name in ("categorical", "shuffle", "dropout") and i == 0 else one for i, one in enumerate(args)]
    found = getattr(random, names.get(name, name))(*args, seed=seed)
    return [float(f"{one:.7g}") for one in np.asarray(found, "float64").ravel()]


cases = [{"name": name, "args": args, "seed": seed, "y": called(name, args, seed)} for name, args, seed in calls]
stream = [called("uniform", [[3]], seeds) for _ in range(3)]
pathlib.Path(__file__).parent.joinpath("golden.json").write_text(json.dumps({"cases": cases, "stream": stream}) + "\n")
