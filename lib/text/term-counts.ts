// What a vocabulary is made of: how often each term is there, and in how many documents.

type Term = string | number;

export interface TermCounts<T extends Term> {
  readonly counts: ReadonlyMap<T, number>;
  readonly inDocuments: ReadonlyMap<T, number>;
  readonly documents: number;
}

export function countTerms<T extends Term>(documents: readonly (readonly T[])[]): TermCounts<T> {
  const counts = new Map<T, number>();
  const inDocuments = new Map<T, number>();
  const add = (to: Map<T, number>, term: T): void => void to.set(term, (to.get(term) ?? 0) + 1);
  for (const terms of documents) {
    for (const term of terms) add(counts, term);
    for (const term of new Set(terms)) add(inDocuments, term);
  }
  return { counts, inDocuments, documents: documents.length };
}

/** The most frequent first; of equal ones the greater: by number, or by the bytes of its UTF-8. */
export function byFrequency<T extends Term>(counts: ReadonlyMap<T, number>): T[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || compared(b, a)).map(([term]) => term);
}

function compared(a: Term, b: Term): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Rare terms weigh more: log(1 + documents / (1 + those with the term)). */
export const inverseDocumentFrequency = (documents: number, withTerm: number): number =>
  Math.fround(Math.log(1 + documents / (1 + withTerm)));
