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
  // Words as they are met: each is looked up once, since there are millions of them.
  const met = new Map<string, number>();
  const placeOf = (word: string): number => {
    const known = met.get(word);
    if (known !== undefined) return known;
    met.set(word, met.size);
    return met.size - 1;
  };
  const places = texts.map((text) => text.split(' ').map(placeOf));
  const counts = new Int32Array(met.size);
  for (const text of places.slice(0, trained)) for (const place of text) counts[place]! += 1;
  const words = [...met.keys()];
  const ranked = byCount(words, counts);
  const numbers = new Int32Array(met.size);
  for (const [i, place] of ranked.entries()) numbers[place] = i + 1;
  // As in Keras' files, words that training never saw are left out of the test.
  const x = places.map((text) => text.map((place) => numbers[place]!).filter((number) => number > 0));
  return {
    train: { x: x.slice(0, trained), y: classes.slice(0, trained) },
    test: { x: x.slice(trained), y: classes.slice(trained) },
    wordIndex: Object.fromEntries(ranked.map((place) => [words[place]!, numbers[place]!])),
  };
}

/** Places of the words that occur, the most frequent first. */
function byCount(words: readonly string[], counts: Int32Array): number[] {
  const seen = [...words.keys()].filter((place) => counts[place]! > 0);
  return seen.sort((a, b) => counts[b]! - counts[a]! || (words[a]! < words[b]! ? -1 : 1));
}
