// Texts put together by chance, numbered as Keras numbers words: by how often they occur.
import type { Texts } from './word-sequences.js';

export interface DrawnTexts {
  readonly train: Texts;
  readonly test: Texts;
  /** The number of each word, from 1. */
  readonly wordIndex: Record<string, number>;
}

/** Texts and their classes, the first `trained` of which are to train with. */
export function numbered(texts: readonly string[], classes: readonly number[], trained: number): DrawnTexts {
  const words = texts.map((text) => text.split(' '));
  const counts = new Map<string, number>();
  for (const word of words.slice(0, trained).flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const byCount = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const numbers = new Map(byCount.map(([word], i) => [word, i + 1]));
  // As in Keras' files, words that training never saw are left out of the test.
  const x = words.map((list) => list.flatMap((word) => numbers.get(word) ?? []));
  return {
    train: { x: x.slice(0, trained), y: classes.slice(0, trained) },
    test: { x: x.slice(trained), y: classes.slice(trained) },
    wordIndex: Object.fromEntries(numbers),
  };
}
