// Loops over single numbers of arrays: what Python gives for the same.
import { describeAsInPython } from './run-in-python.js';

const head = ['import numpy as np', 'import tensorflow as tf', ''].join('\n');

const programs = {
  'numbers by their places, in functions and outside': {
    python: `
def total(x, n, k):
    sum = 0.0
    for i in range(n):
        for j in range(k):
            sum += x[i, j] * 2
    return sum

def dot(x, y):
    assert len(x.shape) == 1
    assert y.ndim == 1
    z = 0.
    for i in range(x.shape[0]):
        z += x[i] * y[i]
    return z

x = np.arange(6.0).reshape(2, 3)
a = total(x, 2, 3)
y = np.array([1.0, -2.0, 3.0])
b = dot(y, y)
c = dot(x[0, :], x[1])
largest = x[0, 0]
for row in range(2):
    for column in range(3):
        if x[row, column] > largest:
            largest = x[row, column]
d = float(largest)
z = x * 2 + 1
e = []
for i in range(2):
    e.append(float(z[i, 0]) + z[i, 2].item())
n = 0
while y[n] != 3.0:
    n += 1
words = ["a", "b", "c"]
f = ""
order = np.array([2, 0, 1])
for i in range(3):
    f += words[int(order[i])]
`,
    names: ['a', 'b', 'c', 'd', 'e', 'n', 'f'],
  },
  'places from behind, of rows, and past a change of the name': {
    python: `
x = np.arange(12).reshape(3, 4)
a = []
for i in range(3):
    a.append(int(x[i - 1, -1]) + int(x[i, i + 1]))
b = []
for i in range(3):
    b.append(int(np.sum(x[i])))
c = []
for i in range(2):
    for j in range(2):
        c.append(int(np.sum(x[j])))
    x = x[:, :2]
d = []
y = np.ones((2, 2))
for k in range(2):
    for i in range(2):
        d.append(float(np.sum(y[0] + i)))
    y = y[0]
    y = np.array([[y[0], y[1]], [y[1], 3.0]])
w = np.arange(4.0)
column = w[:, np.newaxis]
e = []
for i in range(4):
    e.append(float(column[i][0]) + float(column[i, 0]))
`,
    names: ['a', 'b', 'c', 'd', 'e'],
  },
  'arrays of several shapes for one function, and what is filled beside what is read': {
    python: `
def first(x):
    found = 0.0
    for i in range(2):
        found += float(np.sum(x[i]))
    return found

a = [first(np.ones((2,))), first(np.ones((2, 3)))]
x = np.arange(6.0).reshape(2, 3)
y = np.zeros((3, 2))
for i in range(2):
    for j in range(3):
        y[j, i] = x[i, j] * 10
s = np.zeros(4)
s[0] = 1
for i in range(3):
    s[i + 1] = s[i] * 2 + x[0, i]
if a[0] > 1:
    x = np.arange(3.0)
b = []
for i in range(2):
    b.append(float(np.sum(x[i])))
mask = np.zeros((3,), dtype=bool)
c = 0
for i in range(3):
    if mask[i] == False:
        c += 1
def grown(x, more):
    for i in range(2):
        more = more + x[i]
    return more
d = grown(np.array([1.0, 2.0]), np.array([10.0, 20.0]))
e = np.zeros((2, 2))
for i in range(2):
    for j in range(2):
        e[i, j] += i + j
`,
    names: ['a', 'y', 's', 'b', 'c', 'd', 'e'],
  },
  'places that are set by what was set before': {
    python: `
n = 8
a = np.zeros(n)
b = np.arange(8.0)
a[0] = 1
for i in range(1, n):
    a[i] = a[i - 1] * 2 + b[i]
fib = np.zeros(10, dtype=int)
fib[1] = 1
for i in range(2, 10):
    fib[i] = fib[i - 1] + fib[i - 2]
grid = np.zeros((4, 5))
for i in range(4):
    grid[i, 0] = i
    for j in range(1, 5):
        grid[i, j] = grid[i, j - 1] + grid[i - 1, j] * 0.5
        grid[i, -1] += 1
c = np.zeros(3)
for i in range(len(c)):
    c[i] += i
    c[-1] = c[i] + c.shape[0]
whole = np.zeros(3, dtype="int32")
for i in range(3):
    whole[i] = i * 1.7
def smoothed(x, by):
    y = np.zeros(len(x))
    y[0] = x[0]
    for t in range(1, len(x)):
        y[t] = by * y[t - 1] + (1 - by) * x[t]
    return y
d = smoothed(np.array([1.0, 2.0, 4.0]), 0.5)
t = np.zeros(4)
k = 3
while k > -3:
    t[k] = t[k - 1] + k
    k -= 1
s = np.array([3.0, 1.0, 2.0])
for i in range(2):
    for j in range(2 - i):
        if s[j] > s[j + 1]:
            held = s[j]
            s[j] = s[j + 1]
            s[j + 1] = held
rows = np.zeros((2, 3))
for i in range(2):
    rows[i] = i + 1
    rows[i, 0] = rows[i, 1] * 10
`,
    names: ['a', 'fib', 'grid', 'c', 'whole', 'd', 't', 's', 'rows'],
  },
  'an error in the middle': {
    python: `
a = np.zeros(4)
try:
    for i in range(4):
        a[i] = a[i - 1] + 1
        if i == 2:
            raise RuntimeError("enough")
except RuntimeError:
    pass
`,
    names: ['a'],
  },
  'gradients through what a loop reads': {
    python: `
w = tf.Variable([1.0, 2.0, 3.0])
x = np.array([4.0, 5.0, 6.0], dtype="float32")
with tf.GradientTape() as tape:
    loss = 0.0
    for i in range(3):
        loss += w[i] * w[i] * x[i]
g = tape.gradient(loss, w)
`,
    names: ['g'],
  },
};

describeAsInPython(
  'loops over numbers of arrays',
  Object.fromEntries(
    Object.entries(programs).map(([name, { python, names }]) => [name, { python: head + python, names }]),
  ),
);
