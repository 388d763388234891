// Sequences and windows equal Keras' own (golden/make_golden.py).
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { type PadOptions, padSequences } from '../../lib/preprocessing/pad-sequences.js';
import { type TimeseriesOptions, timeseriesDatasetFromArray } from '../../lib/preprocessing/timeseries.js';
import { tf } from '../../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

type Options = Record<string, number | string | null>;
const golden = JSON.parse(readFileSync(new URL('golden/sequences.json', import.meta.url), 'utf8')) as {
  pad: { sequences: number[][]; options: Options; padded: number[][] }[];
  windows: {
    data: number[];
    targets: number[] | null;
    options: Options;
    batches: { xs: unknown; ys: unknown }[];
  }[];
};

function ours(options: Options): object {
  const camel = (name: string): string =>
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name === 'maxlen' ? 'maxLength' : camel(name), value]),
  );
}

describe('padSequences, as Keras', () => {
  it.each(golden.pad.map((one) => [JSON.stringify(one.options), one] as const))('%s', (_, one) => {
    const padded = padSequences(one.sequences, ours(one.options) as PadOptions);
    expect(padded.arraySync()).toEqual(one.padded);
    expect(padded.dtype).toBe(one.options.dtype ?? 'int32');
  });

  it.each<[string, () => unknown, RegExp]>([
    ['words', () => padSequences([['a']] as never), /a number in each step.*'a' in sequence 0/],
    [
      'steps of other widths',
      () => padSequences([[[1, 2]], [[1]]]),
      /2 numbers in each step.*1 numbers in sequence 1/,
    ],
    ['no list', () => padSequences(3 as never), /expected a list of sequences/],
    [
      'another side',
      () => padSequences([[1]], { padding: 'left' as never }),
      /padding must be 'pre' or 'post'/,
    ],
    ['half a step', () => padSequences([[1]], { maxLength: 1.5 }), /maxLength must be a whole number/],
  ])('refuses %s', (_, act, words) => {
    expect(act).toThrow(words);
  });
});

describe('timeseriesDatasetFromArray, as Keras', () => {
  it.each(golden.windows.map((one) => [JSON.stringify(one.options), one] as const))('%s', (_, one) => {
    const options = ours(one.options) as TimeseriesOptions;
    const { data, targets } = one;
    const batches = targets
      ? [...timeseriesDatasetFromArray(data, targets, options)].map(({ xs, ys }) => ({
          xs: xs.arraySync(),
          ys: ys.arraySync(),
        }))
      : [...timeseriesDatasetFromArray(data, null, options)].map((xs) => ({ xs: xs.arraySync(), ys: null }));
    expect(batches).toEqual(one.batches);
  });

  it('shuffles windows with their targets, anew by seed', () => {
    const series = [...Array(30).keys()];
    const options = { sequenceLength: 3, shuffle: true, seed: 5, batchSize: 64 };
    const [{ xs, ys }] = [...timeseriesDatasetFromArray(series, series, options)] as [
      { xs: tf.Tensor; ys: tf.Tensor },
    ];
    const firsts = (xs.arraySync() as number[][]).map(([first]) => first);
    expect(firsts).toEqual(ys.arraySync());
    expect(firsts).not.toEqual([...firsts].sort((a, b) => a! - b!));
  });

  it('is what fit trains on, epoch after epoch', async () => {
    const series = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i / 3));
    const windows = timeseriesDatasetFromArray(series, series.slice(4), { sequenceLength: 4, batchSize: 8 });
    const model = sequential([layers.dense({ units: 1, inputShape: [4] })]);
    model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
    const { history } = await model.fit(windows, { epochs: 4, verbose: 0 });
    expect(history.loss!.at(-1)!).toBeLessThan(history.loss![0]!);
  });

  it('says what does not fit', () => {
    expect(() => timeseriesDatasetFromArray([1, 2], [1, 2], { sequenceLength: 3 })).toThrow(
      /at least 3 steps.*Received: 2/,
    );
    expect(() => timeseriesDatasetFromArray([1, 2], [1, 2], { sequenceLength: 0 })).toThrow(
      /sequenceLength must be/,
    );
    expect(() => timeseriesDatasetFromArray([1, 2], [1, 2], { sequenceLenght: 2 } as never)).toThrow(
      /Did you mean 'sequenceLength'/,
    );
  });
});
