// Text layers give what Keras' give over generated texts, words and numbers: test/layers/golden/make_text.py.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Layer } from '../../../lib/core/layer.js';
import { layerFromConfig } from '../../../lib/core/registry.js';
import * as layers from '../../../lib/layers/layers.js';
import type { VocabularyLayer } from '../../../lib/layers/preprocessing/preprocessing.js';
import { tf } from '../../../lib/tf.js';

interface Case {
  readonly layer: string;
  readonly config: Record<string, unknown>;
  readonly adapt: string[] | null;
  readonly inputs: string[];
  readonly output: { readonly shape: number[]; readonly values: (number | string)[] };
  readonly vocabulary?: (string | number)[];
}

const file = new URL('../golden/text.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];
const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const makers: Readonly<Record<string, (options: never) => unknown>> = {
  TextVectorization: layers.textVectorization,
  StringLookup: layers.stringLookup,
  IntegerLookup: layers.integerLookup,
  Hashing: layers.hashing,
};

beforeAll(() => tf.setBackend('cpu'));

type Learner = Layer & VocabularyLayer<unknown, string | number>;

function made({ layer: className, config }: Case): Learner {
  // Null says something to textVectorization's standardize and split alone.
  const options = Object.entries(config).map(([key, value]) => [camel(key), value]);
  return makers[className]!(Object.fromEntries(options) as never) as unknown as Learner;
}

describe.each(['TextVectorization', 'StringLookup', 'IntegerLookup', 'Hashing'])('%s', (className) => {
  const own = cases.filter(({ layer }) => layer === className);
  it.each(own.map((one) => [JSON.stringify(one.config), one] as const))('%s', (_, one) => {
    const learner = made(one);
    if (one.adapt) learner.adapt(one.adapt);
    if (one.vocabulary) expect(learner.getVocabulary()).toEqual(one.vocabulary);
    const copy = layerFromConfig({ className, config: JSON.parse(JSON.stringify(learner.getConfig())) });
    for (const layer of [learner, copy as Learner]) {
      const output = layer.apply(one.inputs);
      expect(output.shape).toEqual(one.output.shape);
      const values = [...output.dataSync()] as (number | string)[];
      values.forEach((value, i) => {
        const wanted = one.output.values[i];
        if (typeof wanted === 'number') expect(value).toBeCloseTo(wanted, 5);
        else expect(value).toBe(wanted);
      });
      const { dtype } = output;
      expect([dtype, ['float32', 'int32', 'string'].includes(dtype)]).toEqual([
        layer.computeOutputType([]),
        true,
      ]);
    }
  });
});
