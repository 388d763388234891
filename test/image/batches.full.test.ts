// Decoding, resizing, order and whole seeded batches against Keras.
import { expect, test } from 'vitest';
import { registerEngine, tensorFlowInUse } from '../../lib/engine/engine.js';
import type { ImageDataGeneratorOptions } from '../../lib/image/generator-options.js';
import { ImageDataGenerator } from '../../lib/image/image-data-generator.js';
import type { DirectoryFlowOptions } from '../../lib/image/iterators/directory-iterator.js';
import { decodeFile, decodeWith } from '../../lib/image/loading/decode.js';
import type { Loading } from '../../lib/image/loading/load-image.js';
import type { ColorMode } from '../../lib/image/transform/pixels.js';
import type { Interpolation } from '../../lib/image/transform/resample.js';
import { inlineRunner } from '../../lib/image/workers/runner.js';
import type { tf } from '../../lib/tf.js';
import { distance, golden, goldenPath } from './golden.js';

interface Loaded {
  path: string;
  colorMode: ColorMode;
  targetSize?: [number, number];
  interpolation?: Interpolation;
  keepAspectRatio?: boolean;
  output: number[];
}

await registerEngine();
const decoders = { TensorFlow: tensorFlowInUse(), 'sharp alone': undefined };
const maxPixels = 1e8;
const cases = Object.keys(decoders).flatMap((decoder) =>
  golden<Loaded[]>('loading')
    // sharp turns printing colours into RGB by a colour profile, where Pillow and TensorFlow compute.
    .filter(({ path }) => decoder === 'TensorFlow' || !path.includes('cmyk'))
    .map((loaded) => ({ decoder: decoder as keyof typeof decoders, ...loaded })),
);

test.each(cases)(
  '$decoder loads $path as $colorMode $targetSize $interpolation $keepAspectRatio',
  async ({ decoder, ...loaded }) => {
    decodeWith(decoders[decoder]);
    const path = goldenPath(loaded.path);
    if (!loaded.targetSize) {
      const values = await decodeFile(path, { ...loaded, maxPixels }, ({ data }) => Uint8Array.from(data));
      expect(distance(values, loaded.output)).toBeLessThanOrEqual(1);
      return;
    }
    const [height, width] = loaded.targetSize;
    const { interpolation = 'nearest', keepAspectRatio = false, colorMode } = loaded;
    const target = new Float32Array(loaded.output.length);
    const filling = { fillMode: 'nearest', cval: 0, interpolationOrder: 1 } as const;
    const fit: Loading['fit'] = keepAspectRatio ? 'crop' : 'stretch';
    const resize: Loading['resize'] = { as: 'Pillow', interpolation };
    const loading: Loading = { colorMode, maxPixels, height, width, fit, resize };
    const recipe = { loading, filling };
    await inlineRunner.run(recipe, [{ source: { path }, parameters: {} }], target);
    expect(distance(target, loaded.output)).toBeLessThanOrEqual(1);
  },
);

interface Batches {
  generator: ImageDataGeneratorOptions;
  flows: {
    options: DirectoryFlowOptions;
    classIndices: Record<string, number>;
    filenames: string[];
    labels: number[];
    batches: { x: number[]; y: number[]; shape: number[] }[];
  }[];
}

const { generator: options, flows } = golden<Batches>('batches');

test.each(flows)(
  'flowFromDirectory gives the files, order and images of Keras for $options',
  async (flow) => {
    const generator = new ImageDataGenerator(options);
    const iterator = generator.flowFromDirectory(goldenPath('images'), {
      ...flow.options,
      targetSize: [12, 12],
    });
    expect(iterator.classIndices).toEqual(flow.classIndices);
    expect(iterator.filenames).toEqual(flow.filenames);
    expect([...iterator.classes]).toEqual(flow.labels);
    for (const batch of flow.batches) {
      const [x, y] = (await iterator.batch()) as [tf.Tensor4D, tf.Tensor];
      expect(x.shape).toEqual(batch.shape);
      expect([...y.dataSync()]).toEqual(batch.y);
      expect(distance(x.dataSync(), batch.x)).toBeLessThanOrEqual(2 / 255);
    }
  },
);

test('files come with the channels first and in whole numbers where asked for', async () => {
  const generator = new ImageDataGenerator({ dataFormat: 'channelsFirst', dtype: 'int32', rescale: 0.5 });
  const flow = generator.flowFromDirectory(goldenPath('images'), { targetSize: [8, 9], batchSize: 2 });
  const [x] = await flow.batch();
  expect([x.shape, x.dtype]).toEqual([[2, 3, 8, 9], 'int32']);
});
