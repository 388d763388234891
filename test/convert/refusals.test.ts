// Python that would mean something else in TypeScript by what looks the same: it stays as it is, and says why.
import { expect, it } from 'vitest';
import { convertPython } from '../../kernel/convert/program.js';

const arrays = 'import numpy as np\nx = np.zeros(4)\n';

it.each([
  ['an order of lists', 'a = [2] < [10]', 'an order of lists'],
  ['a set of tuples that is a parameter', 'def f(seen):\n    seen.add((1, 2))\nf({1})', 'a set of lists'],
  ['a dictionary with tuples as keys', 'd = {(1, 2): 3}', 'keys that are lists'],
  ['a computed tuple as a key', 'd = {}\nd[1] = 2\nd[(1, 2)] = 3', 'a list as a key'],
  ['functions made in a comprehension', 'fs = [lambda: i for i in range(3)]', 'all see the last `i`'],
  ['a missing key as an error', 'try:\n    a = d["k"]\nexcept KeyError:\n    a = 0', 'gives undefined'],
  ['a text that is no number', 'try:\n    a = int(s)\nexcept ValueError:\n    a = 0', 'gives NaN'],
  ['a division by zero', 'try:\n    a = 1 / n\nexcept ZeroDivisionError:\n    a = 0', 'Infinity'],
  ['an array with two names', `${arrays}y = x\ny[0] = 1`, 'something else holds too'],
  ['a view of an array', `${arrays}y = x[1:]\nx[1] = 1`, 'something else holds too'],
  [
    'a row of an array',
    'import numpy as np\nx = np.zeros((2, 2))\nfor row in x:\n    row[0] = 1',
    'holds too',
  ],
  ['an array that a list holds', `${arrays}all = []\nall.append(x)\nx[0] = 1`, 'something else holds too'],
  ['several parts of arrays at once', `${arrays}x[0], x[1] = x[1], x[0]`, 'several parts at once'],
  ['a text as Python writes it', 'name = "a"\nb = f"{name!r}"', 'as Python itself writes it'],
  ['a whole number of many digits', 'n = 12345678901234567890', 'BigInt'],
  ['a decorator of a class', '@dataclass\nclass A:\n    x: int = 1', 'the decorator @dataclass'],
  ['`*args` and names as a value', 'def f(*a, **k):\n    return a\ng = [f]', 'as a value'],
  [
    'names given after `*` of a list',
    'def f(a, b):\n    return a\nxs = [1]\nc = f(*xs, b=2)',
    'arguments by name after a list',
  ],
  ['a global name that nothing declares', 'def f():\n    global g\n    g = 1', 'outside of the function'],
  ['`del` of what is not known', 'del a[0]', '`del` of a part'],
  [
    'names of `**kwargs` as texts',
    'def f(**k):\n    return list(k.keys())\na = f(batch_size=1)',
    'spelled otherwise',
  ],
  ['`%` of a text from elsewhere', 'fmt = "%d"\na = fmt % 3', 'made elsewhere'],
])('leaves Python as it is: %s', (_, python, reason) => {
  const { reasons } = convertPython([python]);
  expect(reasons.map((one) => one.reason).join('; ')).toContain(reason);
});

it.each([
  ['an array that was copied', `${arrays}y = x.copy()\ny[0] = 1`],
  ['a number of an array', `${arrays}held = x[0]\nx[0] = x[1]\nx[1] = held`],
  ['an array under the same name', `${arrays}x = x[1:]\nx[0] = 1`],
  ['functions that sort', 'a = [sorted([2, 1], key=lambda v: v * i) for i in range(2)]'],
  ['another error', 'try:\n    import a\nexcept ImportError:\n    b = 1'],
])('takes for what it is: %s', (_, python) => {
  expect(convertPython([python]).reasons).toEqual([]);
});
