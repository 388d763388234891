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
