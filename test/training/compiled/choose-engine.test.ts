// XLA takes over where it pays, by what a step is and how many are asked for; what it is slow in, or does in another
// way, stays with the executor.
import { describe, expect, test } from 'vitest';
import { chooseEngine, type StepProfile } from '../../../lib/training/compiled/choose-engine.js';

const dense = {
  Const: 40,
  MatMul: 6,
  BiasAdd: 3,
  Relu: 2,
  ReluGrad: 2,
  Mul: 20,
  AddV2: 15,
  GatherV2: 2,
  Slice: 1,
};
const profile = (ops: Record<string, number> = {}, rest: Partial<StepProfile> = {}): StepProfile => ({
  ops: new Map(Object.entries({ ...dense, ...ops })),
  size: 1000,
  isLarge: false,
  pickedRows: 2,
  isRefused: false,
  ...rest,
});
const auto = (one: StepProfile, steps = 1_000_000) => chooseEngine(one, { steps, jitCompile: 'auto' });

test('many small steps go through XLA, few do not', () => {
  expect(auto(profile())).toBe('xla');
  expect(auto(profile(), 100)).toBe('executor');
});

test('one limit of steps lies between, the same at each call', () => {
  const first = Array.from({ length: 200 }, (_, i) => auto(profile(), i * 500)).indexOf('xla');
  expect(first).toBeGreaterThan(0);
  expect(auto(profile(), first * 500)).toBe('xla');
  expect(auto(profile(), (first - 1) * 500)).toBe('executor');
});

test('of a large step as well, after fewer of them', () => {
  const large = profile({ ResourceApplyAdam: 6, EnsureShape: 1 }, { size: 500_000, isLarge: true });
  expect(auto(large, 4_000)).toBe('xla');
  expect(auto(profile(), 4_000)).toBe('executor');
  expect(auto(large, 500)).toBe('executor');
});

describe('left to the executor', () => {
  test.each([
    ['convolutions', profile({ Conv2D: 1 })],
    ['pooling', profile({ MaxPool: 1 })],
    ['random numbers', profile({ StatelessRandomUniformV2: 1 })],
    ['loops of steps within a step', profile({ StatelessWhile: 1 })],
    ['labels that the executor checks', profile({ SparseSoftmaxCrossEntropyWithLogits: 1 })],
    ['rows of an embedding, whose numbers it checks', profile({ GatherV2: 3 })],
    ['an op that is not known', profile({ OpOfTomorrow: 1 })],
    ['the largest steps', profile({}, { size: 2_000_000, isLarge: true })],
    ['what XLA has failed on', profile({}, { isRefused: true })],
  ])('%s', (_, one) => {
    expect(auto(one)).toBe('executor');
  });
});

test.each([
  [true, 'xla'],
  [false, 'executor'],
] as const)('jitCompile: %s is what is done, whatever the step', (jitCompile, engine) => {
  for (const one of [profile(), profile({ Conv2D: 1 }, { isLarge: true })])
    for (const steps of [1, 1_000_000]) expect(chooseEngine(one, { steps, jitCompile })).toBe(engine);
});
