// Methods and properties that are put on classes from outside, and properties within them: what Python gives for the same.
import { describeAsInPython } from './run-in-python.js';

const head = ['import numpy as np', 'import tensorflow as tf', 'from tensorflow import keras', ''].join('\n');

const programs = {
  'methods, with defaults, names, lists of more, and what they call of each other': {
    python: `
class Box:
    def __init__(self, n):
        self.n = n
    def twice(self):
        return self.grown(2)

def grown(self, by, add=1):
    return self.n * by + add

def total(self, *more):
    return self.n + sum(more)

def changed(self, n):
    self.n = n
    return self

Box.grown = grown
Box.total = total
Box.changed = changed
Box.alias = grown
box = Box(3)
a = [box.grown(2), box.grown(by=4), box.grown(2, add=0), box.alias(5)]
b = box.total(1, 2, 3)
c = box.twice()
d = grown(box, 10)
e = grown(box, by=3, add=2)
f = box.changed(7).grown(1)
g = [one.grown(1) for one in [Box(1), Box(2)]]
`,
    names: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
  },
  'a method in place of one of the class, seen by objects that are there already': {
    python: `
class Box:
    def size(self, by):
        return by

box = Box()
before = box.size(2)

def size(self, by):
    return by * 100

Box.size = size
after = box.size(2)
`,
    names: ['before', 'after'],
  },
  'the function that was there when it was put on': {
    python: `
class Box:
    pass

def one(self):
    return 1

Box.one = one

def one(self):
    return 2

Box.two = one
box = Box()
a = [box.one(), box.two(), one(box)]
`,
    names: ['a'],
  },
  'one function on two classes': {
    python: `
class A:
    def __init__(self):
        self.n = 1
class B:
    def __init__(self):
        self.n = 2
def doubled(self):
    return self.n * 2
A.doubled = doubled
B.twice = doubled
a = [A().doubled(), B().twice()]
`,
    names: ['a'],
  },
  'a class that extends another has what was put on that': {
    python: `
class A:
    def __init__(self, n):
        self.n = n
class B(A):
    pass
def shown(self):
    return self.n + 1
@property
def half(self):
    return self.n / 2
A.shown = shown
A.half = half
b = B(6)
a = [b.shown(), b.half]
`,
    names: ['a'],
  },
  'properties: read anew each time, with setters, and by other names': {
    python: `
class Box:
    def __init__(self, n):
        self._n = n
        self.count = 0

@property
def n(self):
    self.count += 1
    return self._n

@n.setter
def n(self, value):
    self._n = value * 10

@property
def square(self):
    return self.n ** 2

def get_side(self):
    return self._n - 1

def set_side(self, side):
    self._n = side + 1

Box.n = n
Box.square = square
Box.side = property(get_side, set_side)
Box.edge = property(get_side)
box = Box(2)
a = [box.n, box.square, box.count]
box.n = 4
b = [box.n, box.square, box.count, box._n]
box.n += 1
c = [box.n, box.side, box.edge]
box.side = 9
d = [box.n, box.side]
`,
    names: ['a', 'b', 'c', 'd'],
  },
  'a property of a class, its setter, and one that extends it': {
    python: `
class Celsius:
    def __init__(self, degrees=0.0):
        self._degrees = degrees
    @property
    def degrees(self):
        return self._degrees
    @degrees.setter
    def degrees(self, value):
        if value < -273.0:
            value = -273.0
        self._degrees = value
    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, value):
        self.degrees = (value - 32) * 5 / 9

class Sauna(Celsius):
    @property
    def isHot(self):
        return self.fahrenheit > 150
    def warm(self, by):
        self.degrees += by
        return self.isHot

room = Celsius(20.0)
a = [room.degrees, room.fahrenheit]
room.fahrenheit = 212
b = [room.degrees, room.fahrenheit]
room.degrees = -500
c = room.degrees
sauna = Sauna(30.0)
d = [sauna.warm(10), sauna.warm(60), sauna.degrees]
`,
    names: ['a', 'b', 'c', 'd'],
  },
  'a property goes before what an object was given under its name': {
    python: `
class Box:
    def __init__(self):
        self.made = 0
box = Box()
box.example = [1, 2]
other = Box()
other.example = [5]
a = box.example

@property
def example(self):
    result = getattr(self, '_example', None)
    if result is None:
        self.made += 1
        result = [3, 4, self.made]
        self._example = result
    return result

Box.example = example
b = [box.example, other.example, box.example, box.made]
`,
    names: ['a', 'b'],
  },
  'lists that may be None, asked whether something is in them': {
    python: `
class W:
    def __init__(self, names=None, at=None):
        self.names = names
        self.at = at
    def count(self):
        if self.names:
            return len(self.names)
        if self.at:
            return 100
        return 0
a = [W().count(), W([]).count(), W(["a"]).count(), W(at={"a": 1}).count(), W(at={}).count()]
def f(x=None):
    return 1 if x else 2
b = [f(), f([]), f([0])]
def g(names=None):
    if not names:
        return 0
    return len(names)
c = [g(), g([]), g(["a", "b"])]
`,
    names: ['a', 'b', 'c'],
  },
  'getattr and hasattr': {
    python: `
class Box:
    def __init__(self):
        self.n = 1
    def fill(self):
        self.late = 0
box = Box()
a = [getattr(box, 'n'), getattr(box, 'n', 5), getattr(box, 'late', 5), getattr(box, 'late', None), hasattr(box, 'late'), hasattr(box, 'n')]
box.fill()
b = [getattr(box, 'late', 5), hasattr(box, 'late')]
`,
    names: ['a', 'b'],
  },
  'functions within methods know their object': {
    python: `
class Box:
    def __init__(self, n):
        self.n = n
    def sums(self, values):
        def add(value, more=0):
            if value > 3:
                return add(value - 1, more + 1)
            return value + self.n + more
        return [add(one) for one in values]
def products(self, values):
    def times(value):
        return value * self.n
    return list(map(times, values))
Box.products = products
a = Box(10).sums([1, 2, 5])
b = Box(10).products([1, 2])
`,
    names: ['a', 'b'],
  },
  'what is put on models and layers of one’s own': {
    python: `
class Feedback(keras.Model):
    def __init__(self, units, steps):
        super().__init__()
        self.steps = steps
        self.units = units
        self.cell = keras.layers.LSTMCell(units, kernel_initializer="ones", recurrent_initializer="ones")
        self.rnn = keras.layers.RNN(self.cell, return_state=True)
        self.dense = keras.layers.Dense(2, kernel_initializer="ones")

model = Feedback(3, 4)

def warmup(self, inputs):
    x, *state = self.rnn(inputs)
    prediction = self.dense(x)
    return prediction, state

Feedback.warmup = warmup
x = tf.constant(np.arange(12.0).reshape(2, 3, 2) / 10, dtype="float32")
first, state = model.warmup(x)

def call(self, inputs, training=None):
    predictions = []
    prediction, state = self.warmup(inputs)
    predictions.append(prediction)
    for n in range(1, self.steps):
        x = prediction
        x, state = self.cell(x, states=state, training=training)
        prediction = self.dense(x)
        predictions.append(prediction)
    predictions = tf.stack(predictions)
    predictions = tf.transpose(predictions, [1, 0, 2])
    return predictions

Feedback.call = call

@property
def doubled(self):
    return self.units * 2
Feedback.doubled = doubled
outputs = model(x)
shape = list(outputs.shape)
units = model.doubled
`,
    names: ['first', 'outputs', 'shape', 'units'],
  },
  'what passes on whatever else it is given': {
    python: `
class Residual(keras.Model):
    def __init__(self, model):
        super().__init__()
        self.inner = model
    def call(self, inputs, *args, **kwargs):
        delta = self.inner(inputs, *args, **kwargs)
        return inputs + delta
model = Residual(keras.Sequential([keras.layers.Dense(2, kernel_initializer="ones")]))
y = model(np.ones((1, 2)))
z = model(np.ones((1, 2)), training=True)
`,
    names: ['y', 'z'],
  },
};

describeAsInPython(
  'what is put on classes',
  Object.fromEntries(
    Object.entries(programs).map(([name, { python, names }]) => [name, { python: head + python, names }]),
  ),
);
