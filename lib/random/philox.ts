// Philox 4x32-10 (Salmon et al., 2011): random numbers as a function of a key and a counter. TensorFlow's
// stateless random ops are made of it; the same words here give the same numbers on every backend.

const multiplierA = 0xd2511f53;
const multiplierB = 0xcd9e8d57;
const keyStepA = 0x9e3779b9;
const keyStepB = 0xbb67ae85;

/** Upper 32 bits of the 64-bit product of two unsigned words. */
function highWord(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/** Turns a counter of four words into four random words, in place in `out`. */
function scramble(counter: Uint32Array, keyA: number, keyB: number, out: Uint32Array): void {
  let a = counter[0]!;
  let b = counter[1]!;
  let c = counter[2]!;
  let d = counter[3]!;
  for (let round = 0; round < 10; round++) {
    const highA = highWord(multiplierA, a);
    const lowA = Math.imul(multiplierA, a);
    const highB = highWord(multiplierB, c);
    const lowB = Math.imul(multiplierB, c);
    a = (highB ^ b ^ keyA) >>> 0;
    b = lowB >>> 0;
    c = (highA ^ d ^ keyB) >>> 0;
    d = lowA >>> 0;
    keyA = (keyA + keyStepA) >>> 0;
    keyB = (keyB + keyStepB) >>> 0;
  }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
}

/** An endless row of random numbers that a pair of whole numbers fixes, as TensorFlow's stateless ops make it. */
export class Philox {
  private readonly counter = new Uint32Array(4);
  private readonly words = new Uint32Array(4);
  private readonly keyA: number;
  private readonly keyB: number;
  private place = 4;

  constructor(seedA: number, seedB: number) {
    const seeds = Uint32Array.of(seedA, seedA < 0 ? -1 : 0, seedB, seedB < 0 ? -1 : 0);
    const mixed = new Uint32Array(4);
    scramble(seeds, 0x3ec8f720, 0x02461e29, mixed); // TensorFlow's scrambling of a seed pair
    this.keyA = mixed[0]!;
    this.keyB = mixed[1]!;
    this.counter[2] = mixed[2]!;
    this.counter[3] = mixed[3]!;
  }

  /** Goes on `blocks` times four words further. */
  skip(blocks: number): void {
    for (let i = 0; i < 4 && blocks > 0; i++) {
      const sum = this.counter[i]! + (blocks % 2 ** 32);
      this.counter[i] = sum;
      blocks = Math.floor(blocks / 2 ** 32) + (sum >= 2 ** 32 ? 1 : 0);
    }
    this.place = 4;
  }

  /** The next 32 random bits. */
  word(): number {
    if (this.place === 4) {
      scramble(this.counter, this.keyA, this.keyB, this.words);
      this.skip(1);
      this.place = 0;
    }
    return this.words[this.place++]!;
  }

  /** The next number from 0 up to 1, with 23 random bits. */
  uniform(): number {
    return (this.word() & 0x7fffff) / 0x800000;
  }

  /** The next whole number from 0 to `below - 1`, each as likely as the others. */
  below(limit: number): number {
    const usable = 0x100000000 - (0x100000000 % limit);
    let word = this.word();
    while (word >= usable) word = this.word();
    return word % limit;
  }

  /** The next two numbers of the standard normal distribution (Box & Muller, 1958). */
  normalPair(): [number, number] {
    const radius = Math.sqrt(-2 * Math.log(Math.max(this.uniform(), 1e-7)));
    const angle = 2 * Math.PI * this.uniform();
    return [Math.sin(angle) * radius, Math.cos(angle) * radius];
  }
}

/** `count` numbers from 0 up to 1. */
export function fillUniform(seedA: number, seedB: number, count: number): Float32Array {
  const stream = new Philox(seedA, seedB);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = stream.uniform();
  return values;
}

/** `count` numbers of the standard normal distribution. */
export function fillNormal(seedA: number, seedB: number, count: number): Float32Array {
  const stream = new Philox(seedA, seedB);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const [first, second] = stream.normalPair();
    values[i] = first;
    if (i + 1 < count) values[i + 1] = second;
  }
  return values;
}

/** `count` whole numbers from `low` to `high - 1`. */
export function fillIntegers(
  seedA: number,
  seedB: number,
  count: number,
  low: number,
  high: number,
): Int32Array {
  const stream = new Philox(seedA, seedB);
  const values = new Int32Array(count);
  for (let i = 0; i < count; i++) values[i] = low + (stream.word() % (high - low));
  return values;
}

// How many blocks of the stream TensorFlow sets aside for four truncated numbers, however many it turns down.
const blocksForFour = 256;

/** `count` numbers of the standard normal distribution, those beyond two deviations drawn again. */
export function fillTruncatedNormal(seedA: number, seedB: number, count: number): Float32Array {
  const values = new Float32Array(count);
  for (let start = 0; start < count; start += 4) {
    const stream = new Philox(seedA, seedB);
    stream.skip((start / 4) * blocksForFour);
    values.set(withinTwoDeviations(stream, Math.min(4, count - start)), start);
  }
  return values;
}

function withinTwoDeviations(stream: Philox, count: number): number[] {
  const values: number[] = [];
  while (values.length < count) values.push(...stream.normalPair().filter((value) => Math.abs(value) < 2));
  return values.slice(0, count);
}
