// Decoded images kept for the next pass, up to a limit: from the second epoch on a small data set is decoded no more.
import type { Pixels } from '../transform/pixels.js';

export class PixelCache {
  readonly #kept = new Map<number, Pixels>();
  #bytes = 0;
  readonly #limit: number;
  /** @param limit bytes that may be kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get(row: number): Pixels | undefined {
    return this.#kept.get(row);
  }

  /** True while there is room. Nothing is thrown out for more: every pass visits all images, so the first are as good as the last. */
  hasRoomFor(bytes: number): boolean {
    return this.#bytes + bytes <= this.#limit;
  }

  /** Keeps what fits. */
  offer(row: number, pixels: Pixels): void {
    if (this.#kept.has(row) || !this.hasRoomFor(pixels.data.byteLength)) return;
    this.#kept.set(row, pixels);
    this.#bytes += pixels.data.byteLength;
  }
}
