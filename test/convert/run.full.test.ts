// Python whose lines became calls of the library's, converted and run: names hold what Keras and Python give them.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runConverted } from './run-converted.js';

const head = [
  'import os',
  'import random',
  'import glob',
  'from pathlib import Path',
  'import numpy as np',
  'import tensorflow as tf',
  'from tensorflow import keras',
  'from keras import layers',
  '',
].join('\n');
const run = (python: string, ...names: string[]): Promise<Record<string, unknown>> =>
  runConverted(head + python, names);

test('descriptions of layers and models, and what is made of them', async () => {
  const python = `
class Scale(layers.Layer):
    def __init__(self, by=2.0, **kwargs):
        super().__init__(**kwargs)
        self.by = by
    def call(self, inputs):
        return inputs * self.by
    def get_config(self):
        config = super().get_config()
        config.update({"by": self.by})
        return config
    @classmethod
    def from_config(cls, config):
        return cls(**config)

dense = layers.Dense(3, activation="relu", kernel_initializer="ones")
config = dense.get_config()
units = config["units"]
again = layers.Dense.from_config(config)
first = again(np.ones((1, 2)))
inputs = keras.Input((2,))
model = keras.Model(inputs, Scale(3.0)(layers.Dense(1, kernel_initializer="ones")(inputs)))
described = model.get_config()
copy = keras.Model.from_config(described, custom_objects={"Scale": Scale})
second = copy(np.ones((1, 2)))
written = keras.layers.serialize(layers.Dense(1, kernel_initializer="ones"))
third = keras.layers.deserialize(written)(np.ones((1, 5)))
stack = keras.Sequential([keras.Input((2,)), layers.Dense(4)])
parameters = keras.Sequential.from_config(stack.get_config()).count_params()
`;
  expect(await run(python, 'units', 'first', 'second', 'third', 'parameters')).toEqual({
    units: 3,
    first: [[2, 2, 2]],
    second: [[6]],
    third: [[5]],
    parameters: 12,
  });
});

test('outputs by their names, the largest by a key, and choices', async () => {
  const python = `
inputs = keras.Input((2,))
one = layers.Dense(1, name="one", kernel_initializer="ones")
two = layers.Dense(1, name="two", kernel_initializer="zeros")
outputs = dict([(layer.name, layer(inputs)) for layer in [one, two]])
model = keras.Model(inputs=inputs, outputs=outputs)
features = model(np.ones((1, 2)))
total = tf.zeros(shape=())
names = []
for name in features.keys():
    names.append(name)
    total += tf.reduce_sum(features[name])
longest = max(["a", "ccc", "bbb"], key=lambda word: len(word))
shortest = min(["aa", "c", "b"], key=lambda word: len(word))
drawn = len(random.choices([1, 2], k=5))
counted = np.random.multinomial(1, np.array([0.0, 1.0, 0.0]), 2)
`;
  expect(await run(python, 'names', 'total', 'longest', 'shortest', 'drawn', 'counted')).toEqual({
    names: ['one', 'two'],
    total: 2,
    longest: 'ccc',
    shortest: 'c',
    drawn: 5,
    counted: [
      [0, 1, 0],
      [0, 1, 0],
    ],
  });
});

test('a metric whose variable begins with ones', async () => {
  const python = `
class Product(keras.metrics.Metric):
    def __init__(self, name="product", **kwargs):
        super().__init__(name=name, **kwargs)
        self.product = self.add_variable(shape=(), initializer="ones", name="product")
    def update_state(self, y_true, y_pred, sample_weight=None):
        self.product.assign(self.product * tf.reduce_sum(y_pred))
    def result(self):
        return self.product

metric = Product()
metric.update_state(np.array([0.0]), np.array([3.0]))
value = metric.result()
`;
  expect(await run(python, 'value')).toEqual({ value: 3 });
});

test('a PyDataset: batches by their places, which fit goes through', async () => {
  const python = `
class Pairs(keras.utils.PyDataset):
    def __init__(self, x, y, batch_size, **kwargs):
        super().__init__(**kwargs)
        self.x = x
        self.y = y
        self.batch_size = batch_size
        self.epochs = 0
    def __len__(self):
        return int(np.ceil(len(self.x) / float(self.batch_size)))
    def __getitem__(self, idx):
        batch_x = self.x[idx * self.batch_size : (idx + 1) * self.batch_size]
        batch_y = self.y[idx * self.batch_size : (idx + 1) * self.batch_size]
        return batch_x, batch_y

x = np.array([[0.0], [1.0], [2.0]])
y = np.array([[1.0], [3.0], [5.0]])
data = Pairs(x, y, batch_size=2, workers=1)
count = len(data)
last, target = data[1]
first, other = next(iter(data))
model = keras.Sequential([layers.Dense(1, kernel_initializer="zeros")])
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
history = model.fit(data, epochs=60, verbose=0)
learned = history.history["loss"][-1] < 0.05
seen = len(history.history["loss"])
`;
  expect(await run(python, 'count', 'last', 'target', 'first', 'other', 'learned', 'seen')).toEqual({
    count: 2,
    last: [[2]],
    target: [[5]],
    first: [[0], [1]],
    other: [[1], [3]],
    learned: true,
    seen: 60,
  });
});

test('files of a folder, by patterns of one star', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'globbed-'));
  for (const name of ['a.jpg', 'b.jpg', '.c.jpg', 'd.png']) writeFileSync(join(folder, name), '');
  mkdirSync(join(folder, 'sub'));
  const python = `
pictures = sorted(glob.glob("${folder}/*.jpg"))
all = sorted(glob.glob("${folder}/*"))
b = sorted([str(p) for p in Path("${folder}").glob("b*")])
inside = sorted([str(p) for p in Path("${folder}").iterdir()])
`;
  const paths = (...names: string[]): string[] => names.map((name) => join(folder, name));
  expect(await run(python, 'pictures', 'all', 'b', 'inside')).toEqual({
    pictures: paths('a.jpg', 'b.jpg'),
    all: paths('a.jpg', 'b.jpg', 'd.png', 'sub'),
    b: paths('b.jpg'),
    inside: paths('.c.jpg', 'a.jpg', 'b.jpg', 'd.png', 'sub'),
  });
});

test('files of several folders, by patterns', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'globbed-'));
  for (const sub of ['a', 'b', '.hidden', 'a/deep']) mkdirSync(join(folder, sub));
  for (const name of ['a/1.jpg', 'a/12.png', 'b/2.jpg', '.hidden/3.jpg', 'a/deep/4.jpg', 'top.jpg'])
    writeFileSync(join(folder, name), '');
  const python = `
pictures = sorted(glob.glob("${folder}/*/*.jpg"))
short = sorted(glob.glob("${folder}/[ab]/?.*"))
ofA = sorted([str(p) for p in Path("${folder}").glob("a/*")])
deep = sorted([str(p) for p in Path("${folder}").glob("**/*.jpg")])
`;
  const paths = (...names: string[]): string[] => names.map((name) => join(folder, name));
  expect(await run(python, 'pictures', 'short', 'ofA', 'deep')).toEqual({
    pictures: paths('a/1.jpg', 'b/2.jpg'),
    short: paths('a/1.jpg', 'b/2.jpg'),
    ofA: paths('a/1.jpg', 'a/12.png', 'a/deep'),
    deep: paths('a/1.jpg', 'a/deep/4.jpg', 'b/2.jpg', 'top.jpg'),
  });
});

test('classes that extend built-in layers, and masks that are read', async () => {
  const python = `
class Halved(layers.Conv2D):
    def convolution_op(self, inputs, kernel):
        return tf.nn.conv2d(inputs, kernel / 2, padding="VALID", strides=list(self.strides), name=self.__class__.__name__)

class Plain(layers.Conv2D):
    def __init__(self, filters, **kwargs):
        super().__init__(filters, kernel_size=(2, 2), kernel_initializer="ones", **kwargs)
    def call(self, inputs):
        mean, var = tf.nn.moments(self.kernel, axes=[0, 1, 2], keepdims=True)
        result = self.convolution_op(inputs, self.kernel + mean + var)
        if self.use_bias:
            result = result + self.bias
        return self.activation(result)

x = np.ones((1, 3, 3, 1))
first = Halved(1, 2, strides=2, kernel_initializer="ones")(x)
second = Plain(1, activation="relu")(x)
model = keras.Sequential([keras.Input((3, 3, 1)), Plain(2), layers.Flatten()])
parameters = model.count_params()

ids = np.array([[5, 3, 0], [1, 0, 0]])
embedding = layers.Embedding(10, 2, mask_zero=True)
embedded = embedding(ids)
mask = tf.cast(embedded._keras_mask, "int32")
again = tf.cast(embedding.compute_mask(ids), "int32")
inputs = keras.Input((None,), dtype="int32")
masked = keras.Model(inputs, tf.cast(embedding(inputs)._keras_mask, "int32"))
third = masked(ids)
`;
  const masks = [
    [1, 1, 0],
    [1, 0, 0],
  ];
  expect(await run(python, 'first', 'second', 'parameters', 'mask', 'again', 'third')).toEqual({
    first: [[[[2]]]],
    second: [
      [
        [[8], [8]],
        [[8], [8]],
      ],
    ],
    parameters: 10,
    mask: masks,
    again: masks,
    third: masks,
  });
});

test('samples by their places, as PyTorch has them, are trained on', async () => {
  const python = `
import torch
class Points(torch.utils.data.Dataset):
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __len__(self):
        return len(self.x)
    def __getitem__(self, idx):
        return self.x[idx], self.y[idx]

x = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
y = np.array([[1.0], [2.0], [3.0]])
points = Points(x, y)
ordered = torch.utils.data.DataLoader(points, batch_size=2)
mixed = torch.utils.data.DataLoader(points, batch_size=2, shuffle=True, drop_last=True, num_workers=2)
of_tensors = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.from_numpy(x), torch.from_numpy(y)), batch_size=3, shuffle=True)
a, b = next(iter(ordered))
batches = 0
for xs, ys in mixed:
    batches += 1
c, d = next(iter(of_tensors))
total = tf.reduce_sum(c)
model = keras.Sequential([keras.Input((2,)), layers.Dense(1, kernel_initializer="zeros")])
model.compile(loss="mse", optimizer="sgd")
history = model.fit(ordered, batch_size=64, epochs=2, validation_data=mixed, verbose=0)
losses = len(history.history["val_loss"])
`;
  expect(await run(python, 'a', 'b', 'batches', 'total', 'losses')).toEqual({
    a: [
      [1, 2],
      [3, 4],
    ],
    b: [[1], [2]],
    batches: 1,
    total: 21,
    losses: 2,
  });
});

test('a callback reads what only the model of the program has', async () => {
  const python = `
class Scaled(keras.Model):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
        self.dense = layers.Dense(1)
    def call(self, inputs):
        return self.dense(inputs) * self.factor

seen = []
class Reads(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        seen.append(self.model.factor + epoch)
        out = self.model.dense(np.ones((1, 2)))
        seen.append(out.shape[1])

model = Scaled(3.0)
model.compile(loss="mse", optimizer="sgd")
history = model.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=2, verbose=0, callbacks=[Reads()])
`;
  expect(await run(python, 'seen')).toEqual({ seen: [3, 1, 4, 1] });
});
