"""Prints what TensorFlow's functions take, in order: `name`, `math.name`, `nn.name` or `linalg.name`, whichever there is."""

import inspect
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf


def taken(name):
    """All that there are: several modules may hold different functions."""
    homes = [tf.random] if name.startswith("random.") else [tf, tf.math, tf.nn, tf.linalg]
    found = [getattr(home, name.split(".")[-1], None) for home in homes]
    return [list(inspect.signature(one).parameters) for one in found if one is not None]


with open(sys.argv[1]) as file:
    names = json.load(file)
print()
print(json.dumps({name: taken(name) for name in names}))
