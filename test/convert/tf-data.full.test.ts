// TensorFlow's data sets, converted and run: what comes out is what TensorFlow gives for the same lines.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runConverted } from './run-converted.js';

const head = [
  'import numpy as np',
  'import tensorflow as tf',
  'from tensorflow import data as tf_data',
  'from tensorflow import keras',
  'from keras import layers',
  '',
].join('\n');
const run = (python: string, ...names: string[]): Promise<Record<string, unknown>> =>
  runConverted(head + python, names);

test('map of pairs: by a lambda, by a function, by a layer among them', async () => {
  const python = `
double = layers.Rescaling(2.0)

def swap(a, b):
    return b, a

xs = np.array([[1.0], [2.0], [3.0]])
ys = np.array([10.0, 20.0, 30.0])
ds = tf.data.Dataset.from_tensor_slices((xs, ys))
ds = ds.batch(2).map(lambda x, y: (double(x), y + 1))
swapped = ds.map(swap, num_parallel_calls=tf_data.AUTOTUNE)
one, other = next(iter(ds))
first, second = next(iter(swapped))
total = 0.0
for x, y in ds:
    total += float(tf.reduce_sum(x)) + float(tf.reduce_sum(y))
`;
  expect(await run(python, 'one', 'other', 'first', 'second', 'total')).toEqual({
    one: [[2], [4]],
    other: [11, 21],
    first: [11, 21],
    second: [[2], [4]],
    total: 12 + 63,
  });
});

test('zip of pairs gives each pair to the function', async () => {
  const python = `
def mix(one, two, share=0.5):
    x_one, y_one = one
    x_two, y_two = two
    return (x_one * share + x_two * (1 - share), y_one - y_two)

a = tf.data.Dataset.from_tensor_slices((np.array([1.0, 2.0]), np.array([5.0, 6.0]))).batch(2)
b = tf.data.Dataset.from_tensor_slices((np.array([3.0, 4.0]), np.array([1.0, 1.0]))).batch(2)
both = tf_data.Dataset.zip((a, b))
mixed = both.map(lambda one, two: mix(one, two, share=0.25))
x, y = next(iter(mixed))
plain = tf_data.Dataset.zip((tf.data.Dataset.from_tensor_slices(np.array([1.0, 2.0])), tf.data.Dataset.from_tensor_slices(np.array([7.0, 8.0]))))
p, q = next(iter(plain.batch(2)))
`;
  expect(await run(python, 'x', 'y', 'p', 'q')).toEqual({ x: [2.5, 3.5], y: [4, 5], p: [1, 2], q: [7, 8] });
});

test('texts: lines of files, words as numbers, a layer that adapts to them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lines-'));
  const files = ['one.txt', 'two.txt'].map((name) => join(folder, name));
  writeFileSync(files[0]!, 'a b a\n\nb a\n');
  writeFileSync(files[1]!, 'a c');
  const python = `
files = ['${files.join("', '")}']
lines = tf_data.TextLineDataset(files)
count = 0
for line in lines:
    count += 1
lines = lines.batch(4)
vectorize = layers.TextVectorization(output_mode="int", output_sequence_length=3)
vectorize.adapt(lines)

def shifted(text):
    text = tf.expand_dims(text, -1)
    numbers = vectorize(text)
    return numbers[:, :-1], numbers[:, 1:]

lines = lines.map(shifted)
x, y = next(iter(lines))
words = vectorize.get_vocabulary()
pairs = tf.data.Dataset.from_tensor_slices((["a b", "c"], [1, 0])).batch(2).map(lambda x, y: (vectorize(x), y))
seen, target = next(iter(pairs))
`;
  expect(await run(python, 'count', 'words', 'x', 'y', 'seen', 'target')).toEqual({
    count: 4,
    words: ['', '[UNK]', 'a', 'b', 'c'],
    x: [
      [2, 3],
      [0, 0],
      [3, 2],
      [2, 4],
    ],
    y: [
      [3, 2],
      [0, 0],
      [2, 0],
      [4, 0],
    ],
    seen: [
      [2, 3, 0],
      [4, 0, 0],
    ],
    target: [1, 0],
  });
});

test('a model trains on what was mapped, epoch after epoch', async () => {
  const python = `
x = np.array([[0.0], [1.0], [2.0], [3.0]])
y = np.array([[1.0], [3.0], [5.0], [7.0]])
ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(4).batch(2).map(lambda x, y: (x, y * 2)).prefetch(1)
model = keras.Sequential([layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(0.5), loss="mse")
history = model.fit(ds, epochs=60, verbose=0)
loss = history.history["loss"][-1] < 0.5
`;
  expect(await run(python, 'loss')).toEqual({ loss: true });
});
