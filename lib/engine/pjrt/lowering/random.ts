// TensorFlow's own random numbers: Philox 4x32-10 written out in whole numbers, so that every device draws the same.
// lib/random/philox.ts is the same in JavaScript, with the sources.
import { product } from '../element-types.js';
import type { Emitter, Value } from '../stablehlo.js';
import { like, type Rule, type Site } from './site.js';

const multiplierA = 0xd2511f53;
const multiplierB = 0xcd9e8d57;
const keyStepA = 0x9e3779b9;
const keyStepB = 0xbb67ae85;

type Words = readonly [Value, Value, Value, Value];

/** The two halves of a product of words. */
function halves(emit: Emitter, word: Value, multiplier: number): [high: Value, low: Value] {
  const wide = emit.unary('convert', word, 'ui64');
  const result = emit.binary('multiply', wide, like(emit, wide, multiplier));
  const high = emit.binary('shift_right_logical', result, like(emit, wide, 32));
  return [emit.unary('convert', high, 'ui32'), emit.unary('convert', result, 'ui32')];
}

function scramble(emit: Emitter, counter: Words, key: readonly [Value, Value]): Words {
  let [a, b, c, d] = counter;
  let [keyA, keyB] = key;
  const xor = (x: Value, y: Value): Value => emit.binary('xor', x, y);
  for (let round = 0; round < 10; round++) {
    const [highA, lowA] = halves(emit, a, multiplierA);
    const [highB, lowB] = halves(emit, c, multiplierB);
    [a, b, c, d] = [xor(xor(highB, b), keyA), lowB, xor(xor(highA, d), keyB), lowA];
    keyA = emit.binary('add', keyA, like(emit, keyA, keyStepA));
    keyB = emit.binary('add', keyB, like(emit, keyB, keyStepB));
  }
  return [a, b, c, d];
}

/** `count` words of the stream that a pair of whole numbers begins. */
function words(emit: Emitter, seed: Value, count: number): Value {
  const blocks = Math.max(1, Math.ceil(count / 4));
  const mixed = scramble(emit, seedWords(emit, seed), [
    emit.fill('ui32', [], 0x3ec8f720),
    emit.fill('ui32', [], 0x02461e29),
  ]);
  const [keyA, keyB, third, fourth] = mixed.map((word) =>
    emit.broadcast(word, [blocks], []),
  ) as unknown as Words;
  const counter: Words = [emit.iota('ui32', [blocks], 0), emit.fill('ui32', [blocks], 0), third, fourth];
  const columns = scramble(emit, counter, [keyA, keyB]).map((word) => emit.reshape(word, [blocks, 1]));
  const all = emit.reshape(emit.concatenate(columns, 1), [blocks * 4]);
  return emit.slice(all, [0], [count]);
}

/** The pair as two whole numbers of 64 bits, their halves in turn. */
function seedWords(emit: Emitter, seed: Value): Words {
  const numbers = [0, 1].map((place) => emit.reshape(emit.slice(seed, [place], [place + 1]), []));
  return numbers.flatMap((number) => {
    const signs = emit.binary('shift_right_arithmetic', number, like(emit, number, 31));
    return [number, signs].map((half) => emit.unary('convert', half, 'ui32'));
  }) as unknown as Words;
}

/** From 0 up to 1, by the lowest 23 bits of each word. */
function uniforms(emit: Emitter, seed: Value, count: number): Value {
  const drawn = words(emit, seed, count);
  const bits = emit.binary('and', drawn, like(emit, drawn, 0x7fffff));
  const from1 = emit.unary('bitcast_convert', emit.binary('or', bits, like(emit, bits, 0x3f800000)), 'f32');
  return emit.binary('subtract', from1, like(emit, from1, 1));
}

const seedOf = (site: Site): Value => emitAs32(site, site.input(1));

function emitAs32({ emit }: Site, seed: Value): Value {
  return emit.convert(seed, 'i32');
}

export const uniform: Rule = (site) => {
  const { shape } = site.output();
  return site.emit.reshape(uniforms(site.emit, seedOf(site), product(shape)), shape);
};

/** Pairs by Box and Muller. */
export const normal: Rule = (site) => {
  const { emit, output } = site;
  const { shape } = output();
  const count = product(shape);
  const pairs = Math.ceil(count / 2);
  const drawn = emit.reshape(uniforms(emit, seedOf(site), 2 * pairs), [pairs, 2]);
  const column = (at: number): Value => emit.slice(drawn, [0, at], [pairs, at + 1]);
  const first = column(0);
  const logs = emit.unary('log', emit.binary('maximum', first, like(emit, first, 1e-7)));
  const radius = emit.unary('sqrt', emit.binary('multiply', logs, like(emit, logs, -2)));
  const angle = emit.binary('multiply', column(1), like(emit, first, 2 * Math.PI));
  const both = ['sine', 'cosine'].map((wave) => emit.binary('multiply', emit.unary(wave, angle), radius));
  return emit.reshape(emit.slice(emit.reshape(emit.concatenate(both, 1), [2 * pairs]), [0], [count]), shape);
};

/** Inputs: the shape, the seed, the lowest, one more than the highest. */
export const integers: Rule = (site) => {
  const { emit, input, output } = site;
  const { shape } = output();
  const drawn = emit.reshape(words(emit, seedOf(site), product(shape)), shape);
  const [low, high] = [input(2), input(3)];
  const span = emit.unary('convert', emit.binary('subtract', high, low), 'ui32');
  const rest = emit.binary('remainder', drawn, emit.broadcast(span, shape, []));
  return emit.binary('add', emit.unary('convert', rest, 'i32'), emit.broadcast(low, shape, []));
};
