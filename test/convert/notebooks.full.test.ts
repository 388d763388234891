// What running public notebooks showed: masks, sizes, texts, files and first batches, as Python has them.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { convertPython } from '../../kernel/convert/program.js';
import { runConverted } from './run-converted.js';
import { describeAsInPython } from './run-in-python.js';

const head = [
  'import os, pathlib, re, shutil, string, tempfile',
  'import numpy as np',
  'import tensorflow as tf',
  'from tensorflow import keras',
  'from tensorflow.keras import layers',
  '',
].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'notebooks-'));
for (const [name, texts] of [
  ['neg', ['so bad', 'worse and worse', 'no']],
  ['pos', ['fine', 'very good']],
] as const) {
  mkdirSync(join(folder, name));
  for (const [i, text] of texts.entries()) writeFileSync(join(folder, name, `${i}.txt`), text);
}
writeFileSync(join(folder, 'vectors.txt'), 'a 0.5 1.5\nb -1 2\n');

const programs = {
  'rows where an array of true and false, made by its type, is true': {
    python: `
x = np.arange(12.0).reshape(4, 3)
labels = np.array([1, 0, 0, 1])
labels = labels.astype(bool)
a = x[labels]
b = x[~labels]
t = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
kept = tf.cast([0, 1, 1], tf.bool)
c = t[kept]
d = t[~kept]
e = x[np.array([True, False, True, False])]
f = x[np.array([0, 1, 0, 1], dtype=bool)]
places = np.array([2, 0])
g = x[places]
def chosen(values, truth):
    mask = truth.astype("bool")
    return values[mask]
h = chosen(x, np.array([0, 0, 1, 1]))
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
  },
  'a number of units that is the product of sizes': {
    python: `
class Decoder(keras.Model):
    def __init__(self, latent_dim, shape):
        super().__init__()
        self.latent_dim = latent_dim
        self.shape = shape
        self.dense = layers.Dense(int(tf.math.reduce_prod(shape)), kernel_initializer="ones")
        self.turned = layers.Reshape(shape)

    def call(self, x):
        return self.turned(self.dense(x))

x = np.ones((2, 3, 4))
made = Decoder(5, x.shape[1:])(tf.ones((2, 5)))
product = tf.reduce_prod(tf.constant([2.0, 3.0]))
`,
    names: ['made', 'product'],
  },
  'numbers that are cut, by TensorFlow’s names': {
    python: `
x = tf.constant([-1.0, 0.5, 2.0])
a = tf.clip_by_value(x, clip_value_min=0.0, clip_value_max=1.0)
b = tf.add_n([x, x, x])
`,
    names: ['a', 'b'],
  },
  'a schedule that is called': {
    python: `
schedule = keras.optimizers.schedules.InverseTimeDecay(0.001, decay_steps=20 * 1000, decay_rate=1, staircase=False)
rates = schedule(np.linspace(0, 100000, 5).astype("float32")) * 1000
one = float(schedule(20000)) * 1000
`,
    names: ['rates', 'one'],
  },
  'a layer of texts with functions of one’s own': {
    python: `
def standardized(text):
    lowercase = tf.strings.lower(text)
    return tf.strings.regex_replace(lowercase, f"[{re.escape(string.punctuation)}]", "")

def parted(text):
    return tf.strings.split(text)

layer = layers.TextVectorization(output_mode="int", standardize=standardized, split=parted)
layer.adapt(["I write, erase, rewrite", "Erase again, and then", "A poppy blooms."])
words = layer.get_vocabulary()
encoded = layer("I write, rewrite, and still rewrite again")
names = dict(enumerate(words))
decoded = " ".join(names[int(i)] for i in encoded)
`,
    names: ['encoded', 'decoded'],
  },
  'folders that are made and copied': {
    python: `
root = pathlib.Path(tempfile.mkdtemp()) / "logs"
os.makedirs(root / "a")
with open(root / "a" / "one.txt", "w") as f:
    f.write("here")
shutil.copytree(root / "a", root / "b")
found = sorted(os.listdir(root))
text = (root / "b" / "one.txt").read_text()
with np.printoptions(precision=2, suppress=True):
    count = len(found)
`,
    names: ['found', 'text', 'count'],
  },
  'lines of a file, and names that hold something else further down in a loop': {
    python: `
vectors = {}
for line in open("${folder}/vectors.txt"):
    word, coefs = line.split(maxsplit=1)
    coefs = np.fromstring(coefs, "f", sep=" ")
    vectors[word] = coefs * 2
matrix = np.zeros((3, 2))
for i, word in enumerate(["b", "none", "a"]):
    found = vectors.get(word)
    if found is not None:
        matrix[i] = found
counts = []
with open("${folder}/vectors.txt") as file:
    for number, line in enumerate(file):
        line = line.strip()
        line = line.split(" ")
        counts.append(len(line) + number)
first = [line[0] for line in open("${folder}/vectors.txt")]
`,
    names: ['matrix', 'counts', 'first'],
  },
  'the first batch of texts from a folder': {
    python: `
data = keras.utils.text_dataset_from_directory("${folder}", batch_size=4, shuffle=False)
texts, labels = next(iter(data))
shape = list(texts.shape)
alone = keras.utils.text_dataset_from_directory("${folder}", batch_size=2, shuffle=False, label_mode=None)
first = next(iter(alone))
count = first.shape[0]
rows = data.map(lambda x, y: (y * 2, y)).cache().prefetch(2)
doubled, same = next(iter(rows))
`,
    names: ['labels', 'shape', 'count', 'doubled', 'same'],
  },
};

describeAsInPython(
  'what notebooks do',
  Object.fromEntries(
    Object.entries(programs).map(([name, one]) => [name, { ...one, python: head + one.python }]),
  ),
);

test('scores of scikit-learn', async () => {
  // sklearn.metrics of 1.7 on the same labels.
  const python = `
import numpy as np
from sklearn.metrics import accuracy_score, precision_score, recall_score
labels = np.array([1, 0, 1, 1, 0, 0, 1])
found = np.array([1, 1, 1, 0, 0, 0, 0]).astype(bool)
a = accuracy_score(labels, found)
b = precision_score(labels, found)
c = recall_score(labels, found)
`;
  const { a, b, c } = await runConverted(python, ['a', 'b', 'c']);
  expect(a).toBeCloseTo(4 / 7, 6);
  expect(b).toBeCloseTo(2 / 3, 6);
  expect(c).toBeCloseTo(1 / 2, 6);
});

test('what calls a function whose result stays Python can be read', () => {
  const python = 'def made(name):\n    return unknown_library.Thing(name)[1:2, 0]\nkept = made("a")\n';
  const { cells } = convertPython([`import unknown_library\n${python}`]);
  expect(cells[0]).toContain('return undefined as any; // TODO: its value');
});

test('a cell shows what a class says of its objects', async () => {
  const python = `
class Window:
    def __init__(self, width):
        self.width = width
    def __repr__(self):
        return "\\n".join([f"width: {self.width}", f"half: {self.width / 2}"])

class Named:
    def __init__(self, width):
        self.width = width
    def __str__(self):
        return "named"
    def __repr__(self):
        return "Named()"

one = Window(3)
two = Named(4)
told = str(two)
`;
  const { one, two, told } = await runConverted(python, ['one', 'two', 'told']);
  expect([inspect(one), inspect(two), told]).toEqual(['width: 3\nhalf: 1.5', 'Named()', 'named']);
});
