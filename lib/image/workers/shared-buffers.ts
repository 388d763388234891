// Memory for batches that worker threads fill, used again and again: shared memory weighs nothing on the garbage
// collector's scales, so that leaving it to be collected would let it pile up.

export class SharedBuffers {
  readonly #free: Float32Array[] = [];

  /** Room for `length` values, all calls with the same length. */
  take(length: number): Float32Array {
    return (
      this.#free.pop() ?? new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT))
    );
  }

  giveBack(buffer: Float32Array): void {
    this.#free.push(buffer);
  }
}
