// Which rows of another table a table has: what pandas' index tells when some rows are left out.
import { wholeNumbers } from '../whole-numbers.js';

/** Rows by the table that they come from, and where they stand in it. */
export class RowPlaces {
  readonly #source: object;
  /** Undefined: all rows in their order. */
  readonly #places: Int32Array | undefined;

  private constructor(source: object, places?: Int32Array) {
    this.#source = source;
    this.#places = places;
  }

  /** Rows that come from nowhere else. */
  static own(): RowPlaces {
    return new RowPlaces({});
  }

  /** Some of these rows. @param places among these */
  taken(places: ArrayLike<number>): RowPlaces {
    const own = this.#places;
    return new RowPlaces(
      this.#source,
      own ? Int32Array.from(places, (place) => own[place]!) : Int32Array.from(places),
    );
  }

  /** Rows from one place up to another. */
  between(from: number, to: number): RowPlaces {
    return this.taken(Int32Array.from({ length: to - from }, (_, i) => from + i));
  }

  /** Those of `count` rows that are kept. */
  kept(isKept: readonly boolean[]): RowPlaces {
    return this.taken(isKept.flatMap((is, place) => (is ? [place] : [])));
  }

  /**
   * Places of those of `count` rows that others do not have.
   * @returns undefined where the others are not all among these
   */
  without(others: RowPlaces, counts: readonly [own: number, others: number]): number[] | undefined {
    if (others.#source !== this.#source) return undefined;
    const [own, left] = [this.#all(counts[0]), new Set(others.#all(counts[1]))];
    const isThere = new Set(own);
    if ([...left].some((place) => !isThere.has(place))) return undefined;
    return Array.from(own.keys()).filter((place) => !left.has(own[place]!));
  }

  #all(count: number): Int32Array {
    return this.#places ?? wholeNumbers(count);
  }
}
