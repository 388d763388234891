"""Random Keras models in files, with what Keras computes with them, to hold our own against.

    python test/fuzz/keras_models.py --seed 1 --first 0 --count 100 --out FOLDER

Each model has a folder of its number: its file, and `case.json` with inputs, targets, predictions, the numbers of an
evaluation and of three epochs of training, and the weights afterwards. Seed and number give the same model again.
"""

import argparse
import gc
import json
import os
import pathlib
import shutil
import subprocess
import sys
import traceback
import types
import warnings

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

warnings.filterwarnings("ignore")

import absl.logging
import keras
import keras_training as training
import numpy as np
import tensorflow as tf
from keras import layers
from keras.src.trainers import compile_utils
from keras_entries import EntryMaker

tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
absl.logging.set_verbosity("fatal")
EPOCHS = 3
MOST_NUMBERS = 600
MOST_ATTEMPTS = 60


class PlainMean(keras.metrics.Mean):
    """As Keras' graphs have it, which do not know how many samples a batch has: run eagerly, its losses by output differ."""

    def update_state(self, values, sample_weight=None):
        return super().update_state(values)


compile_utils.metrics_module = types.SimpleNamespace(**{**vars(compile_utils.metrics_module), "Mean": PlainMean})


class ModelMaker(EntryMaker):
    """Draws whole models: graphs of layers, models within models, heads and what they are compiled with."""

    def __init__(self, random):
        super().__init__(random)
        self.chance = self.odds(0.12)
        self.stateful = self.odds(0.06)
        self.batch = self.whole(2, 4)
        # Where a state passes from batch to batch, all batches are whole.
        self.samples = 2 * self.batch if self.stateful else self.batch + self.whole(1, self.batch - 1)
        self.shared = []

    # Inputs

    def input_shape(self):
        rank = self.pick(1, 1, 2, 2, 2, 3, 3, 4)
        return tuple(self.whole(2, 5 if rank < 3 else 4) for _ in range(rank - 1)) + (self.whole(1, 4),)

    def input(self, name=None):
        """An input, what follows it at once, and a function that makes its data."""
        kwargs = {"batch_size": self.batch} if self.stateful else {}
        if name:
            kwargs["name"] = name
        if self.odds(0.12):
            return self.entry(kwargs, alone=name is None)
        if self.odds(0.2):
            steps, words = self.whole(2, 5), self.whole(4, 8)
            entry = layers.Input((steps,), dtype=self.pick("int32", "float32"), **kwargs)
            is_back = self.odds(0.25)
            kind = layers.ReversibleEmbedding if is_back else layers.Embedding
            back = self.some(tie_weights=self.flag, logit_soft_cap=lambda: 2.0) if is_back else {}
            embedding = kind(
                words, self.whole(1, 4), mask_zero=self.odds(0.5), **back,
                **self.some(0.15, embeddings_regularizer=self.regularizer, embeddings_constraint=self.constraint),
            )  # fmt: skip
            dtype = entry.dtype
            return entry, embedding(entry), lambda count: self.random.integers(0, words, (count, steps)).astype(dtype)
        shape = self.input_shape()
        if len(shape) == 2 and self.odds(0.3):
            entry = layers.Input(shape, **kwargs)
            return entry, layers.Masking(0.0)(entry), lambda count: self.padded(count, shape)
        open_shape = (None, *shape[1:]) if len(shape) == 2 and self.odds(0.15) else shape
        entry = layers.Input(open_shape, **kwargs)
        return entry, entry, lambda count: self.random.normal(0, 1, (count, *shape)).astype("float32")

    def padded(self, count, shape):
        x = self.random.normal(0, 1, (count, *shape)).astype("float32")
        x[self.random.random((count, shape[0])) < 0.3] = 0
        return x

    # Layers and models

    def small(self, tensor):
        """Whether what comes is of a size that stays quick, and known."""
        size = 1
        for side in tensor.shape[1:]:
            size *= side or 1
        return 0 < size <= MOST_NUMBERS and 2 <= len(tensor.shape) <= 5 and 0 not in tensor.shape

    def apply(self, tensor, depth=0):
        """One more layer, or a model as a layer; one that was there before where it fits."""
        shape = tuple(tensor.shape[1:])
        if None in shape:
            return self.first(tensor, lambda: self.open_layer(shape))
        fitting = [layer for layer, taken in self.shared if taken == shape]
        if fitting and self.odds(0.25):
            return self.pick(*fitting)(tensor)
        if depth < 3 and self.odds(0.12):
            return self.first(tensor, lambda: self.inner(shape, depth + 1))
        if len(shape) == 2 and self.odds(0.12):
            return self.attended(tensor, tensor)
        return self.first(tensor, lambda: self.layer(shape))

    def first(self, tensor, make):
        """The first of what is drawn that Keras takes for the tensor."""
        for _ in range(30):
            try:
                layer = make()
                output = layer(tensor)
            except Exception:
                continue
            if isinstance(output, keras.KerasTensor) and self.small(output):
                self.shared.append((layer, tuple(tensor.shape[1:])))
                return output
        return tensor

    def open_layer(self, shape):
        return self.pick(
            lambda: self.recurrent(),
            lambda: self.bidirectional(),
            lambda: layers.Conv1D(2, 2, padding="same", **self.affine()),
            lambda: layers.GlobalAveragePooling1D(),
            lambda: layers.GlobalMaxPooling1D(),
            lambda: layers.Dense(3, **self.affine()),
            lambda: layers.LayerNormalization(),
        )()

    def inner(self, shape, depth):
        kwargs = {"batch_size": self.batch} if self.stateful else {}
        if self.odds(0.4):
            model = keras.Sequential([layers.Input(shape, **kwargs)] if self.odds(0.6) else [])
            tensor = layers.Input(shape, **kwargs)
            for _ in range(self.whole(1, 3)):
                layer, output = self.fitted(tensor, depth)
                if layer is None:
                    continue
                model.add(layer)
                tensor = output
            return model
        outer, self.shared = self.shared, []
        entry = layers.Input(shape, **kwargs)
        output = self.graph([entry], depth, self.whole(1, 3))[-1]
        self.shared = outer
        if output is entry:
            output = layers.Dense(2)(entry)
        return keras.Model(entry, output)

    def fitted(self, tensor, depth):
        """A layer that Keras takes for the tensor, not yet called."""
        shape = tuple(tensor.shape[1:])
        for _ in range(30):
            try:
                layer = self.inner(shape, depth + 1) if depth < 3 and self.odds(0.15) else self.layer(shape)
                trial = layer(tensor)
                # What was called is built, as in a model from a file: both kinds are in a model.
                layer = layer if self.odds(0.5) else type(layer).from_config(layer.get_config())
            except Exception:
                continue
            if isinstance(trial, keras.KerasTensor) and self.small(trial):
                return layer, trial
        return None, None

    def attended(self, query, value):
        width = query.shape[-1]
        options = [
            lambda: layers.Attention(
                **self.some(use_scale=self.flag, score_mode=lambda: self.pick("dot", "concat"))
            )([query, value], **self.some(0.3, use_causal_mask=self.flag)),
            lambda: layers.AdditiveAttention(**self.some(use_scale=self.flag))([query, value]),
            lambda: layers.MultiHeadAttention(
                # With keys of one number, TensorFlow's bias lands on the wrong axis where steps are as many as heads.
                self.whole(1, 2), self.whole(2, 3),
                **self.some(value_dim=lambda: 2, use_bias=self.flag, output_shape=lambda: 3),
                **self.weight("kernel", "bias", share=0.08),
            )(query, value, **self.some(0.3, use_causal_mask=self.flag)),
            lambda: layers.GroupQueryAttention(2, 4, 2)(query, value),
        ]  # fmt: skip
        if query is not value and query.shape[-1] != value.shape[-1]:
            value = layers.Dense(width)(value)
        for _ in range(10):
            try:
                output = self.pick(*options)()
            except Exception:
                continue
            if self.small(output):
                return output
        return query

    def merged(self, a, b):
        """Two tensors of any shapes as one."""
        if a.shape == b.shape and self.odds(0.8):
            kind = self.pick("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate")
            several = [a, b, a] if kind not in ("Subtract",) and self.odds(0.15) else [a, b]
            return getattr(layers, kind)()(several)
        if len(a.shape) == 3 and len(b.shape) == 3 and self.odds(0.6):
            if a.shape[2] == b.shape[2] and self.odds(0.3):
                return layers.Dot(axes=(2, 2), normalize=self.flag())([a, b])
            return self.attended(a, b)
        return layers.Concatenate()([self.flat(a), self.flat(b)])

    def flat(self, tensor):
        if len(tensor.shape) == 2:
            return tensor
        if None in tensor.shape[1:] or self.odds(0.3):
            rank = len(tensor.shape) - 2
            return getattr(layers, f"Global{self.pick('Max', 'Average')}Pooling{rank}D")()(tensor)
        return layers.Flatten()(tensor)

    def encoded(self, tensor, decoded):
        """A recurrent layer's last states begin another's way, as in translation."""
        kind = self.pick("LSTM", "GRU", "SimpleRNN")
        units = self.whole(1, 3)
        _, *states = getattr(layers, kind)(units, return_state=True)(tensor)
        return getattr(layers, kind)(units, return_sequences=self.flag())(decoded, initial_state=states)

    def graph(self, tensors, depth, steps):
        """Some more tensors, each made of one or two of those before; all ways lead to the last."""
        leaves = list(tensors)
        known = list(tensors)
        for _ in range(steps):
            source = self.pick(*known[-3:])
            sequences = [t for t in known if len(t.shape) == 3]
            if len(known) > 1 and self.odds(0.25):
                other = self.pick(*known)
                output, used = self.merged(source, other), [source, other]
            elif sequences and not self.stateful and self.odds(0.06):
                source, other = self.pick(*sequences), self.pick(*sequences)
                output, used = self.encoded(source, other), [source, other]
            else:
                output, used = self.apply(source, depth), [source]
            if not self.small(output) or any(output is one for one in known):
                continue
            leaves = [leaf for leaf in leaves if all(leaf is not one for one in used)] + [output]
            known.append(output)
        while len(leaves) > 1:
            leaves = [self.merged(leaves[0], leaves[1]), *leaves[2:]]
            known.append(leaves[0])
        return [*known, leaves[0]]

    # The whole

    def model(self):
        """A model, functions that make its data, and the kinds of its targets."""
        return self.sequential() if self.odds(0.3) else self.functional()

    def sequential(self):
        entry, tensor, data = self.input()
        model = keras.Sequential([entry])
        for layer in layers_between(entry, tensor):
            model.add(layer)
        for _ in range(self.whole(1, 4)):
            layer, output = self.fitted(tensor, 0) if None not in tensor.shape[1:] else (None, None)
            if layer is None:
                continue
            model.add(layer)
            tensor = output
        if len(model.outputs[0].shape) > 3 or (len(model.outputs[0].shape) == 3 and self.odds(0.5)):
            last = model.outputs[0]
            model.add(layers.Flatten() if None not in last.shape[1:] else layers.GlobalMaxPooling1D())
        kind, last = training.head(self)
        model.add(last)
        return model, data, [kind]

    def functional(self):
        count = self.pick(1, 1, 1, 2, 2, 3)
        entries, tensors, data = zip(*(self.input(f"in_{self.pick('a', 'b')}{i}") for i in range(count)))
        known = self.graph(list(tensors), 0, self.whole(2, 7))
        ends, kinds = [], []
        for i in range(self.pick(1, 1, 1, 2, 3)):
            end = known[-1] if i == 0 else self.pick(*known)
            if len(end.shape) != 3 or self.odds(0.5):
                end = self.flat(end)
            kind, last = training.head(self, f"out{i}")
            ends.append(last(end))
            kinds.append(kind)
        return self.named(entries, ends, data, kinds)

    def named(self, entries, ends, data, kinds):
        form = self.pick("list", "list", "dict", "named inputs") if len(entries) > 1 else self.pick("list", "list", "dict")
        named_in = form in ("dict", "named inputs")
        inputs = {e.name: e for e in entries} if named_in else list(entries) if len(entries) > 1 else entries[0]
        outputs = {f"out{i}": end for i, end in enumerate(ends)} if form == "dict" else ends if len(ends) > 1 else ends[0]
        model = keras.Model(inputs, outputs)
        by_name = lambda count: {e.name: make(count) for e, make in zip(entries, data)}
        in_order = lambda count: [make(count) for make in data] if len(data) > 1 else data[0](count)
        return model, by_name if named_in else in_order, kinds

    def freeze(self, model):
        for layer in model.layers:
            if self.odds(0.08):
                layer.trainable = False

    def draw_weights(self, model):
        """Numbers that tell weights apart, whatever the initializers."""
        for variable in model.weights:
            if not variable.dtype.startswith("float"):
                continue
            values = self.random.normal(0, 0.4, variable.shape)
            if "variance" in variable.path:
                values = 0.5 + np.abs(values)
            variable.assign(values.astype("float32"))

    def compile(self, model, kinds):
        ranks = [len(end.shape) for end in model.outputs]
        losses = [training.LOSSES[kind](self) for kind in kinds]
        lists = [training.metrics(self, kind, rank) for kind, rank in zip(kinds, ranks)]
        weighted = [training.metrics(self, kind, rank)[:1] for kind, rank in zip(kinds, ranks)] if self.odds(0.3) else None
        weights = [self.real(0.2, 2) for _ in kinds] if len(kinds) > 1 and self.odds(0.4) else None
        names = names_of_outputs(model)
        form = list
        if names:
            form = lambda given: dict(zip(names, given))
        elif len(kinds) == 1:
            form = lambda given: given[0]
        model.compile(
            optimizer=training.optimizer(self),
            loss=form(losses),
            metrics=form(lists),
            weighted_metrics=None if weighted is None else form(weighted),
            loss_weights=None if weights is None else form(weights),
            run_eagerly=True,
        )

    def weights_of_samples(self, kinds, targets_list, shapes):
        """sample_weight or class_weight of fit, where they make sense."""
        if self.odds(0.6):
            return {}
        if len(kinds) == 1 and len(shapes[0]) == 1 and (kinds[0] in ("class", "label", "class logit") or shapes[0] == (1,)) and kinds[0] not in ("number", "count") and self.flag():
            classes = shapes[0][0] if shapes[0][0] > 1 else 2
            return {"class_weight": {i: self.real(0.3, 2) for i in range(classes)}}
        draw = lambda shape: self.random.uniform(0.2, 2, shape).round(3).astype("float32")
        # One weight a sample over several losses each: Keras refuses, or spreads it along the losses' last axis where
        # that is as long as the samples are many.
        if any(len(shape) > 2 for shape in shapes):
            return {}
        weights = [draw((self.samples, *shape[:-1])) for shape in shapes]
        return {"sample_weight": weights if len(weights) > 1 else weights[0]}


def layers_between(entry, tensor):
    """Those that were called on the input one after the other."""
    if tensor is entry:
        return []
    layer = tensor._keras_history.operation
    return [*layers_between(entry, layer.input), layer]


def names_of_outputs(model):
    """Where outputs have names, those."""
    structure = None if isinstance(model, keras.Sequential) else model.output
    return list(structure) if isinstance(structure, dict) else None


# ── Files ──


def numbers(array):
    return np.asarray(array).ravel().tolist()


def described(array):
    array = np.asarray(array)
    if array.dtype == object:
        texts = [text.decode() for text in array.ravel()]
        return {"shape": list(array.shape), "dtype": "string", "values": texts}
    return {"shape": list(array.shape), "dtype": array.dtype.name, "values": numbers(array)}


def written(value):
    """Arrays by themselves, in lists or by name, as JSON."""
    if isinstance(value, dict):
        return {"byName": {key: described(array) for key, array in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"list": [described(array) for array in value]}
    return {"single": described(value)}


def flat_arrays(value):
    if isinstance(value, dict):
        return [np.asarray(value[key]) for key in value]
    return [np.asarray(array) for array in (value if isinstance(value, (list, tuple)) else [value])]


def first_rows(value, count):
    return keras.tree.map_structure(lambda array: array[:count], value)


def all_layers(model):
    found = []
    for layer in model._flatten_layers(include_self=False):
        if type(layer).__name__ not in found:
            found.append(type(layer).__name__)
    return sorted(found)


def freeze_again(model):
    """What a file says is frozen: Keras leaves the cells of some such layers to training."""
    frozen = [layer for layer in model._flatten_layers() if not layer.trainable]
    # Set to what it is, Keras on TensorFlow leaves it at that, and does not reach the layers within.
    for trainable in (True, False):
        for layer in frozen:
            layer.trainable = trainable


def spread_gradients(optimizer):
    """Embeddings' gradients as whole arrays: by rows, Keras on TensorFlow differs from Keras' own rule where a row comes twice."""
    apply = optimizer.apply

    def spread(gradients, variables=None):
        whole = [None if one is None else tf.convert_to_tensor(one) for one in gradients]
        return apply(whole, variables)

    optimizer.apply = spread


def measured(load, x, y, batch, weights, train, nudge=0.0):
    """Predictions, evaluation, history and weights of a model as it is loaded, or with weights slightly off."""
    model = load()
    model.run_eagerly = True
    freeze_again(model)
    if nudge:
        random = np.random.default_rng(0)
        for variable in model.weights:
            if variable.dtype.startswith("float"):
                value = np.asarray(variable)
                variable.assign(value * (1 + nudge * random.choice([-1, 1], value.shape)))
    spread_gradients(model.optimizer)
    result = {"predictions": model.predict(x, batch_size=batch, verbose=0)}
    sample = weights.get("sample_weight")
    result["evaluation"] = model.evaluate(x, y, batch_size=batch, sample_weight=sample, verbose=0, return_dict=True)
    if train:
        fit = model.fit(x, y, epochs=EPOCHS, batch_size=batch, shuffle=False, verbose=0, **weights)
        result["history"] = {key: [float(v) for v in values] for key, values in fit.history.items()}
        result["weights"] = [(v.path, np.asarray(v)) for v in model.weights]
    result["evaluation"] = {key: numbers(value) for key, value in result["evaluation"].items()}
    return result


def apart(a, b):
    """The largest difference of two arrays, as a share of their size."""
    a, b = np.asarray(a, "float64"), np.asarray(b, "float64")
    return float(np.max(np.abs(a - b), initial=0) / max(1e-6, np.max(np.abs(a), initial=0), 1e-2))


def differences(a, b):
    """The largest of each kind of result."""
    named = lambda key: max((apart(v, b[key][name]) for name, v in a.get(key, {}).items()), default=0)
    predictions = map(apart, flat_arrays(a["predictions"]), flat_arrays(b["predictions"]))
    weights = (apart(v, w) for (_, v), (_, w) in zip(a.get("weights", []), b.get("weights", [])))
    return {
        "predictions": max(predictions),
        "evaluation": named("evaluation"),
        "history": named("history"),
        "weights": max(weights, default=0),
    }


def finite(result):
    arrays = flat_arrays(result["predictions"]) + [np.asarray(v) for v in result["evaluation"].values()]
    arrays += [np.asarray(v) for v in result.get("history", {}).values()] + [w for _, w in result.get("weights", [])]
    return all(np.all(np.isfinite(a)) and np.max(np.abs(a), initial=0) < 1e6 for a in arrays)


def loaded_whole(file):
    with warnings.catch_warnings():
        # Keras loses the state of its optimizer where it frees what was frozen within a layer.
        warnings.filterwarnings("error", message="Skipping variable loading for optimizer")
        return keras.models.load_model(file)


def steps_done(model):
    """Those whose gradients are only gathered so far as well, which `iterations` leaves out."""
    return int(model.optimizer._iterations)


def save(model, maker, folder):
    """The model in one of Keras' formats, and a function that loads it again."""
    form = maker.pick("keras", "keras", "weights" if steps_done(model) > 0 else "h5", "weights")
    if form != "weights":
        file = folder / f"model.{form}"
        model.save(file)

        def load():
            loaded = loaded_whole(file)
            if form == "h5":
                # Keras 3.15 builds the optimizer of a functional model in .h5 without variables.
                loaded.optimizer = type(loaded.optimizer).from_config(loaded.optimizer.get_config())
            return loaded

        return {"file": file.name}, load
    # Weights by themselves go into the same model with others.
    kept = [np.asarray(v) for v in model.weights]
    model.save_weights(folder / "model.weights.h5")
    for variable, value in zip(model.weights, kept):
        variable.assign(value * 0.5 if value.dtype == np.float32 else value)
    model.save(folder / "start.keras")
    folder.joinpath("config.json").write_text(model.to_json())

    def load():
        loaded = loaded_whole(folder / "start.keras")
        loaded.load_weights(folder / "model.weights.h5")
        return loaded

    return {"file": "start.keras", "weightsFile": "model.weights.h5"}, load


def make_case(seed, number, attempt, folder, nudged):
    keras.backend.clear_session(free_memory=False)
    keras.utils.set_random_seed(number + 1)
    maker = ModelMaker(np.random.default_rng([seed, number, attempt]))
    model, data, kinds = maker.model()
    maker.freeze(model)
    maker.draw_weights(model)
    maker.compile(model, kinds)
    x = data(maker.samples)
    predicted = flat_arrays(model.predict_on_batch(first_rows(x, maker.batch)))
    shapes = [array.shape[1:] for array in predicted]
    y = [training.targets(maker, kind, maker.samples, shape) for kind, shape in zip(kinds, shapes)]
    weights = maker.weights_of_samples(kinds, y, shapes)
    names = names_of_outputs(model)
    if names:
        y = dict(zip(names, y))
        if "sample_weight" in weights and len(names) > 1:
            weights["sample_weight"] = dict(zip(names, weights["sample_weight"]))
    elif len(y) == 1:
        y = y[0]
    for layer in model._flatten_layers():
        if hasattr(layer, "reset_state") and getattr(layer, "stateful", False):
            layer.reset_state()
    if maker.odds(0.3) and not maker.stateful:
        # The file then holds an optimizer that is under way.
        model.train_on_batch(first_rows(x, maker.batch), first_rows(y, maker.batch))
    file, load = save(model, maker, folder)
    train = not maker.chance
    result = measured(load, x, y, maker.batch, weights, train)
    if not finite(result):
        raise ValueError("not finite")
    off = measured(load, x, y, maker.batch, weights, train, nudge=1e-6) if nudged else None
    case = {
        "seed": seed, "number": number, **file,
        "layers": all_layers(model), "optimizer": type(model.optimizer).__name__,
        "batchSize": maker.batch, "epochs": EPOCHS, "trained": train, "stateful": maker.stateful,
        "inputs": written(x), "targets": written(y),
        "sampleWeight": None if weights.get("sample_weight") is None else written(weights["sample_weight"]),
        "classWeight": weights.get("class_weight"),
        "predictions": written(result["predictions"]),
        "evaluation": result["evaluation"], "history": result.get("history"),
        "weights": [{"path": path, **described(value)} for path, value in result.get("weights", [])],
        "sensitivity": None if off is None else differences(result, off),
    }  # fmt: skip
    folder.joinpath("case.json").write_text(json.dumps(case))


def make(seed, number, attempt, folder, nudged, explain):
    """One model into a folder, by the first attempt that succeeds: many a draw has sizes that do not fit, or numbers that run away."""
    for attempt in range(attempt, MOST_ATTEMPTS):
        print(f"begin {number} {attempt}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            make_case(seed, number, attempt, folder, nudged)
            print(f"made {number}", flush=True)
            return
        except Exception as error:
            if explain:
                last = traceback.extract_tb(sys.exc_info()[2])[-1]
                said = f"{type(error).__name__}: {str(error)[:160]!r} at {last.filename}:{last.lineno}"
                print(f"given up: {said}", flush=True)
            shutil.rmtree(folder, ignore_errors=True)


def work(args):
    """The numbers in turn; what kills the process costs the attempt alone, since the parent starts another."""
    # Python's collector goes through all of TensorFlow again and again; now and then is enough.
    gc.freeze()
    gc.disable()
    for number in range(args.first, args.first + args.count):
        attempt = args.attempt if number == args.first else 0
        if number % 20 == 19:
            gc.collect()
        make(args.seed, number, attempt, args.out / f"{number:05d}", args.nudged, args.explain)


def supervise(args):
    """Runs workers until all numbers were tried."""
    first, attempt, end = args.first, 0, args.first + args.count
    while first < end:
        shares = ["--first", str(first), "--count", str(end - first), "--attempt", str(attempt)]
        flags = [flag for flag, given in (("--nudged", args.nudged), ("--explain", args.explain)) if given]
        command = [sys.executable, __file__, "--worker", "--seed", str(args.seed), "--out", str(args.out), *shares, *flags]
        worker = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in worker.stdout:
            words = line.split()
            if words[:1] == ["begin"]:
                first, attempt = int(words[1]), int(words[2])
            elif words[:1] == ["made"] or args.explain:
                print(line, end="", flush=True)
        if worker.wait() == 0:
            return
        if args.explain:
            print(f"{first}.{attempt} ended the process: {worker.returncode}", flush=True)
        attempt += 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first model")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--nudged", action="store_true", help="measure how much a millionth of each weight changes")
    parser.add_argument("--explain", action="store_true", help="say why draws were given up")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--attempt", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    work(args) if args.worker else supervise(args)


if __name__ == "__main__":
    main()
