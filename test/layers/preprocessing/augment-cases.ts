// What Keras' random image layers gave with a seed of their own, and how ours are held to it.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Layer } from '../../../lib/core/layer.js';
import { layerFromConfig } from '../../../lib/core/registry.js';
import '../../../lib/layers/preprocessing/preprocessing.js';
import { tf } from '../../../lib/tf.js';

export interface Case {
  readonly layer: string;
  readonly config: Record<string, unknown>;
  readonly training: boolean;
  readonly shape: number[];
  readonly type: 'int32' | 'float32';
  readonly input: number[];
  readonly labels: [shape: number[], values: number[]] | null;
  readonly outputShape: number[];
  readonly outputType: string;
  /** Of two calls: images, and labels where there are some. */
  readonly outputs: number[][][];
}

export const cases = JSON.parse(
  readFileSync(new URL('../golden/augment.json', import.meta.url), 'utf8'),
) as Case[];

export const titleOf = ({ layer, config, shape, labels }: Case): string =>
  `${layer} of [${shape}]${labels ? ' with labels' : ''}: ${JSON.stringify(config)}`;

/** The layer, made again from its configuration. */
export function made({ layer: className, config }: Case): Layer {
  const layer = layerFromConfig({ className, config });
  return layerFromConfig({ className, config: JSON.parse(JSON.stringify(layer.getConfig())) });
}

type Mixing = { apply(given: object, options: object): Record<string, tf.Tensor> };

export function expectAsKeras(one: Case): void {
  tf.tidy(() => {
    const layer = made(one);
    const images = tf.tensor(one.input, one.shape, one.type);
    for (const wanted of one.outputs) {
      const options = { training: one.training };
      const { labels } = one;
      const found = labels
        ? Object.values(
            (layer as unknown as Mixing).apply({ images, labels: tf.tensor(labels[1], labels[0]) }, options),
          )
        : [layer.apply(images, options)];
      expect([found[0]!.shape, found[0]!.dtype]).toEqual([one.outputShape, one.outputType]);
      found.forEach((output, i) => {
        expectNear(output, wanted[i]!, one.layer);
      });
    }
  });
}

function expectNear(tensor: tf.Tensor, wanted: number[], layer: string): void {
  const values = [...tensor.dataSync()];
  expect(values.length).toBe(wanted.length);
  const scale = Math.max(1e-3, ...wanted.map(Math.abs));
  values.forEach((value, i) => {
    if (Math.abs(value - wanted[i]!) <= 2e-4 * scale) return;
    expect.fail(`${layer}: number ${i} is ${value}, expected ${wanted[i]}`);
  });
}
