// What Python itself means, where JavaScript means something else by what looks the same.
import { describeAsInPython } from './run-in-python.js';

const language = {
  'parts of lists, texts and dictionaries for several names': {
    python: `
first, *rest = [1, 2, 3]
a, *middle, z = [1, 2, 3, 4, 5]
*start, end = "abc"
(p, q), r = (1, 2), 3
x, y = {"k": 1, "l": 2}
values = [1, 2, 3]
values[0], values[-1] = values[-1], values[0]
n = len(rest) + len(middle)
for head, *tail in [[1, 2, 3], [4, 5]]:
    n += head * len(tail)
i, j = 0, 1
i, j = j, i - 3
k = i % 5 + j % 5
`,
    names: ['first', 'rest', 'a', 'middle', 'z', 'start', 'end', 'p', 'q', 'r', 'x', 'y', 'values', 'n', 'k'],
  },
  'lists that loops make, and copies': {
    python: `
rows = [[i * j for j in range(3)] for i in range(2)]
flat = [v for row in rows for v in row if v % 2 == 0]
lengths = {word: len(word) for word in ["a", "bb", "ccc"]}
pairs = [(k, v) for k, v in lengths.items()]
letters = sorted({c for c in "hello"})
total = sum(v * v for v in range(4))
found = next((v for v in range(10) if v * v > 20), None)
missing = next((v for v in [1, 2] if v > 5), -1)
some = any(v > 2 for v in [1, 2, 3])
every = all([[1], [2], []])
source = [1, 2]
copy = [v for v in source]
copy.append(3)
flags = sum(v > 1 for v in [1, 2, 3])
joined = sum([[1], [2, 3]], [])
`,
    names: [
      ...['rows', 'flat', 'pairs', 'letters', 'total', 'found', 'missing', 'some', 'every', 'source'],
      ...['copy', 'flags', 'joined'],
    ],
  },
  'formats of numbers, texts and truth': {
    python: `
x = 1234.5678
small = 0.00012345
n = 42
minus = -7
name = "net"
ok = 3 > 2
nothing = None
a = [f"{x:.2f}", f"{small:.2e}", f"{x:.3e}", f"{n:05d}", f"{minus:05d}", f"{name:<6}|", f"{name:>6}|"]
b = [f"{x:,.2f}", f"{1234567:,}", f"{0.256:.1%}", f"{n:4d}|", f"{name:*<5}", f"{ok} {nothing}", f"{n=}"]
c = ["%d items" % 3.7, "%5.2f|" % x, "%-6s|" % name, "%6s|" % name, "%03d" % n, "%d%%" % n, "%s is %s" % (name, ok)]
d = ["{:>8}|".format(name), "{0}-{0}-{1}".format("a", "b"), "{k:.1f}".format(k=x), "{{{}}}".format(n)]
e = [str(ok), str(nothing), str(n), str(name)]
`,
    names: ['a', 'b', 'c', 'd', 'e'],
  },
  'dictionaries: keys that are computed, their order, and what they lack': {
    python: `
counts = {}
for word in "the cat the dog constructor the".split():
    counts[word] = counts.get(word, 0) + 1
byWord = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
there = ["constructor" in counts, "toString" in counts, "cat" in counts]
index = {}
for i, c in enumerate("cab"):
    index[i] = c
keys = [k + 1 for k in index]
back = {v: k for k, v in index.items()}
order = list({"10": 1, "9": 2, "b": 3}.keys())
groups = {}
for v in [3, 1, 4, 1, 5]:
    groups.setdefault(v % 2, []).append(v)
sizes = [len(groups[0]), len(groups[1])]
most = max(counts, key=counts.get)
del counts["the"]
left = list(counts)
merged = {**{"a": 1}, **{"b": 2}}
same = {"a": 1, "b": 2} == {"b": 2, "a": 1}
settings = {"rate": 1}
settings.update(rate=2, depth=3)
taken = settings.pop("depth")
both = sorted(settings.items())
index[0] += "!"
index.update({5: "z"})
last = [index[0], index[5], index.pop(5), len(index)]
seen = set()
repeated = 0
for pair in [(1, 2), (2, 1), (1, 2)]:
    if pair in seen:
        repeated += 1
    seen.add(pair)
seen.discard((2, 1))
firsts = [repeated, len(seen)] + [a + b for a, b in seen] + [len({(1, 2), (1, 2)} | seen)]
empty = dict()
empty[1] = 2
one = [k for k in empty]
`,
    names: [
      ...[
        'byWord',
        'there',
        'keys',
        'order',
        'sizes',
        'most',
        'left',
        'same',
        'taken',
        'both',
        'last',
        'one',
      ],
    ],
  },
  'lists: places from behind, what is deleted, what is there twice': {
    python: `
values = [5, 6, 7, 8]
previous = [values[i - 1] for i in range(4)]
for i in range(4):
    values[i - 1] += i
k = -2
second = values[k]
values[k] = 100
del values[0]
values.insert(-1, 50)
grid = [[0] * 2] * 2
grid[0][1] = 9
apart = [[0] * 2 for _ in range(2)]
apart[0][1] = 9
values.remove(50)
count = [1, 2, 1].count(1)
place = ["a", "b"].index("b")
pairs = [(1, 2), (3, 4)]
there = [(3, 4) in pairs, [1, 2] in [[1, 2]], (4, 3) in pairs]
words = ["bb", "a", "ccc"]
words.sort(key=len, reverse=True)
copy = words.copy()
copy.reverse()
i = 0
i -= 1
wrapped = [values[i], i % 3]
`,
    names: [
      'previous',
      'values',
      'second',
      'grid',
      'apart',
      'count',
      'place',
      'there',
      'words',
      'copy',
      'wrapped',
    ],
  },
  'the order of pairs, of texts, and by several keys': {
    python: `
a = sorted([(2, "b"), (10, "a"), (2, "a")])
b = sorted(zip([3, 1, 2], "abc"), reverse=True)
c = sorted(["B", "a", "C"], key=str.lower)
d = sorted([(1, "x"), (1, "a")], key=lambda p: (p[0], p[1]))
e = max(["pear", "apple", "zoo"])
f = min([3, 1, 2])
g = max([(1, 5), (3, 2)], key=lambda p: p[1])
h = sorted([10, 9, 1])
i = sorted([True, False, True])
j = max("hello")
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j'],
  },
  'lists of several lengths side by side': {
    python: `
xs = [1, 2, 3, 4]
steps = [b - a for a, b in zip(xs, xs[1:])]
three = [a + b + c for a, b, c in zip(xs, [10, 20], [100, 200, 300])]
named = list(zip(["a", "b"], xs))
numbered = [f"{i}{c}" for i, c in enumerate("abc", start=1)]
mapped = list(map(int, "1 2 3".split()))
kept = list(filter(None, [0, 1, "", "a"]))
odd = list(filter(lambda v: v % 2, xs))
`,
    names: ['steps', 'three', 'named', 'numbered', 'mapped', 'kept', 'odd'],
  },
  'texts: what splits them, and their lines': {
    python: `
a = "".split()
b = "  one   two ".split()
c = "k=v=w".split("=", 1)
d = "none".split(",", 1) + " one  two three ".split(maxsplit=1) + " one ".split(None, 1)
e = "one\\ntwo\\n".splitlines()
f = "a,b".split(",")
g = "x" * 3 + "-".join(["p", "q"])
h = ["abc".find("c"), "abc".find("z"), "aXbXc".replace("X", ""), "Abc".lower(), "7".zfill(3)]
i = [c for c in "ab"]
j = "abc"[-1] + "abc"[::-1]
k = "lo" in "hello"
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'],
  },
  'comparisons in a chain, whose middle is asked once': {
    python: `
calls = []
def middle():
    calls.append(1)
    return 5
a = 1 < middle() < 10
b = 1 < middle() <= 4
c = len(calls)
d = 1 == 1.0 == True
e = (1 < 2) + (2 < 3)
hits = 0
for v in [1, 5, 9]:
    hits += 2 < v < 8
f = [1, 2] == [1, 2] != [2, 1]
`,
    names: ['a', 'b', 'c', 'd', 'e', 'hits', 'f'],
  },
  'loops that change what they count by': {
    python: `
a = []
for i in range(5):
    i = i * 2
    a.append(i)
for j in range(4):
    pass
b = j
xs = [1, 2]
for k in range(len(xs)):
    xs.append(k)
n = 3
c = 0
for m in range(n):
    n -= 1
    c += 1
d = []
for s in range(10, 0, -3):
    d.append(s)
t = -1
while t > -4:
    t -= 1
e = [t % 3, t // 2, -7 % 3, 7 % -3]
f = list(range(5, 2))
`,
    names: ['a', 'b', 'xs', 'c', 'd', 'e', 'f'],
  },
  'functions that keep names of a loop': {
    python: `
late = []
for i in range(3):
    late.append(lambda: i * 10)
a = [f() for f in late]
early = []
for i in range(3):
    early.append(lambda x, i=i: x + i)
b = [f(1) for f in early]
table = {}
for name in ["p", "q"]:
    def show():
        return name
    table[name] = show
c = [table["p"](), table["q"]()]
d = sorted([3, 1, 2], key=lambda v: -v)
e = []
for base in [1, 2]:
    e.append(list(map(lambda v: v + base, [10])))
`,
    names: ['a', 'b', 'c', 'd', 'e'],
  },
  'names of the notebook, and of functions around': {
    python: `
counter = 0
best = None
def step(v):
    global counter, best
    counter += 1
    if best is None or v > best:
        best = v
for v in [3, 9, 4]:
    step(v)
def make():
    total = 0
    seen = []
    def add(v):
        nonlocal total
        total = total + v
        seen.append(v)
        return total
    add(2)
    add(5)
    return total, len(seen)
a, b = make()
`,
    names: ['counter', 'best', 'a', 'b'],
  },
  'defaults that are made once': {
    python: `
def collect(v, into=[]):
    into.append(v)
    return into
collect(1)
a = len(collect(2))
size = 3
def area(n=size):
    return n * n
size = 10
b = area()
def scaled(x, by=2, *, plus=0):
    return x * by + plus
c = [scaled(1), scaled(1, 3), scaled(1, plus=5), scaled(x=2, by=4)]
def shapes(layers=[8, 4]):
    return sum(layers)
d = shapes() + shapes()
`,
    names: ['a', 'b', 'c', 'd'],
  },
  'what is given by place, by name, and passed on': {
    python: `
def add(*values):
    return sum(values)
def join(a, b="-", c="!"):
    return a + b + c
def both(first, *values, sep=",", **named):
    return str(first) + sep + str(len(values)) + sep + str(len(named))
def passed(*args, **kwargs):
    return join(*args, **kwargs)
def named(**kwargs):
    return join("x", **kwargs)
def further(*args, **kwargs):
    return both(1, *args, sep=":", **kwargs) if kwargs else both(0, *args)
a = add(1, 2, 3)
numbers = [4, 5]
b = add(*numbers)
c = both(1, 2, 3, sep=";", k=1, m=2)
d = both(1)
e = [passed("p"), passed("p", "q"), passed("p", c="r"), passed(a="s", b="t")]
f = [named(), named(c="?"), named(b="+", c="?")]
options = {"b": "/", "c": "."}
g = join("y", **options)
h = [join(*["1", "2", "3"]), further(2, 3), further(2, k=1)]
class Scaler:
    def __init__(self, by, *more, **kwargs):
        self.by = by
        self.count = len(more)
        self.batch_size = kwargs.get("batch_size", 7)
    def apply(self, *values, plus=0):
        return [v * self.by + plus for v in values]
one = Scaler(3, 1, 2, batch_size=9)
two = Scaler(2)
i = [one.count, one.batch_size, two.batch_size] + one.apply(1, 2, plus=1)
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'],
  },
  'classes: what Python calls by itself, and what the class holds': {
    python: `
class Vector:
    made = 0
    unit = "m"
    def __init__(self, x, y):
        self.x = x
        self.y = y
        Vector.made += 1
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, by):
        return Vector(self.x * by, self.y * by)
    def __eq__(self, other):
        return self.x == other.x and self.y == other.y
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return [self.x, self.y][i]
    def __contains__(self, v):
        return v == self.x or v == self.y
    def __str__(self):
        return f"({self.x}, {self.y}) {self.unit}"
    def __call__(self, t):
        return self.x * t
    @property
    def square(self):
        return self.x ** 2 + self.y ** 2
    @staticmethod
    def zero():
        return Vector(0, 0)
class Named(Vector):
    def __init__(self, name, x=1, y=2):
        super().__init__(x=x, y=y)
        self.name = name
    def __str__(self):
        return self.name + super().__str__()
u, v = Vector(1, 2), Vector(3, 4)
w = u + v * 2
a = [w.x, w.y, w.square, len(w), w[1], w[-1], 7 in w, 8 in w]
b = [u == Vector(1, 2), u != v, str(u), f"{v}", u(5)]
c = Named("n", y=5)
d = [c.x, c.y, str(c), Vector.made, c.unit, Vector.zero().x]
e = 0
if w:
    e = 1
`,
    names: ['a', 'b', 'd', 'e'],
  },
  'sets, bits and truth': {
    python: `
s, t = {1, 2, 3}, {2, 3, 4}
a = [sorted(s | t), sorted(s & t), sorted(s - t), 2 in s, s == {3, 2, 1}]
b = [1 << 40, (1 << 40) >> 38, 6 & 3, 6 | 1, 6 ^ 3, 5 >> 1, -5 >> 1]
yes, no = 2 > 1, 2 < 1
c = [yes & no, yes | no, yes ^ no, yes + yes, not no]
d = [bool([]), bool([0]), bool(""), bool({}), bool(0.0), bool("a")]
zero, word, empty = 0, "a", []
e = [zero or 5, word and "b", 1 if empty else 2, zero and word]
f = (2 ** 10, 7 // 2, -7 // 2, 7 / 2, 2 ** -1, 10 % 3)
g = [round(2.567, 2), abs(-3), int(-3.7), int("12"), float("1.5"), int(True)]
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
  },
  'errors that JavaScript throws as well': {
    python: `
def check(v):
    try:
        if v > 1:
            raise ValueError("large")
        return "small"
    except ValueError as error:
        return str(error)
    finally:
        seen.append(v)
seen = []
a = [check(1), check(2)]
b = 0
for v in [1, 2, 3]:
    if v == 2:
        continue
    b += v
`,
    names: ['a', 'b', 'seen'],
  },
  'records, and what is counted in them': {
    python: `
records = [{"name": "b", "score": 2.5}, {"name": "a", "score": 2.5}, {"name": "c", "score": 1.0}]
best = max(records, key=lambda r: r["score"])["name"]
by = {}
for r in records:
    by.setdefault(r["score"], []).append(r["name"])
scores = sorted(by)
names = [n for s in scores for n in sorted(by[s])]
total = sum(r["score"] for r in records) / len(records)
high = [r["name"].upper() for r in records if r["score"] > 2 and not r["name"] == "a"]
rows = {"x": [1, 2], "y": [3]}
longest = max(rows, key=lambda k: len(rows[k]))
rows["x"].append(9)
rows["x"][0] = 7
flat = [v for k, vs in sorted(rows.items()) for v in vs]
matrix = [[1, 2, 3], [4, 5, 6]]
turned = [[row[i] for row in matrix] for i in range(3)]
diagonal = [matrix[i][i] for i in range(2)]
matrix[-1][-1] = 60
last = matrix[1]
counts = {}
for ch in "hello":
    if ch not in counts:
        counts[ch] = 0
    counts[ch] += 1
pairs = sorted(counts.items(), key=lambda kv: kv[1], reverse=True)[:2]
vocabulary = {w: i + 1 for i, w in enumerate(sorted(set("b a b c".split())))}
encoded = [vocabulary.get(w, 0) for w in ["a", "z", "c"]]
decode = dict((i, w) for w, i in vocabulary.items())
word = "".join(decode[i] for i in [2, 1, 3])
missing = decode.get(10, "?")
`,
    names: [
      ...['best', 'scores', 'names', 'total', 'high', 'longest', 'flat', 'turned', 'diagonal', 'last'],
      ...['pairs', 'encoded', 'word', 'missing'],
    ],
  },
  'objects that change, and functions in functions': {
    python: `
class Meter:
    limit = 3
    def __init__(self, start=0):
        self.values = [start]
        self._scale = 1
    @property
    def scale(self):
        return self._scale
    @scale.setter
    def scale(self, value):
        self._scale = max(1, value)
    def add(self, v):
        self.values.append(v * self.scale)
        self.values[-1] += 1
        if len(self.values) > self.limit:
            self.values = self.values[-self.limit:]
        return self
    def mean(self):
        return sum(self.values) / len(self.values)
    def __repr__(self):
        return f"Meter({self.values})" if False else "Meter"
m = Meter()
m.scale = 2
m.add(1).add(2).add(3)
a = [m.values, round(m.mean(), 3), m.scale, str(m), f"{m}!"]
m.scale = -5
b = m.scale
def outer(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)
    results = []
    for i in range(n):
        results.append(fact(i))
    return results
c = outer(5)
def compose(*fns):
    def run(x):
        for f in fns:
            x = f(x)
        return x
    return run
d = compose(lambda x: x + 1, lambda x: x * 10)(4)
log = []
def note(message, level="info", *tags, **extra):
    log.append(f"{level}:{message}:{len(tags)}:{sorted(extra)}" if False else level + ":" + message + ":" + str(len(tags)))
note("a")
note("b", "warn", "t", "u")
note("c", level="x", key=1)
e = log
x = y = [1]
y.append(2)
f = len(x)
g = [1, 2, 3, 4, 5, 6][1:5:2] + [1, 2, 3][::-1]
h = "a" if "b" < "c" else "d"
k, n = 0, 27
while True:
    if n == 1:
        break
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    k += 1
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'k'],
  },
};

describeAsInPython('Python itself', language);

const head = 'import numpy as np\n';

const arrays = {
  'true and false as places': {
    python: `
x = np.array([1.0, -2.0, 3.0, -4.0])
y = np.array([[1.0, 2.0], [3.0, 4.0]])
a = x[x > 0]
b = y[y > 1.5]
labels = np.array([0, 1])
c = y[labels == 1]
d = x[(x > -3) & (x < 2)]
def positive(v):
    return v[v > 0]
e = positive(x)
f = int(np.sum(x > 0))
x[x < 0] = 0
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'x'],
  },
  'arrays that are stretched over each other': {
    python: `
x = np.arange(6).reshape(2, 3)
row = np.array([10, 20, 30])
column = np.array([[1], [2]])
a = x + row
b = x * column
c = x[:, 1]
d = x[1, ::-1]
e = x[:, np.newaxis, :].shape
f = x.T[0]
g = x[-1][-1]
h = np.concatenate([x, x], axis=1)[0]
i = (x - x.mean(axis=0)) / 2
j = np.where(x > 2, x, -x)
k = x[..., 0]
m = x[[1, 0]]
n = x.sum(axis=1, keepdims=True)
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'm', 'n'],
  },
  'numbers of arrays, and what reduces them': {
    python: `
x = np.array([[3.0, 1.0, 2.0], [6.0, 5.0, 4.0]])
a = [float(x.max()), int(np.argmax(x)), int(x[1].argmin()), float(np.mean(x[:, 0]))]
b = np.argmax(x, axis=1)
c = np.sort(x, axis=1)
d = x / x.sum(axis=1, keepdims=True)
e = np.clip(x, 2, 5)
f = [int(v) for v in np.arange(0, 10, 3)]
g = np.linspace(0, 1, 5)
h = np.zeros((2, 2))
h[0, 1] = 5
h[1] = [7, 8]
i = h.copy()
i[0, 0] = 1
j = (x > 2).astype("int32")
k = np.dot(x, x.T)
m = np.stack([x[0], x[1]])[1, ::2]
n = [len(x), x.shape[1], x.ndim, x.size]
o = np.mean((x - 1) ** 2)
p = np.expand_dims(x, 0).shape
q = x.flatten()[2:5]
r = -x[0] ** 2
s = float(np.sqrt(16)) + abs(-2) + float(np.exp(0))
t = np.ones(3) * 2 - np.array([1, 2, 3])
u = np.concatenate([np.zeros((1, 2)), np.ones((1, 2))])
v = np.round(np.array([1.234, 5.678]), 1)
w = [float(one) for one in x[0] if one > 1]
`,
    names: [
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'm', 'n', 'o', 'p', 'q', 'r', 's'],
      ...['t', 'u', 'v', 'w'],
    ],
  },
  'shapes in texts': {
    python: `
x = np.zeros((2, 3))
y = np.zeros(4)
a = f"{x.shape} and {y.shape}"
b = "shape: " + str(x.shape)
c = "%s" % str(y.shape)
`,
    names: ['a', 'b', 'c'],
  },
};

describeAsInPython(
  'NumPy',
  Object.fromEntries(
    Object.entries(arrays).map(([name, { python, names }]) => [name, { python: head + python, names }]),
  ),
);

describeAsInPython('layers, texts and modules of programs', {
  'activations by name, or none': {
    python: `
import keras
import tensorflow as tf
class Scaled(keras.layers.Layer):
    def __init__(self, factor, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor
        self.activation = keras.activations.get(activation)
    def call(self, x):
        return self.activation(x * self.factor)
x = tf.constant([[-1.0, 2.0]])
a = Scaled(3.0, activation="relu")(x)
b = Scaled(3.0)(x)
gelu = keras.activations.get("gelu")
c = gelu(x)
`,
    names: ['a', 'b', 'c'],
  },
  'characters at the ends of a text': {
    python: `
name = "--a-[b]\\\\c/\\n"
a = name.rstrip("\\n")
b = name.strip("-/\\n\\\\")
c = name.lstrip("^-")
d = "x]y]".rstrip("]")
e = "'\\"a\\"'".strip("\\"'")
f = "  a ".strip()
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f'],
  },
  'what runs where, and over what': {
    python: `
import sys
import tensorflow as tf
from packaging import version
assert sys.version_info >= (3, 7)
assert version.parse(tf.__version__) >= version.parse("2.8.0")
where = "elsewhere"
if "google.colab" in sys.modules:
    where = "Colab"
total = 0
for one in iter([1, 2, 3]):
    total += one
`,
    names: ['where', 'total'],
  },
});
