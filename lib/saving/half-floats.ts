// Numbers of 16 bits, as files hold them, as the floats that we compute with. JavaScript has no such arrays yet.

/** Of IEEE 754's half precision. */
export const fromHalf = (bits: Uint16Array): Float32Array => Float32Array.from(bits, halfAsNumber);

/** Of bfloat16, the upper half of a float32. */
export function fromBrain(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);
}

function halfAsNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
