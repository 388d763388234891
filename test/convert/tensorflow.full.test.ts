// TensorFlow's own functions, and Keras 2's backend: what real TensorFlow computes by them, by their defaults and by
// every argument that is translated; and what is refused, since the op of that name computes something else.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { declared } from '../../kernel/convert/libraries/tensorflow-ops.js';
import { convertPython } from '../../kernel/convert/program.js';
import { askPython } from '../run-python.js';
import { runConverted } from './run-converted.js';
import { describeAsInPython } from './run-in-python.js';

const head = `
import tensorflow as tf
x = tf.constant([[0.5, -2.0, 1.5, 3.0], [2.0, 0.25, -1.0, 1.0], [-0.5, 4.0, 0.75, -3.0]])
y = tf.constant([[1.0, 2.0, 0.5, 2.5], [0.5, 3.0, 1.0, 2.0], [1.5, 0.5, 2.0, 1.0]])
small = tf.constant([[0.5, -0.25], [0.75, 0.125]])
cube = tf.reshape(tf.range(24), [2, 3, 4])
deep = tf.cast(cube, tf.float32) * 0.5 - 3.0
whole = tf.constant([3, 0, 2, 3])
places = tf.constant([2, 0])
picture = tf.reshape(tf.cast(tf.range(50), tf.float32), [1, 5, 5, 2])
`;

/** Calls whose value is compared, a line each. */
const calls = `
tf.argmax(x)
tf.argmax(x, axis=None)
tf.gather(x, places, axis=None)
tf.argmax(x, 1)
tf.math.argmax(x, axis=-1, output_type=tf.int32)
tf.argmin(x)
tf.math.argmin(deep, axis=1)
tf.argsort(x)
tf.argsort(x, axis=0)
tf.argsort(x, direction='DESCENDING')
tf.argsort(whole, direction='DESCENDING')
tf.sort(x)
tf.sort(x, 0, 'DESCENDING')
tf.sort(x, direction='ASCENDING')
tf.cumsum(x)
tf.cumsum(deep, axis=-1, exclusive=False)
tf.math.cumprod(x)
tf.split(x, 2, axis=1)
tf.split(x, 3)
tf.split(x, [1, 3], axis=1)
tf.split(x, num_or_size_splits=[1, 2], axis=0)
tf.gather(x, places)
tf.gather(x, [0, 3], axis=1)
tf.gather(params=deep, indices=[1], axis=0)
tf.nn.embedding_lookup(x, [[2, 0], [1, 1]])
tf.nn.gelu(x)
tf.nn.gelu(x, approximate=True)
tf.nn.gelu(x, True)
tf.nn.leaky_relu(x)
tf.nn.leaky_relu(x, alpha=0.1)
tf.nn.elu(x)
tf.nn.selu(x)
tf.nn.silu(x)
tf.nn.swish(features=x)
tf.nn.relu6(x)
tf.nn.softplus(x)
tf.nn.softsign(features=x)
tf.nn.softmax(x)
tf.nn.softmax(x, axis=0)
tf.nn.log_softmax(logits=x, axis=0)
tf.nn.sigmoid(x)
tf.math.log_sigmoid(x)
tf.nn.moments(deep, [0, 1])
tf.nn.moments(deep, axes=[1], keepdims=True)
tf.nn.batch_normalization(deep, tf.reduce_mean(deep, [0, 1]), tf.reduce_sum(y, 0), y[0], y[1], 1e-3)
tf.nn.batch_normalization(x, y[0], y[1], None, None, variance_epsilon=0.1)
tf.nn.l2_normalize(x)
tf.math.l2_normalize(x, axis=1)
tf.nn.l2_normalize(deep, axis=[1, 2])
tf.math.l2_normalize(tf.zeros([2, 3]), axis=-1)
tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.nn.sigmoid(y), logits=x)
tf.nn.softmax_cross_entropy_with_logits(labels=tf.nn.softmax(y), logits=x)
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[3, 0, 1], logits=x)
tf.nn.top_k(x)
tf.nn.top_k(x, k=2)
tf.math.in_top_k([3, 0, 0], x, 2)
tf.nn.max_pool2d(picture, 2, 2, 'VALID')
tf.nn.max_pool(picture, ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], padding='SAME')
tf.nn.avg_pool2d(picture, ksize=2, strides=1, padding='SAME')
tf.nn.avg_pool(picture, [1, 2, 2, 1], [1, 2, 2, 1], padding='VALID')
tf.nn.space_to_depth(picture[:, :4, :4, :], 2)
tf.nn.depth_to_space(tf.reshape(picture[:, :4, :4, :], [1, 2, 4, 4]), 2)
tf.linalg.diag(x)
tf.linalg.diag(x[0])
tf.linalg.diag_part(deep)
tf.linalg.trace(deep)
tf.linalg.trace(small)
tf.linalg.det(small)
tf.linalg.inv(small)
tf.linalg.solve(small, y[:2])
tf.linalg.cholesky(tf.matmul(small, small, transpose_b=True))
tf.linalg.matmul(x, y, transpose_b=True)
tf.matmul(deep, deep, transpose_a=True)
tf.matmul(x, y, False, True)
tf.norm(x)
tf.norm(x, ord=2)
tf.norm(x, axis=1)
tf.norm(x, ord='euclidean', axis=0, keepdims=True)
tf.norm(x, ord=1, axis=1)
tf.norm(deep, axis=[-2, -1])
tf.eye(3)
tf.eye(2, 3)
tf.eye(num_rows=2, num_columns=4)
tf.pad(x, [[1, 0], [2, 1]])
tf.pad(x, [[1, 1], [1, 1]], 'REFLECT')
tf.pad(x, [[1, 1], [1, 1]], mode='SYMMETRIC')
tf.pad(x, [[0, 1], [1, 0]], mode='CONSTANT', constant_values=7)
tf.where(x > 1)
tf.where(x > 1, x, y)
tf.where(x > 1, x, 0.0, name='kept')
tf.boolean_mask(x, x > 1)
tf.boolean_mask(x, [True, False, True])
tf.one_hot(whole, 4)
tf.one_hot(whole, depth=5, axis=0)
tf.reshape(x, shape=(2, -1))
tf.reshape(tensor=x, shape=[6, 2])
tf.squeeze(x[:, :1], axis=1)
tf.expand_dims(x, axis=1)
tf.expand_dims(x, -1)
tf.concat([x, y], 0)
tf.concat(values=[x, y], axis=-1)
tf.stack([x, y])
tf.stack([x, y], axis=1)
tf.unstack(x)
tf.unstack(x, axis=1)
tf.unstack(x, 3, 0)
tf.tile(x, [2, 1])
tf.repeat(x, 2, axis=1)
tf.repeat(x, 2)
tf.reverse(x, axis=[0])
tf.reverse(x, [0, 1])
tf.roll(x, shift=1, axis=0)
tf.transpose(deep)
tf.transpose(deep, perm=[0, 2, 1])
tf.transpose(deep, [1, 0, 2])
tf.broadcast_to(y[0], [2, 4])
tf.slice(x, [0, 1], [2, 2])
tf.fill([2, 3], 4.0)
tf.fill(dims=(2,), value=1.5)
tf.constant(5.0, shape=(2, 3))
tf.linspace(0.0, 1.0, 5)
tf.range(2, 10, 3)
tf.zeros_like(x)
tf.ones_like(input=x)
tf.size(x)
tf.meshgrid([1.0, 2.0, 3.0], [4.0, 5.0])
tf.meshgrid([1.0, 2.0, 3.0], [4.0, 5.0], indexing='ij')
tf.meshgrid([1.0, 2.0], [3.0, 4.0, 5.0], [6.0], indexing='ij')
tf.reduce_sum(x)
tf.reduce_sum(deep, [0, 2])
tf.reduce_mean(x, 0, True)
tf.reduce_max(x, axis=1, keepdims=True)
tf.reduce_min(input_tensor=x, axis=0)
tf.reduce_prod(x, axis=1)
tf.reduce_all(x > -5)
tf.reduce_any(x > 3, axis=0)
tf.reduce_logsumexp(x, axis=1)
tf.reduce_logsumexp(x)
tf.math.reduce_std(x, 0)
tf.math.reduce_variance(x, axis=1)
tf.math.count_nonzero(whole)
tf.math.count_nonzero(x > 1, axis=0)
tf.math.bincount(whole)
tf.math.bincount(whole, minlength=6)
tf.math.segment_sum(x, [0, 0, 1])
tf.math.unsorted_segment_sum(x, [1, 0, 1], 3)
tf.math.unsorted_segment_sum(data=x, segment_ids=[1, 0, 1], num_segments=2)
tf.math.unsorted_segment_max(x, [1, 0, 1], 2)
tf.tensor_scatter_nd_update(x, [[0], [2]], [[1.0, 1.0, 1.0, 1.0], [2.0, 2.0, 2.0, 2.0]])
tf.scatter_nd([[1], [3]], [5.0, 6.0], [5])
tf.searchsorted([1.0, 2.0, 3.0, 4.0], [2.0, 2.5], side='right')
tf.unravel_index([5, 7], [3, 4])
tf.tensordot(x, y, [[1], [1]])
tf.tensordot(x, y, axes=[[0, 1], [0, 1]])
tf.einsum('ij,kj->ik', x, y)
tf.math.squared_difference(x, y)
tf.math.divide_no_nan(x, [[0.0], [1.0], [2.0]])
tf.math.floordiv(x, y)
tf.math.floormod(x, y)
tf.math.mod(x, 1.5)
tf.math.truediv(x, y)
tf.atan2(x, y)
tf.pow(y, x)
tf.maximum(x, y)
tf.clip_by_value(x, -1.0, 1.0)
tf.clip_by_value(x, clip_value_min=0.0, clip_value_max=2.0)
tf.round(x)
tf.math.ceil(x)
tf.math.rsqrt(y)
tf.math.erf(x)
tf.math.is_nan(x / tf.zeros_like(x))
tf.math.is_inf(x)
tf.math.is_finite(x)
tf.math.reciprocal(x)
tf.sign(x)
tf.cast(x, tf.int32)
tf.vectorized_map(lambda row: tf.reduce_max(row), x)
tf.equal(x, y)
tf.logical_and(x > 0, y > 1)
tf.linalg.cross(x[:, :3], y[:, :3])
K.argmax(x)
K.argmin(x)
K.argmax(x, axis=0)
K.concatenate([x, y])
K.concatenate([x, y], axis=0)
K.expand_dims(x)
K.expand_dims(x, 0)
K.cumsum(x)
K.cumprod(x, axis=1)
K.sum(x, axis=-1)
K.mean(x, axis=0, keepdims=True)
K.max(x)
K.std(x)
K.var(x, axis=1)
K.prod(x, axis=1)
K.any(x > 3)
K.all(x > 0, axis=0)
K.clip(x, -1.0, 1.0)
K.clip(x, min_value=0.0, max_value=1.0)
K.flatten(x)
K.gather(x, places)
K.dot(x, K.transpose(y))
K.l2_normalize(x, axis=1)
K.l2_normalize(x)
K.one_hot(whole, 4)
K.permute_dimensions(deep, (0, 2, 1))
K.pow(y, 2.0)
K.relu(x)
K.repeat_elements(x, 2, axis=1)
K.reshape(x, (2, 6))
K.reverse(x, axes=0)
K.softmax(x)
K.softmax(x, axis=0)
K.elu(x)
K.softplus(x)
K.square(x)
K.stack([x, y])
K.stack([x, y], axis=1)
K.squeeze(x[:, :1], axis=1)
K.switch(x > 0, x, y)
K.tile(x, [1, 2])
K.zeros((2, 2))
K.ones((2,))
K.constant([1.0, 2.0])
K.int_shape(deep)
K.not_equal(x, 1.0)
K.binary_crossentropy(tf.nn.sigmoid(y), tf.nn.sigmoid(x))
K.binary_crossentropy(tf.nn.sigmoid(y), x, from_logits=True)
K.categorical_crossentropy(tf.nn.softmax(y), tf.nn.softmax(x))
K.sparse_categorical_crossentropy([3, 0, 1], tf.nn.softmax(x))
`
  .trim()
  .split('\n');

const withBackend = (module: string, line: string): string =>
  `${head}${line.includes('K.') ? `from ${module} import backend as K\n` : ''}a = ${line}`;

describeAsInPython(
  'functions of TensorFlow',
  Object.fromEntries(
    calls.map((line) => [
      line,
      {
        python: withBackend('keras', line),
        // Keras 3 keeps Keras 2's backend out of its public names.
        inPython: withBackend('keras.src.legacy', line),
        names: ['a'],
      },
    ]),
  ),
);

test('draws are whole where a whole type is asked for', async () => {
  const python = `
import tensorflow as tf
a = tf.random.uniform((200,), maxval=3, dtype=tf.int32)
b = tf.random.uniform((200,), -2, 3, 'int64')
c = tf.random.uniform((200,), maxval=3.0)
d = tf.random.uniform((200,), dtype=c.dtype)
e = tf.random.uniform((200,), -1, 1, tf.float32)
`;
  const made = (await runConverted(python, ['a', 'b', 'c', 'd', 'e'])) as Record<string, number[]>;
  const ends = (values: number[]) => [Math.min(...values), Math.max(...values)];
  expect([...new Set(made.a)].sort()).toEqual([0, 1, 2]);
  expect([...new Set(made.b)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  for (const [values, low, high] of [
    [made.c!, 0, 3],
    [made.d!, 0, 1],
    [made.e!, -1, 1],
  ] as const) {
    expect(new Set(values).size).toBeGreaterThan(150);
    const [least, most] = ends(values) as [number, number];
    expect(least).toBeGreaterThanOrEqual(low);
    expect(most).toBeLessThan(high);
    expect(most - least).toBeGreaterThan(0.9 * (high - low));
  }
});

// As programs for Keras 2 have them; Keras 3 itself takes its own ops alone there.
test('on the inputs of a model', async () => {
  const python = `
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
a = layers.Input((4, 8))
b = layers.Input((4, 8))
s = tf.matmul(a, b, transpose_b=True)
t = tf.nn.softmax(s)
u = tf.math.squared_difference(tf.math.l2_normalize(a, axis=-1), tf.nn.l2_normalize(b + 1.0, axis=-1))
v = tf.reduce_mean(u, axis=1)
w = tf.concat([tf.split(a, 2, axis=-1)[0], tf.transpose(b, perm=[0, 1, 2])], axis=-1)
x = layers.Flatten()(w)
y = layers.Dense(3)(layers.Concatenate()([x, v, layers.Flatten()(t)]))
z = tf.sort(y, direction="DESCENDING")
model = keras.Model([a, b], z)
n = model.count_params()
`;
  // 48 numbers of w, 8 of v and 16 of t, to 3 each, with biases.
  expect(await runConverted(python, ['n'])).toEqual({ n: (48 + 8 + 16) * 3 + 3 });
});

test.each([
  ['tf.linalg.svd(x)', 'its values come first there'],
  ['tf.scan(f, x)', 'in another order'],
  ['tf.unique(x)', 'it gives places as well'],
  ['tf.nn.ctc_loss(a, b, c, d)', 'in another order'],
  ['tf.linalg.normalize(x)', 'it gives the norms as well'],
  ['tf.cumsum(x, exclusive=True)', '`exclusive` other than False'],
  ['tf.cumsum(x, 0, True)', '`exclusive` other than False'],
  ['tf.one_hot(x, 3, on_value=5.0)', '`on_value` other than None'],
  ['tf.gather(x, y, batch_dims=1)', '`batch_dims` other than 0'],
  ['tf.split(x, sizes)', 'sizes that are not written out'],
  ['tf.split(x, [a, b])', 'sizes that are not written out'],
  ['tf.random.gamma([2], 1.0, 2.0)', '`beta` other than None'],
  ['tf.nn.silu(x, 2.0)', '`beta` other than 1.0'],
  ['tf.norm(x, ord=1)', 'name the axis'],
  ['tf.sort(x, direction=d)', 'no written text'],
  ['tf.random.uniform([2], 0, 9, dtype=d)', 'a `dtype` that is not written'],
  ['tf.eye(2, batch_shape=[3])', '`batch_shape` other than None'],
  ['tf.linalg.inv(x, adjoint=True)', '`adjoint` other than False'],
  ['tf.math.lgamma(x)', 'is not known here'],
  ['K.relu(x, alpha=0.1)', '`alpha` other than 0.0'],
  ['K.batch_dot(x, y)', 'ops.einsum'],
  ['K.hard_sigmoid(x)', 'is not known here'],
  ['K.function([x], [y])', 'is not known here'],
])('%s is refused by name', (line, reason) => {
  const { reasons } = convertPython([`import tensorflow as tf\nfrom keras import backend as K\na = ${line}`]);
  expect(reasons.map((one) => one.reason).join()).toContain(reason);
});

test('every function is known by its own arguments, in their order, under each of its names', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'signatures-')), 'names.json');
  const known = declared();
  writeFileSync(file, JSON.stringify(known.map(({ name }) => name)));
  const theirs = await askPython<Record<string, string[][]>>(
    join(import.meta.dirname, 'signatures.py'),
    file,
  );
  const wrong = known.flatMap(({ name, taken, added }) => {
    const all = theirs[name]!;
    if (all.length === 0) return [`${name}: not TensorFlow's`];
    return all.flatMap((real) => {
      const expected = taken.filter((one) => real.includes(one) || !added.includes(one));
      const begin = real.slice(0, expected.length);
      return begin.join() === expected.join() ? [] : [`${name}(${expected}), in TensorFlow (${real})`];
    });
  });
  expect(wrong).toEqual([]);
});

test.each([
  ['initializers.GlorotUniform(input_axes=[0])', '`input_axes` is not among'],
  ['losses.Circle(1.0)', ''],
  ['callbacks.BackupAndRestore("a", save_freq=10)', '`save_freq` is not among'],
  ['models.clone_model(m, clone_function=f)', '`clone_function` is not among'],
  ['ops.linspace(0, 1, 5, retstep=True)', '`retstep` is not among'],
  ['layers.Input((3,), ragged=True)', '`ragged` is not among'],
  ['metrics.binary_crossentropy(a, b, axis=0)', '`axis` is not among'],
])('%s: an argument that changes what is computed is not left out', (line, reason) => {
  const { reasons } = convertPython([`import keras\na = keras.${line}`]);
  expect(reasons.map((one) => one.reason).join()).toContain(reason);
});
