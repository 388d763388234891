// Sizes that a file announces are compared with what it can hold before memory is taken for them.

const text = (amount: number): string => amount.toLocaleString('en-US');

/** Adds up what is announced. */
export class SizeLimit {
  readonly #most: number;
  readonly #holder: string;
  readonly #unit: string;
  #taken = 0;

  /** @param holder what cannot hold more than `most`, as a message names it */
  constructor(most: number, holder: string, unit = 'bytes') {
    this.#most = most;
    this.#holder = holder;
    this.#unit = unit;
  }

  /** @throws Error where `amount`, with what was announced before, is more than there can be */
  take(what: string, amount: number): void {
    if (amount >= 0 && this.#taken + amount <= this.#most) {
      this.#taken += amount;
      return;
    }
    const others = this.#taken > 0 ? ` after ${text(this.#taken)} before it` : '';
    throw new Error(
      `${what} announces ${text(amount)} ${this.#unit}${others}, but ${this.#holder} can hold ${text(this.#most)} at most`,
    );
  }
}

/**
 * The most bytes that packed ones may unpack to: what is packed a hundredfold is made to exhaust the memory (deflate
 * can do it a thousandfold), unless it is small.
 */
export const mostUnpacked = (packed: number): number => 2 ** 26 + 100 * packed;

/** The limit of an archive, or of a file packed in itself. */
export const unpackedLimit = (packed: number, name: string): SizeLimit =>
  new SizeLimit(mostUnpacked(packed), `${name} of ${text(packed)} bytes`);
