// Decoded pictures kept for the next pass, up to a limit: from the second epoch on a small data set is decoded no more.
import type { Pixels } from './pixels.js';

export class PixelCache {
  private readonly kept = new Map<number, Pixels>();
  private bytes = 0;

  /** @param limit bytes that may be kept */
  constructor(private readonly limit: number) {}

  get(row: number): Pixels | undefined {
    return this.kept.get(row);
  }

  /** Keeps what fits. Nothing is thrown out for it: every pass visits all pictures, so the first are as good as the last. */
  offer(row: number, pixels: Pixels): void {
    if (this.kept.has(row) || this.bytes + pixels.data.byteLength > this.limit) return;
    this.kept.set(row, pixels);
    this.bytes += pixels.data.byteLength;
  }
}
