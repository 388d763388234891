// Forecasts of series as TensorFlow's tutorial has them: windows cut by an object of the program's own, whose methods and
// properties come to it from outside; what Python gives for the same.
import { describeAsInPython } from './run-in-python.js';

const head = `
import numpy as np
import tensorflow as tf
from tensorflow import keras

names = ["t", "p", "w"]
series = np.array([[i + 0.5, i * i / 10, -i] for i in range(14)], dtype=np.float32)
columns = {name: i for i, name in enumerate(names)}

class Windows:
    def __init__(self, width, ahead, shift, data=series, labels=None):
        self.data = data
        self.labels = labels
        if labels is not None:
            self.label_places = {name: i for i, name in enumerate(labels)}
        self.places = {name: i for i, name in enumerate(names)}
        self.width = width
        self.ahead = ahead
        self.size = width + shift
        self.input_slice = slice(0, width)
        self.input_indices = np.arange(self.size)[self.input_slice]
        self.label_start = self.size - ahead
        self.label_slice = slice(self.label_start, None)
        self.label_indices = np.arange(self.size)[self.label_slice]

def split(self, features):
    inputs = features[:, self.input_slice, :]
    labels = features[:, self.label_slice, :]
    if self.labels is not None:
        labels = tf.stack([labels[:, :, self.places[name]] for name in self.labels], axis=-1)
    inputs.set_shape([None, self.width, None])
    labels.set_shape([None, self.ahead, None])
    return inputs, labels

Windows.split = split

def dataset(self, data):
    data = np.array(data, dtype=np.float32)
    ds = keras.utils.timeseries_dataset_from_array(
        data=data, targets=None, sequence_length=self.size, sequence_stride=1, shuffle=False, batch_size=4)
    ds = ds.map(self.split)
    return ds

Windows.dataset = dataset

@property
def train(self):
    return self.dataset(self.data)

@property
def example(self):
    """One batch, kept."""
    result = getattr(self, "_example", None)
    if result is None:
        result = next(iter(self.train))
        self._example = result
    return result

Windows.train = train
Windows.example = example
`;

const programs = {
  'windows with and without labels of their own': {
    python: `
one = Windows(3, 1, 2, labels=["p"])
a, b = one.split(tf.stack([series[:one.size], series[5:5 + one.size]]))
c, d = one.example
e = one.input_indices
f = one.label_indices
all = Windows(2, 2, 1)
g, h = all.example
place = one.label_places.get("p", None)
missing = one.label_places.get("t", None)
or_else = one.label_places.get("t", 7)
known = columns["w"]
sizes = []
for xs, ys in one.train.take(2):
    sizes.append(xs.shape[0])
    sizes.append(ys.shape[1])
batches = 0
total = 0.0
for xs, ys in one.train:
    batches += 1
    total += float(tf.reduce_sum(ys))
`,
    names: 'a b c d e f g h place missing or_else known sizes batches total'.split(' '),
  },
  'windows as they come, in loops, counted, and changed by a lambda': {
    python: `
one = Windows(3, 1, 2, labels=["p"])
ds = keras.utils.timeseries_dataset_from_array(series, None, sequence_length=5, sequence_stride=3, batch_size=2)
sums = []
for batch in ds:
    sums.append(float(tf.reduce_sum(batch)))
numbers = []
for i, batch in enumerate(ds):
    numbers.append(i * batch.shape[0])
first = next(iter(ds))
halves = ds.map(lambda batch: batch[:, :2, 0])
half = next(iter(halves))
pairs = keras.utils.timeseries_dataset_from_array(series, series[4:, 0], sequence_length=4, batch_size=3)
targets = []
for i, (xs, ys) in enumerate(pairs):
    targets.append(float(tf.reduce_sum(ys)) + i)
x, y = next(iter(pairs))
p, q = next(iter(pairs.map(lambda x, y: (x[:, -1], y * 2))))
`,
    names: 'sums numbers first half targets x y p q'.split(' '),
  },
  'models on windows': {
    python: `
class Baseline(keras.Model):
    def __init__(self, place=None):
        super().__init__()
        self.place = place
    def call(self, inputs):
        if self.place is None:
            return inputs
        result = inputs[:, :, self.place]
        return result[:, :, tf.newaxis]

class Residual(keras.Model):
    def __init__(self, model):
        super().__init__()
        self.inner = model
    def call(self, inputs, *args, **kwargs):
        delta = self.inner(inputs, *args, **kwargs)
        return inputs + delta

def compile_and_fit(model, windows, epochs=2):
    model.compile(loss=keras.losses.MeanSquaredError(), optimizer=keras.optimizers.SGD(0.0001),
                  metrics=[keras.metrics.MeanAbsoluteError()])
    history = model.fit(windows.train, epochs=epochs, validation_data=windows.train, verbose=0)
    return history

one = Windows(1, 1, 1, labels=["t"])
baseline = Baseline(place=columns["t"])
baseline.compile(loss=keras.losses.MeanSquaredError(), metrics=[keras.metrics.MeanAbsoluteError()])
performance = {}
performance["Baseline"] = baseline.evaluate(one.train, return_dict=True, verbose=0)
shape = list(baseline(one.example[0]).shape)
linear = keras.Sequential([keras.layers.Dense(1, kernel_initializer="zeros")])
history = compile_and_fit(linear, one)
performance["Linear"] = linear.evaluate(one.train, return_dict=True, verbose=0)
whole = Windows(2, 2, 1)
last = Residual(keras.Sequential([keras.layers.Dense(3, kernel_initializer="zeros")]))
history = compile_and_fit(last, whole, epochs=1)
performance["Residual"] = last.evaluate(whole.train, return_dict=True, verbose=0)
found = [value["loss"] for value in performance.values()]
metric = "mean_absolute_error"
errors = [value[metric] for value in performance.values()]
texts = [f"{name:9s}: {value[metric]:0.2f}" for name, value in performance.items()]
`,
    names: ['shape', 'found', 'errors', 'texts'],
  },
};

describeAsInPython(
  'series',
  Object.fromEntries(
    Object.entries(programs).map(([name, { python, names }]) => [name, { python: head + python, names }]),
  ),
);
