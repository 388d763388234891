// What users of Python type into a cell, and the TypeScript that each is told.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Notebook } from './notebook.js';

const notebook = new Notebook();
afterAll(() => notebook.close());
beforeAll(() =>
  notebook.declare('const model = sequential(); const x = tf.ones([2, 2]); const list = [1, 2, 3];'),
);

it.each([
  ['for i in range(10):\n    print(i)', '`for (let i = 0; i < 10; i++) { … }`'],
  ['for i in range(2, n):\n    pass', '`for (let i = 2; i < n; i++) { … }`'],
  ['for one in list:\n    pass', '`for (const one of list) { … }`'],
  ['for k, v in pairs:\n    pass', '`for (const [k, v] of pairs) { … }`'],
  ['for i, one in enumerate(list):\n    pass', '`for (const [i, one] of list.entries()) { … }`'],
  ['import numpy as np', '`tf` is there without an import'],
  ['import pandas as pd', '`readCsv` and `table` are there without an import'],
  ['import matplotlib.pyplot as plt', '`plot` is there without an import'],
  ['import os', "`import { readdirSync } from 'node:fs'`"],
  ['import lodash', "`import * as lodash from 'lodash'`"],
  ['from tensorflow import keras', '`layers`, `sequential`, `datasets` are there without an import'],
  ['from lodash import chunk', "`import { chunk } from 'lodash'`"],
  ['sequential(units=10, use_bias=true)', '`sequential({ units: 10, useBias: true })`'],
  ['model.fit(x, x, epochs=10)', '`model.fit(x, x, { epochs: 10 })`'],
  ['total = 5', '`let total = …`'],
  ['total: int = 5', '`let total = 5`'],
  ['!ls -l', "execSync('ls -l')"],
  ['!pip install numpy', "`await install('numpy')` for packages of npm"],
  ['%time model.fit(x, x)', '`await time(() => model.fit(x, x))`'],
  ['%%timeit\nlist', '`await time(() => …)`'],
  ['%matplotlib inline', 'nothing: a chart on the last line shows itself'],
  ['%whos', '`whos()`'],
  ['%autoreload 2', 'there are no % commands'],
  ['tf.mean?', 'Shift-Tab with the cursor on `tf.mean` shows its documentation'],
  ['?model', 'Shift-Tab with the cursor on `model`'],
  ['print(list)', 'console.log(value)'],
  ["print 'hi'", 'console.log(value)'],
  ['const yes = True', 'In TypeScript: true.'],
  ['const no = False', 'In TypeScript: false.'],
  ['None', 'null, or undefined for what is absent'],
  ['def sum_up(a, b):\n    return a + b', '`function sumUp(a, b) { … }`'],
  ['class Mine(Layer):\n    pass', '`class Mine extends Layer { … }`'],
  ['# a comment', '`// a comment`'],
  ['1 + 1 # a comment', '`// a comment`'],
  ["f'{x} epochs'", '{x} epochs`'],
  ['print(f"loss {x}")', '{x}`'],
  ['len(list)', 'value.length'],
  ['list[1:3]', '`list.slice(1, 3)` of a list'],
  ['list[:2]', '`list.slice(0, 2)`'],
  ['list[-2:]', '`list.slice(-2)`'],
  ['const f = lambda a: a + 1', '`(a) => a + 1`'],
  ['if 3 > 2 and not True:\n    pass', '`if (3 > 2 && !true) { … }`'],
  ['while True:\n    break', '`while (true) { … }`'],
  ['const squares = [i * i for i in range(3)]', '`Array.from({ length: 3 }, (_, i) => i * i)`'],
  ['const doubled = [2 * one for one in list]', '`list.map((one) => 2 * one)`'],
  ['try:\n    pass\nexcept ValueError as e:\n    pass', '`try { … } catch (error) { … }`'],
  ["with open('notes.txt') as file:\n    pass", "readFileSync('notes.txt', 'utf8')"],
  ["raise ValueError('no')", "`throw new Error('no')`"],
  ['assert 1 == 1', "`if (!(1 === 1)) throw new Error('…')`"],
  ['true and false', '`true && false`'],
])('%j', (source, words) => {
  const [first] = notebook.errors(source);
  expect(first?.message).toContain(words);
});

it('says it once a line', () => {
  expect(notebook.errors('for i in range(10):\n')).toHaveLength(1);
});

it.each([
  "const text = 'for i in range(10):'; text +",
  'const f = (a: number) => { if (a > 1 { return 1 } }',
  'class A { #count = 1; method( { } }',
  'const o = { a: [1, 2 }',
])('says nothing of Python in %j', async (source) => {
  for (const { message } of await notebook.told(source)) expect(message).not.toContain('Python');
});

it('shows the whole of a Python cell in TypeScript', async () => {
  const cell = [
    'import numpy as np',
    'from tensorflow.keras.layers import Dense',
    'model.add(Dense(3, activation="relu"))  # the last',
    'for i in range(2):',
    '    model.fit(x, np.ones((2, 3)), epochs=i + 1)',
  ].join('\n');
  const errors = await notebook.told(cell);
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain(
    [
      '',
      'This cell is Python. In TypeScript:',
      '',
      "model.add(layers.dense({ units: 3, activation: 'relu' })); // the last",
      'for (let i = 0; i < 2; i++) {',
      '  await model.fit(x, tf.ones([2, 3]), { epochs: i + 1 });',
      '}',
    ].join('\n'),
  );
});

it('keeps the names of earlier cells as they are, and shows nothing where most would stay Python', async () => {
  notebook.declare('const x_train = tf.ones([2, 2]);');
  expect((await notebook.told('print(1)\nmodel.fit(x_train, y_train, epochs=2)'))[0]?.message).toContain(
    'await model.fit(x_train, yTrain, { epochs: 2 });',
  );
  expect((await notebook.told('with gate("a") as f:\n    text = f.read()'))[0]?.message).not.toContain(
    'This cell is',
  );
});
