// Streams of their own against NumPy's RandomState and Python's random.Random, number for number.
import { expect, test } from 'vitest';
import { pythonRandom, randomState } from '../../lib/random/random-state.js';

// Of NumPy 2 and Python 3.11: a shuffled range(20), then what is drawn after it.
const numpy = [
  {
    seed: 0,
    shuffled: [18, 1, 19, 8, 10, 17, 6, 13, 4, 2, 5, 14, 9, 7, 16, 11, 3, 0, 15, 12],
    permutation: [5, 2, 3, 4, 1, 0],
    random: 0.3373961604172684,
  },
  {
    seed: 7,
    shuffled: [1, 17, 2, 5, 11, 0, 18, 6, 13, 19, 10, 14, 8, 16, 9, 12, 7, 3, 4, 15],
    permutation: [2, 5, 1, 0, 4, 3],
    random: 0.9312060196890217,
  },
  {
    seed: 1337,
    shuffled: [5, 3, 4, 0, 15, 11, 2, 12, 13, 1, 16, 17, 10, 14, 6, 9, 19, 18, 7, 8],
    permutation: [0, 2, 4, 5, 1, 3],
    random: 0.520500278176157,
  },
  {
    seed: 2147483653,
    shuffled: [2, 12, 15, 0, 1, 18, 13, 4, 16, 11, 14, 7, 8, 10, 3, 6, 5, 17, 19, 9],
    permutation: [5, 3, 2, 0, 4, 1],
    random: 0.2896296030437132,
  },
  {
    seed: 4294967295,
    shuffled: [11, 17, 19, 15, 1, 5, 8, 16, 13, 18, 14, 9, 10, 6, 0, 4, 7, 12, 2, 3],
    permutation: [1, 2, 5, 3, 0, 4],
    random: 0.9057112968704534,
  },
];
const python = [
  {
    seed: 0,
    shuffled: [10, 18, 16, 14, 0, 17, 11, 2, 3, 9, 5, 7, 4, 19, 6, 15, 8, 1, 13, 12],
    whole: [1, -2, 8, -2, 7, 2],
    chosen: ['d', 'e', 'a', 'c', 'd', 'c'],
    random: 0.6108869734438016,
  },
  {
    seed: 7,
    shuffled: [17, 15, 11, 18, 7, 6, 19, 3, 14, 0, 9, 5, 16, 8, 13, 2, 1, 12, 4, 10],
    whole: [-2, 5, 3, -3, 6, -2],
    chosen: ['b', 'e', 'a', 'e', 'e', 'd'],
    random: 0.04958931338977146,
  },
  {
    seed: -7,
    shuffled: [17, 15, 11, 18, 7, 6, 19, 3, 14, 0, 9, 5, 16, 8, 13, 2, 1, 12, 4, 10],
    whole: [-2, 5, 3, -3, 6, -2],
    chosen: ['b', 'e', 'a', 'e', 'e', 'd'],
    random: 0.04958931338977146,
  },
  {
    seed: 1337,
    shuffled: [13, 1, 2, 9, 7, 8, 0, 18, 3, 14, 4, 16, 12, 15, 6, 10, 5, 11, 17, 19],
    whole: [3, 3, 9, 8, 9, 1],
    chosen: ['a', 'c', 'e', 'a', 'd', 'b'],
    random: 0.9575633866430626,
  },
  {
    seed: 1099511627779,
    shuffled: [0, 10, 18, 13, 4, 15, 2, 5, 8, 19, 16, 6, 12, 11, 14, 9, 3, 17, 1, 7],
    whole: [2, 5, 9, 2, -2, -3],
    chosen: ['e', 'd', 'a', 'd', 'a', 'a'],
    random: 0.36062809156923004,
  },
];
const range = () => Array.from({ length: 20 }, (_, i) => i);

test.each(numpy)('RandomState($seed)', ({ seed, shuffled, permutation, random }) => {
  const [state, values] = [randomState(seed), range()];
  state.shuffle(values);
  expect(values).toEqual(shuffled);
  expect([...state.permutation(6)]).toEqual(permutation);
  expect(state.random()).toBe(random);
});

test.each(python)('random.Random($seed)', ({ seed, shuffled, whole, chosen, random }) => {
  const [state, values] = [pythonRandom(seed), range()];
  state.shuffle(values);
  expect(values).toEqual(shuffled);
  expect(Array.from({ length: 6 }, () => state.randint(-3, 9))).toEqual(whole);
  expect(Array.from({ length: 6 }, () => state.choice([...'abcde']))).toEqual(chosen);
  expect(state.random()).toBe(random);
});

test('refuses what is no seed, no choice and no range', () => {
  expect(() => randomState(-1)).toThrow('expected a whole number from 0 to 4294967295');
  expect(() => randomState(1).shuffle(7 as never)).toThrow('expected a list');
  expect(() => pythonRandom(1).shuffle(7 as never)).toThrow('expected a list');
  expect(() => pythonRandom(0.5)).toThrow('random.pythonRandom: expected a whole number');
  expect(() => pythonRandom(1).choice([])).toThrow('an empty list');
  expect(() => pythonRandom(1).randint(3, 2)).toThrow('the lower first');
});
