// A Sequential takes data of other sizes than it was built with where real Keras does, with its numbers, and refuses it where Keras does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelFromJson } from '../../lib/models/clone-model.js';
import { tf } from '../../lib/tf.js';
import type { Model } from '../../lib/training/model.js';

interface Tried {
  shape: number[];
  refused?: true;
  x?: number[];
  outputShape?: number[];
  output?: number[];
}

interface Trained {
  shape: number[];
  x: number[];
  yShape: number[];
  y: number[];
  loss: number[];
  mae: number[];
}

interface Case {
  model: string;
  weights: number[][];
  shapes: number[][];
  tried: Tried[];
  trained?: Trained[];
}

/**
 * Refused by name here. Keras multiplies one number by weights for several, or has forgotten the size of an inner model's
 * input once it traces anew.
 */
const refusedHere = new Set([
  'batch normalization 2,3,1',
  'prelu 2,1,4',
  'prelu 2,3,1',
  'prelu, shared steps 2,3,1',
  'einsum 2,5,4',
  'a functional model within 2,7,4',
]);

const ofKeras = readFileSync(join(import.meta.dirname, 'golden/other-sizes.json'), 'utf8');
const cases = Object.entries(JSON.parse(ofKeras) as Record<string, Case>);

function made({ model, weights, shapes }: Case): Model {
  const net = modelFromJson(model);
  net.setWeights(weights.map((values, i) => tf.tensor(values, shapes[i])));
  return net;
}

export function testOtherSizes(): void {
  describe.each(cases)('%s', (name, one) => {
    it.each(one.tried.map((tried) => [tried.shape, tried] as const))('data of shape %j', (_, tried) => {
      const net = made(one);
      const x = tf.tensor(tried.x ?? new Float32Array(tf.util.sizeFromShape(tried.shape)), tried.shape);
      if (tried.refused || refusedHere.has(`${name} ${tried.shape}`)) {
        expect(() => net.predict(x)).toThrow();
        return;
      }
      const output = net.predict(x);
      expect(output.shape).toEqual(tried.outputShape);
      const given = output.dataSync();
      tried.output!.forEach((value, i) => {
        expect(given[i]).toBeCloseTo(value, 5);
      });
    });

    const { trained } = one;
    if (!trained) return;
    it('trains on one after the other', async () => {
      const net = made(one);
      net.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError', metrics: ['mae'] });
      for (const { shape, x, y, yShape, loss, mae } of trained) {
        const { history } = await net.fit(tf.tensor(x, shape), tf.tensor(y, yShape), {
          epochs: 3,
          batchSize: 4,
          shuffle: false,
          verbose: 0,
        });
        loss.forEach((value, i) => {
          expect(history.loss![i]).toBeCloseTo(value, 5);
          expect(history.mae![i]).toBeCloseTo(mae[i]!, 5);
        });
      }
    });
  });
}
