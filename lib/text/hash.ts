// TensorFlow's two hashes of texts: FarmHash's fingerprint, and SipHash with a key.
import { tf } from '../tf.js';

const encoder = new TextEncoder();
const mask64 = (1n << 64n) - 1n;

/** Which of `count` buckets a text falls into. @param salt a key, for SipHash in place of FarmHash */
export function bucketOf(text: string, count: number, salt: readonly [number, number] | null = null): number {
  const bytes = encoder.encode(text);
  const hash = salt === null ? fingerprint(bytes) : sipHash(bytes, salt);
  return Number(hash % BigInt(count));
}

/** TensorFlow's key where none is given. */
const crossingKey = 0xdecafcaffen;
const multiplier = 0xc6a4a7935bd1e995n;
const mixed = (value: bigint): bigint => value ^ (value >> 47n);

/** Two fingerprints as one, as TensorFlow joins them. */
function joined(first: bigint, second: bigint): bigint {
  const shifted = (mixed((second * multiplier) & mask64) * multiplier) & mask64;
  const product = ((first ^ multiplier ^ shifted) * multiplier) & mask64;
  return mixed((mixed(product) * multiplier) & mask64);
}

/** Which of `count` buckets several features together fall into: texts by their fingerprint, whole numbers as they are. */
export function crossedBucketOf(features: readonly (string | number)[], count: number): number {
  const parts = features.map((one) =>
    typeof one === 'string' ? fingerprint(encoder.encode(one)) : BigInt.asUintN(64, BigInt(Math.trunc(one))),
  );
  return Number(parts.reduce(joined, crossingKey) % BigInt(count));
}

function fingerprint(bytes: Uint8Array): bigint {
  return BigInt.asUintN(64, BigInt(tf.util.fingerPrint64(bytes).toString()));
}

const rotated = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & mask64;

/** SipHash-2-4. Source: Aumasson and Bernstein, 2012. */
function sipHash(bytes: Uint8Array, [first, second]: readonly [number, number]): bigint {
  const [k0, k1] = [BigInt.asUintN(64, BigInt(first)), BigInt.asUintN(64, BigInt(second))];
  let v0 = k0 ^ 0x736f6d6570736575n;
  let v1 = k1 ^ 0x646f72616e646f6dn;
  let v2 = k0 ^ 0x6c7967656e657261n;
  let v3 = k1 ^ 0x7465646279746573n;
  const round = (): void => {
    v0 = (v0 + v1) & mask64;
    v1 = rotated(v1, 13n) ^ v0;
    v0 = rotated(v0, 32n);
    v2 = (v2 + v3) & mask64;
    v3 = rotated(v3, 16n) ^ v2;
    v0 = (v0 + v3) & mask64;
    v3 = rotated(v3, 21n) ^ v0;
    v2 = (v2 + v1) & mask64;
    v1 = rotated(v1, 17n) ^ v2;
    v2 = rotated(v2, 32n);
  };
  for (const word of wordsOf(bytes)) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }
  v2 ^= 0xffn;
  for (let i = 0; i < 4; i++) round();
  return v0 ^ v1 ^ v2 ^ v3;
}

/** Eight bytes each, the last with the length in its highest byte. */
function wordsOf(bytes: Uint8Array): bigint[] {
  const padded = new Uint8Array(Math.floor(bytes.length / 8 + 1) * 8);
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length & 0xff;
  const view = new DataView(padded.buffer);
  return Array.from({ length: padded.length / 8 }, (_, i) => view.getBigUint64(8 * i, true));
}
