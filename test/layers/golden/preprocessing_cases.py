"""How cases of preprocessing layers are written down: rounded numbers, and configurations as our reader of files hands them on."""
import numpy as np


def numbers(array, digits):
    return [float(f"{value:.{digits}g}") for value in np.asarray(array, "float64").ravel()]


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(word.title() for word in tail)


def camel_config(config, *dropped):
    kept = {k: v for k, v in config.items() if k not in ("dtype", "name", "trainable", *dropped) and v is not None}
    return {camel(k): camel(v) if isinstance(v, str) else v for k, v in kept.items()}
