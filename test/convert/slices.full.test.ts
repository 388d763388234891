// Ranges of places, written and as `slice` objects: what Python takes by them of arrays, lists, texts and tables.
import { expect, test } from 'vitest';
import { runConverted } from './run-converted.js';
import { describeAsInPython } from './run-in-python.js';

const head = ['import numpy as np', 'import tensorflow as tf', ''].join('\n');

const bounds = ['None', '0', '1', '3', '7', '20', '-1', '-3', '-20'];
const steps = ['None', '1', '2', '3', '-1', '-2', '-4', '20', '-20'];

/** Every start with some ends and steps: all pairs come together somewhere. */
const triples = bounds.flatMap((start, i) =>
  bounds.flatMap((end, j) => {
    const step = steps[(i * 2 + j * 5) % steps.length]!;
    return [[start, end, step] as const];
  }),
);

const written = ([start, end, step]: readonly string[]): string =>
  [start, end, step].map((one) => (one === 'None' ? '' : one)).join(':');

const all = (of: string): string => triples.map(([a, b, c]) => `${of}[slice(${a}, ${b}, ${c})]`).join(', ');
const plain = (of: string): string => triples.map((one) => `${of}[${written(one)}]`).join(', ');

const programs = {
  'of a list': {
    python: `values = [10, 11, 12, 13, 14, 15, 16]\na = [${all('values')}]\nb = [${plain('values')}]`,
    names: ['a', 'b'],
  },
  'of a text': {
    python: `text = "abcdefg"\na = [${all('text')}]\nb = [${plain('text')}]`,
    names: ['a', 'b'],
  },
  'of an array, as sums of squares by their places': {
    python: [
      'x = np.arange(7)',
      'def weigh(v):',
      '    return [len(v), int(np.sum(v * v))]',
      `a = [${triples.map(([a, b, c]) => `weigh(x[slice(${a}, ${b}, ${c})])`).join(', ')}]`,
    ].join('\n'),
    names: ['a'],
  },
  'held by an object, a variable, a default, a tuple; of several axes': {
    python: `
class Window:
    def __init__(self, width, shift):
        self.size = width + shift
        self.inputs = slice(0, width)
        self.labels = slice(self.size - shift, None)
        self.places = np.arange(self.size)[self.inputs]
        self.later = np.arange(self.size)[self.labels]
    def split(self, x):
        return x[:, self.inputs, :], x[:, self.labels, 0]

def cut(values, by=slice(-2, None)):
    return values[by]

window = Window(3, 2)
x = np.arange(30).reshape(2, 5, 3)
inputs, labels = window.split(x)
places = window.places
later = window.later
back = slice(None, None, -1)
a = x[back, back, 1]
b = x[0, slice(1, 4), slice(None)]
both = (1, slice(0, 4, 2))
c = x[both]
d = cut([1, 2, 3])
e = cut("abc")
f = [back.step, window.inputs.stop]
g = x[:, :, slice(1)]
h = x[slice(0, 1), None]
n = -2
k = [1, 2, 3, 4, 5][::n]
m = (1, 2, 3, 4)[slice(1, -1)]
y = np.zeros((3, 4))
y[slice(1, None), slice(0, 3, 2)] = 5
row = [1, 2, 3, 4, 5, 6]
part = slice(1, 5, 2)
total = 0
for one in row[part]:
    total += one
t = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])[:, slice(1, None)]
all = 2
o = row[all::-1]
`,
    names: 'inputs labels places later a b c d e f g h k m y total t o'.split(' '),
  },
};

describeAsInPython(
  'ranges of places',
  Object.fromEntries(
    Object.entries(programs).map(([name, { python, names }]) => [name, { python: head + python, names }]),
  ),
);

// pandas is not there to ask: rows go by their places as a list's items do.
test('ranges of rows of a table', async () => {
  const some = triples.filter((_, i) => i % 3 === 0);
  const python = [
    'import pandas as pd',
    'table = pd.DataFrame({"a": [1, 2, 3, 4, 5, 6, 7], "b": [7, 6, 5, 4, 3, 2, 1]})',
    'values = [1, 2, 3, 4, 5, 6, 7]',
    `rows = [${some.map((one) => `table[${written(one)}]["a"].tolist()`).join(', ')}]`,
    `items = [${some.map((one) => `values[${written(one)}]`).join(', ')}]`,
    'part = slice(1, None, 2)',
    'b = table[part]["b"].tolist()',
    'c = table.iloc[part]["b"].tolist()',
  ].join('\n');
  const { rows, items, b, c } = await runConverted(python, ['rows', 'items', 'b', 'c']);
  expect(rows).toEqual(items);
  expect([b, c]).toEqual([
    [6, 4, 2],
    [6, 4, 2],
  ]);
});
