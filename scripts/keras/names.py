"""Every public name of the installed Keras, module by module, with the arguments that it takes; as JSON on stdout."""
import importlib
import inspect
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras

modules = [
    *["activations", "applications", "callbacks", "config", "constraints", "datasets", "distribution"],
    *["dtype_policies", "export", "initializers", "layers", "losses", "metrics", "models", "ops", "ops.image", "optimizers"],
    *["optimizers.schedules", "preprocessing", "quantizers", "random", "regularizers", "saving", "tree", "utils"],
]


def arguments(value):
    called = value.__init__ if inspect.isclass(value) else value
    try:
        parameters = inspect.signature(called).parameters.values()
    except (TypeError, ValueError):
        return []
    named = [one for one in parameters if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
    return [one.name for one in named if one.name != "self" and not one.name.startswith("_")]


def names(module):
    members = inspect.getmembers(module, lambda value: not inspect.ismodule(value))
    return {name: arguments(value) for name, value in members if not name.startswith("_")}


def submodules(module):
    found = inspect.getmembers(module, inspect.ismodule)
    return {name: arguments(value.load_data) for name, value in found if hasattr(value, "load_data")}


owners = {
    "Model": keras.Model,
    "ImageDataGenerator": importlib.import_module("keras.src.legacy.preprocessing.image").ImageDataGenerator,
}
wanted = {
    "Model": "compile fit evaluate predict save save_weights load_weights train_on_batch add_weight",
    "ImageDataGenerator": "flow flow_from_directory flow_from_dataframe fit",
}


def methods():
    found = {f"{name}.{one}": arguments(getattr(owners[name], one)) for name in owners for one in wanted[name].split()}
    return {**found, "ImageDataGenerator": arguments(owners["ImageDataGenerator"])}


listed = {}
for path in modules:
    module = importlib.import_module(f"keras.{path}")
    listed[path] = dict(sorted({**names(module), **(submodules(module) if path == "datasets" else {})}.items()))
json.dump({"version": keras.__version__, "modules": listed, "methods": methods()}, sys.stdout)
