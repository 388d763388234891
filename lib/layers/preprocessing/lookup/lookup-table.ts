// Terms and their numbers: the table that stringLookup, integerLookup and textVectorization look things up in.
import { bucketOf } from '../../../text/hash.js';
import { byFrequency, countTerms, inverseDocumentFrequency } from '../../../text/term-counts.js';

/** `int`: the numbers themselves; else rows of as many numbers as the vocabulary has terms. */
export type LookupMode = 'int' | 'oneHot' | 'multiHot' | 'count' | 'tfIdf';

export interface TableSettings<T extends string | number> {
  /** For messages. */
  readonly layer: string;
  readonly maxTokens: number | null;
  readonly numOovIndices: number;
  readonly maskToken: T | null;
  readonly oovToken: T;
  readonly invert: boolean;
  readonly outputMode: LookupMode;
  readonly padToMaxTokens: boolean;
  readonly oovMethod: 'floormod' | 'farmhash';
  readonly salt: readonly [number, number] | null;
}

/** Stands for a masked term where the mode leaves those out. */
export const leftOut = -1;

export class LookupTable<T extends string | number> {
  readonly settings: TableSettings<T>;
  /** Whether the vocabulary was given, so that there is none to find. */
  isGiven = false;
  /** A weight for each number, where the mode is `tfIdf`. */
  weights: Float32Array | undefined;
  #terms: readonly T[] = [];
  #places = new Map<T, number>();

  constructor(settings: TableSettings<T>) {
    const { layer, maxTokens, padToMaxTokens, invert, outputMode } = settings;
    this.settings = settings;
    if (padToMaxTokens && maxTokens === null)
      throw new Error(`${layer}: padToMaxTokens needs maxTokens. Received: none.`);
    if (maxTokens !== null && maxTokens < 2)
      throw new Error(`${layer}: maxTokens must be greater than 1. Received: ${maxTokens}.`);
    if (invert && outputMode !== 'int')
      throw new Error(`${layer}: invert goes with outputMode 'int' alone. Received: '${outputMode}'.`);
  }

  get #firstOov(): number {
    return this.settings.maskToken !== null && this.settings.outputMode === 'int' ? 1 : 0;
  }

  get #firstTerm(): number {
    return this.#firstOov + this.settings.numOovIndices;
  }

  get size(): number {
    return this.#terms.length + this.#firstTerm;
  }

  /** How many numbers a row has. */
  get depth(): number {
    const { padToMaxTokens, maxTokens } = this.settings;
    return padToMaxTokens ? maxTokens! : this.size;
  }

  get isEmpty(): boolean {
    return this.#terms.length === 0;
  }

  vocabulary(withSpecial: boolean): T[] {
    return withSpecial ? [...this.#specialTerms(), ...this.#terms] : [...this.#terms];
  }

  #specialTerms(): T[] {
    const { maskToken, oovToken, numOovIndices } = this.settings;
    const mask = this.#firstOov === 1 ? [maskToken as T] : [];
    return [...mask, ...Array.from({ length: numOovIndices }, () => oovToken)];
  }

  /** @param weights for `tfIdf`: one for each of the vocabulary */
  set(vocabulary: readonly T[], weights?: ArrayLike<number>): void {
    const { layer, outputMode } = this.settings;
    if (vocabulary.length === 0)
      throw new Error(`${layer}: the vocabulary must hold a term. Received: an empty list.`);
    if ((outputMode === 'tfIdf') !== (weights !== undefined))
      throw new Error(
        `${layer}: idfWeights go with outputMode 'tfIdf', which needs them. Received: outputMode '${outputMode}'${weights ? '' : ' without idfWeights'}.`,
      );
    if (weights && weights.length !== vocabulary.length)
      throw new Error(
        `${layer}: idfWeights must be as many as the vocabulary has terms, ${vocabulary.length}. Received: ${weights.length}.`,
      );
    const special = this.#specialTerms();
    const hasSpecial = special.length > 0 && special.every((term, i) => vocabulary[i] === term);
    this.#take(hasSpecial ? vocabulary.slice(special.length) : vocabulary, special);
    if (weights) this.#weigh(Array.from(weights), hasSpecial);
  }

  #take(terms: readonly T[], special: readonly T[]): void {
    const { layer, maxTokens, maskToken, oovToken, invert } = this.settings;
    const repeated = terms.find((term, i) => terms.indexOf(term) !== i && terms.length < 50_000);
    if (repeated !== undefined || new Set(terms).size < terms.length)
      throw new Error(`${layer}: each term may stand in the vocabulary once. Received: '${repeated}' twice.`);
    const reserved = [maskToken, ...(invert ? [oovToken] : [])].find(
      (term) => term !== null && terms.includes(term),
    );
    if (reserved !== undefined)
      throw new Error(
        `${layer}: '${reserved}' stands for what is masked or unknown, and may be in the vocabulary at its beginning only: ` +
          `${JSON.stringify(special)}, or not at all.`,
      );
    const size = terms.length + this.#firstTerm;
    if (maxTokens !== null && size > maxTokens)
      throw new Error(
        `${layer}: the vocabulary must have at most maxTokens terms, ${maxTokens}. Received: ${size}.`,
      );
    this.#keep(terms);
  }

  #keep(terms: readonly T[]): void {
    this.#terms = terms;
    this.#places = new Map(terms.map((term, i) => [term, i + this.#firstTerm]));
  }

  /** What is unknown weighs as the terms do on average. */
  #weigh(weights: readonly number[], hasSpecial = false): void {
    const mean = weights.reduce((sum, one) => sum + one, 0) / weights.length;
    const front = hasSpecial ? [] : Array.from({ length: this.#firstTerm }, () => mean);
    this.weights = new Float32Array(this.depth);
    this.weights.set([...front, ...weights]);
  }

  /** Finds the vocabulary: the most frequent terms. */
  adapt(documents: readonly (readonly T[])[]): void {
    const { layer, maxTokens, maskToken, oovToken, outputMode } = this.settings;
    if (this.isGiven)
      throw new Error(`${layer}: adapt finds a vocabulary, and one was given. Make the layer without it.`);
    const { counts, inDocuments, documents: count } = countTerms(documents);
    const learnt = new Map(counts);
    for (const special of [maskToken, oovToken]) if (special !== null) learnt.delete(special);
    if (counts.size === 0) throw new Error(`${layer}: adapt takes data to find terms in. Received: no term.`);
    const most = maxTokens === null ? undefined : maxTokens - this.#firstTerm;
    this.#keep(byFrequency(learnt).slice(0, most));
    if (outputMode === 'tfIdf')
      this.#weigh(this.#terms.map((term) => inverseDocumentFrequency(count, inDocuments.get(term) ?? 0)));
  }

  /** The number of a term; {@link leftOut} for a masked one where it counts for nothing. */
  numberOf(term: T): number {
    const { maskToken, outputMode, numOovIndices, layer } = this.settings;
    if (term === maskToken) return outputMode === 'int' ? 0 : leftOut;
    const place = this.#places.get(term);
    if (place !== undefined) return place;
    if (numOovIndices === 0)
      throw new Error(
        `${layer}: with numOovIndices 0 all terms must be in the vocabulary. Received: '${term}'. Set numOovIndices: 1 for what is unknown.`,
      );
    return this.#firstOov + (numOovIndices === 1 ? 0 : this.#bucketOf(term));
  }

  #bucketOf(term: T): number {
    const { numOovIndices, oovMethod, salt } = this.settings;
    if (typeof term === 'number' && oovMethod === 'floormod')
      return ((term % numOovIndices) + numOovIndices) % numOovIndices;
    return bucketOf(String(term), numOovIndices, salt);
  }

  /** The other way round. */
  termOf(number: number): T {
    const { maskToken, oovToken } = this.settings;
    if (number === 0 && this.#firstOov === 1) return maskToken as T;
    return this.#terms[number - this.#firstTerm] ?? oovToken;
  }
}
