// Layers in 16 bits against real Keras: the same weights by files that Keras wrote, outputs op by op and in a graph, and
// gradients.
//
// Both compute by TensorFlow's own kernels for the type, so that most numbers are equal bit for bit. Where the two put a
// layer together from other ops (a product of matrices for a sum by Einstein's rule, a vector added as a bias), or ask
// for an op's gradient in another form, each op's rounding may fall the other way, which is one unit in the last place
// of the largest number at hand: sums of both signs are as exact as their largest term.
import '../../without-onednn.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, loadModel, tf } from '../../../lib/index.js';
import { precisionOf } from '../../../lib/precision.js';
import type { Model } from '../../../lib/training/model.js';
import { askPython } from '../../run-python.js';

/** Numbers in lists of lists. */
type Numbers = unknown;

interface Answer {
  readonly error?: string;
  readonly inputs: Numbers[];
  readonly type: string;
  readonly inference: Numbers;
  readonly training: Numbers;
  readonly factors: Numbers;
  readonly gradients: Numbers[];
}

const folder = mkdtempSync(join(tmpdir(), 'half-layers-'));
afterAll(() => rmSync(folder, { recursive: true }));

/**
 * Units in the last place, of the tensor's largest number, that outputs and gradients may be apart. Attention is five
 * products one behind the other, which Keras computes by Einstein's sums.
 */
const allowed = { outputs: 1, gradients: 3 };
const ofAttention = { outputs: 1.5, gradients: 6 };

const bits = { bfloat16: 7, float16: 10, float32: 16 } as const;
type Type = keyof typeof bits;

const flat = (values: unknown): number[] => [values].flat(Number.POSITIVE_INFINITY) as number[];

function unitsApart(found: tf.Tensor, expected: Numbers, type: Type, least = 0): number {
  const a = found.dataSync();
  const b = flat(expected);
  expect(a.length).toBe(b.length);
  const largest = Math.max(least, ...b.map(Math.abs));
  if (largest === 0) return Math.max(...a.map(Math.abs)) === 0 ? 0 : Number.POSITIVE_INFINITY;
  const unit = 2 ** (Math.floor(Math.log2(largest)) - bits[type]);
  return Math.max(...a.map((one, i) => Math.abs(one - b[i]!) / unit));
}

for (const type of ['bfloat16', 'float16'] as const) {
  describe(`mixed_${type}`, () => {
    let answers: Record<string, Answer>;
    beforeAll(async () => {
      await tf.ready();
      answers = await askPython(join(import.meta.dirname, 'half_layers.py'), folder, `mixed_${type}`);
    });

    test('every case is equal', async () => {
      const apart: Record<string, unknown> = {};
      for (const [name, answer] of Object.entries(answers)) {
        // Keras has no pooling of volumes in float16 on a processor.
        if (answer.error !== undefined && /^(max|average)_pooling3d$/.test(name)) continue;
        expect(answer.error).toBeUndefined();
        try {
          const found = await compare(name, answer, type);
          if (found) apart[name] = found;
        } catch (error) {
          apart[name] = (error as Error).message;
        }
      }
      expect(apart).toEqual({});
    });
  });
}

async function compare(name: string, answer: Answer, type: Type): Promise<object | undefined> {
  const model = await loadModel(join(folder, `${name}.keras`));
  const isWhole = name === 'embedding';
  const inputs = answer.inputs.map((one) =>
    tf.tensor(one as number[], undefined, isWhole ? 'int32' : 'float32'),
  );
  const call = (training: boolean, given: tf.Tensor[]): tf.Tensor =>
    model.apply(given.length > 1 ? given : given[0]!, { training }) as tf.Tensor;
  const output = call(false, inputs);
  const kind = answer.type as Type;
  expect(precisionOf(output)).toBe(kind);
  const traced = compile((...given: tf.Tensor[]) => call(false, given));
  traced(...inputs);
  const inGraph = traced(...inputs) as tf.Tensor;
  expect(traced.reason).toBeUndefined();
  const gradients = gradientsOf(model, inputs, answer, call, name);
  // A gradient that is nothing but rounding (of keys' bias, which moves all scores alike) is as exact as the others.
  const most = Math.max(...answer.gradients.flatMap(flat).map(Math.abs)) / 8;
  const found = {
    outputs: unitsApart(output, answer.inference, kind),
    graph: unitsApart(inGraph, answer.inference, kind),
    training: unitsApart(gradients.value, answer.training, kind),
    gradients: Math.max(
      0,
      ...gradients.all.map((one, i) => unitsApart(one, answer.gradients[i]!, type, most)),
    ),
  };
  const { outputs, gradients: slopes } = name.startsWith('multi_head') ? ofAttention : allowed;
  const isNear =
    found.outputs <= outputs &&
    found.graph <= outputs &&
    found.training <= outputs &&
    found.gradients <= slopes;
  model.dispose();
  return isNear ? undefined : found;
}

function gradientsOf(
  model: Model,
  inputs: tf.Tensor[],
  answer: Answer,
  call: (training: boolean, given: tf.Tensor[]) => tf.Tensor,
  name: string,
): { value: tf.Tensor; all: tf.Tensor[] } {
  const factors = tf.tensor(answer.factors as number[]);
  const weights = model.trainableWeights.map((weight) => weight.read());
  const sources = [...inputs.filter(({ dtype }) => dtype === 'float32'), ...weights];
  let value: tf.Tensor | undefined;
  const slopes = tf.grads((...given: tf.Tensor[]) => {
    const rest = name === 'embedding' ? inputs : given.slice(0, inputs.length);
    value = tf.keep(call(!name.includes('dropping'), rest));
    return tf.sum(tf.mul(value, factors));
  });
  const all = slopes(sources);
  return { value: value!, all };
}
