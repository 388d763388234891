// The tokenizer gives what Keras' legacy Tokenizer gives over generated texts: test/layers/golden/make_text.py.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type MatrixMode, type TextOrWords, tokenizer } from '../../lib/preprocessing/tokenizer.js';
import { tf } from '../../lib/tf.js';

interface Case {
  readonly config: Record<string, unknown>;
  readonly texts: TextOrWords[];
  readonly given: TextOrWords[];
  readonly index: [string, number][];
  readonly rows: number[][];
  readonly back: string[];
  readonly matrices: Record<MatrixMode, number[][]>;
}

const file = new URL('../layers/golden/tokenizer.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

beforeAll(() => tf.setBackend('cpu'));

function options(config: Case['config']): object {
  const named = Object.entries(config).filter(([, value]) => value !== null);
  return Object.fromEntries(
    named.map(([key, value]) => [key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  );
}

describe('tokenizer', () => {
  it.each(cases.map((one) => [JSON.stringify(one.config), one] as const))('as in Keras: %s', (_, one) => {
    const words = tokenizer(options(one.config));
    words.fitOnTexts(one.texts);
    expect([...words.wordIndex]).toEqual(one.index);
    expect(words.textsToSequences(one.given)).toEqual(one.rows);
    expect(words.sequencesToTexts([...one.rows, [0, 999]])).toEqual(one.back);
    for (const [mode, wanted] of Object.entries(one.matrices)) {
      const rows = words.textsToMatrix(one.given, mode as MatrixMode).arraySync();
      expect(rows.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
      rows.forEach((row, i) => {
        row.forEach((value, k) => {
          expect(value).toBeCloseTo(wanted[i]![k]!, 5);
        });
      });
    }
  });

  it('says what is missing', () => {
    expect(() => tokenizer().sequencesToMatrix([[1]])).toThrow('no word is known yet');
    expect(() => tokenizer({ numWords: 3 }).sequencesToMatrix([[1]], 'tfidf')).toThrow(
      'Call fitOnTexts first',
    );
    expect(() => tokenizer().fitOnTexts('text' as never)).toThrow("takes a list of texts. Received: 'text'");
    expect(() => tokenizer({ words: 3 } as never)).toThrow("Unknown option of tokenizer 'words'");
  });
});
