// IMDB's reviews and Reuters' newswires: files of Keras' form loaded as Keras loads them (golden/make_texts.py), what is
// no such file, and what stands in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SourceUnavailableError } from '../../lib/datasets/errors.js';
import { imdb } from '../../lib/datasets/imdb.js';
import { reuters } from '../../lib/datasets/reuters.js';
import type { WordDataSet } from '../../lib/datasets/word-sequences.js';
import { displaySymbol, host, type MimeBundle, setHost } from '../../lib/host.js';

interface Golden {
  cases: {
    of: 'imdb' | 'reuters';
    protocol: number;
    file: string;
    options: Record<string, number | null>;
    wanted: { x: number[][]; y: number[] }[];
  }[];
  hostile: string;
}
const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/texts.json'), 'utf8'));
const sets = { imdb, reuters };

let file: Buffer | undefined;
vi.mock('../../lib/datasets/fetch-file.js', () => ({
  fetchFile: async () => {
    if (file) return { bytes: file };
    throw new SourceUnavailableError('no network');
  },
}));

let said = '';
const before = host();
beforeEach(() => {
  said = '';
  const display = (bundle: MimeBundle): void => {
    said += bundle['text/plain'];
  };
  setHost({ ...before, display });
});
afterEach(() => {
  setHost(before);
  file = undefined;
});

/** Keras' options by our names. */
const ours = (options: Record<string, number | null>): Record<string, number | null> =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => {
      const camel = key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
      return [camel === 'maxlen' ? 'maxLength' : camel, value];
    }),
  );

const halves = ({ train, test: held }: WordDataSet) =>
  [train, held].map(({ x, y }) => ({ x, y: [...y.dataSync()] }));

test.each(golden.cases)('$of, a pickle of protocol $protocol, $options', async (one) => {
  file = Buffer.from(one.file, 'base64');
  expect(halves(await sets[one.of](ours(one.options)))).toEqual(one.wanted);
});

test('a pickle that calls something is refused, and nothing of it runs', async () => {
  file = Buffer.from(golden.hostile, 'base64');
  await expect(reuters()).rejects.toThrow(/received a pickle that calls (posix|os|nt)\.system/);
});

describe('without a network', () => {
  test('reviews are put together, and a line says so', async () => {
    const set = await imdb({ numWords: 200 });
    expect([set.train.x.length, set.test.x.length]).toEqual([25_000, 25_000]);
    expect(set.train.x.every((words) => words.every((word) => word < 200))).toBe(true);
    expect(set.train.x.every(([first]) => first === 1)).toBe(true);
    const share = set.train.y.mean().dataSync()[0]!;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    expect(said).toMatch(/^Stand-in: 50000 reviews .*no network/s);
    expect((await set[displaySymbol]())?.['text/plain']).toContain('stands in');
  });

  test('the words of a review can be read', async () => {
    const [numbers, { train }] = [await imdb.getWordIndex(), await imdb()];
    const words = new Map(Object.entries(numbers).map(([word, number]) => [number + 3, word]));
    const text = train.x[0]!.slice(1).map((number) => words.get(number));
    // The last word of all stays beyond Keras' limit.
    expect(text.filter((word) => word === undefined).length).toBeLessThan(2);
    expect(text.length).toBeGreaterThan(10);
  });

  test('newswires of 46 topics, most of them of a few', async () => {
    const set = await reuters({ numWords: 500 });
    expect([set.train.x.length, set.test.x.length]).toEqual([8982, 2246]);
    const counts = new Map<number, number>();
    for (const topic of set.train.y.dataSync()) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    expect(counts.size).toBe(46);
    expect(counts.get(3)! + counts.get(4)!).toBeGreaterThan(2500);
    expect(reuters.getLabelNames()[3]).toBe('earn');
    expect(Object.values(await reuters.getWordIndex())).toContain(1);
  });
});

test('says what options take', async () => {
  await expect(imdb({ numWords: -1 })).rejects.toThrow(
    'imdb: numWords must be a whole number of at least 0. Received: -1.',
  );
  await expect(reuters({ testSplit: 2 })).rejects.toThrow('reuters: testSplit must be a share');
  await expect(imdb({ maxLength: 1 })).rejects.toThrow('imdb: no review is shorter than maxLength');
});
