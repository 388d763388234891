import { describe, expect, test } from 'vitest';
import { MersenneTwister } from '../lib/random/mersenne-twister.js';

// Expected numbers: numpy.random.RandomState(113) and RandomState(5) of NumPy 2.
describe('MersenneTwister equals NumPy', () => {
  test('permutation, random_sample, uniform, standard_normal, choice in one stream', () => {
    const random = new MersenneTwister(113);
    expect([...random.permutation(10)]).toEqual([9, 3, 6, 1, 0, 7, 4, 8, 2, 5]);
    expect([random.random(), random.random(), random.random()]).toEqual([
      0.29617356833160324, 0.7821496031873715, 0.3053994229781485,
    ]);
    expect([random.uniform(-2, 3), random.uniform(-2, 3)]).toEqual([2.3592386581245197, 1.7375831521933622]);
    expect([random.normal(), random.normal(), random.normal()]).toEqual([
      1.0370898113763383, -0.02509502204420764, -0.13814467289423701,
    ]);
    expect(Array.from({ length: 5 }, () => random.choice(7))).toEqual([6, 3, 4, 5, 0]);
    expect(Array.from({ length: 5 }, () => random.choice(10))).toEqual([1, 1, 7, 9, 0]);
  });

  test('another seed', () => {
    const random = new MersenneTwister(5);
    expect([random.choice(3), random.choice(3)]).toEqual([2, 1]);
    expect(random.random()).toBe(0.20671915533942642);
  });
});

test('a choice of one draws nothing', () => {
  const [drawn, untouched] = [new MersenneTwister(1), new MersenneTwister(1)];
  expect(drawn.choice(1)).toBe(0);
  expect(drawn.random()).toBe(untouched.random());
});
