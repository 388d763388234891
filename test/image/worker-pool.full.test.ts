// Worker threads: the same images whatever their number, broken ones named, a lost worker replaced.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerEngine, tensorFlowInUse } from '../../lib/engine/engine.js';
import type { Processing } from '../../lib/image/iterators/batch.js';
import { ImageIterator } from '../../lib/image/iterators/image-iterator.js';
import { ImageError } from '../../lib/image/loading/errors.js';
import { drawTransform } from '../../lib/image/transform/transform-parameters.js';
import type { ImageJob, Recipe, Runner } from '../../lib/image/workers/image-job.js';
import { inlineRunner } from '../../lib/image/workers/runner.js';
import { WorkerPool } from '../../lib/image/workers/worker-pool.js';
import type { tf } from '../../lib/tf.js';
import { goldenPath } from './golden.js';

const entry = new URL('../../dist/lib/image/workers/worker.js', import.meta.url);
const paths = [0, 1, 2, 3].map((number) => goldenPath(`images/dogs/image ${number}.jpg`));
const standardization = {
  rescale: 1 / 255,
  samplewiseCenter: true,
  samplewiseStdNormalization: true,
  statistics: {},
};
const recipe: Recipe = {
  loading: {
    colorMode: 'rgb',
    maxPixels: 1e8,
    height: 20,
    width: 25,
    fit: 'crop',
    resize: { as: 'Pillow', interpolation: 'bilinear' },
  },
  filling: { fillMode: 'reflect', cval: 0, interpolationOrder: 1 },
  standardization,
};
const ranges = {
  rotationRange: 40,
  widthShiftRange: 0.2,
  heightShiftRange: 0.2,
  shearRange: 20,
  zoomRange: [0.8, 1.2],
  horizontalFlip: true,
  verticalFlip: true,
  channelShiftRange: 20,
  brightnessRange: [0.8, 1.2],
} as const;

await registerEngine();
const setup = () => ({ tensorFlow: tensorFlowInUse() });
let pool: WorkerPool;
beforeEach(() => {
  pool = new WorkerPool(2, entry, setup);
});
afterEach(() => pool.close());

function iterator(runner: Runner): ImageIterator<[tf.Tensor4D]> {
  const processing: Processing = {
    runner,
    recipe,
    standardization,
    preprocessingFunction: undefined,
    layout: { dataFormat: 'channelsLast', dtype: 'float32' },
    drawTransform: (random, height, width) => drawTransform(ranges, height, width, random),
  };
  const feed = {
    samples: paths.length,
    height: 20,
    width: 25,
    channels: 3,
    source: (row: number) => ({ path: paths[row]! }),
    nameOf: (row: number) => paths[row]!,
    batch: (x: tf.Tensor4D): [tf.Tensor4D] => [x],
  };
  return new ImageIterator(feed, processing, { batchSize: 3, seed: 5 });
}

async function batches(runner: Runner): Promise<number[][]> {
  const stream = iterator(runner);
  const taken: number[][] = [];
  for (let i = 0; i < 6; i++) taken.push([...(await stream.batch())[0].dataSync()]);
  return taken;
}

test('order and chance are the same with 0, 1, 2 and 4 threads', async () => {
  const expected = await batches(inlineRunner);
  for (const threads of [1, 2, 4]) {
    const runner = new WorkerPool(threads, entry, setup);
    expect(await batches(runner)).toEqual(expected);
    await runner.close();
  }
});

function jobs(...paths: string[]): [ImageJob[], Float32Array] {
  const target = new Float32Array(new SharedArrayBuffer(4 * 20 * 25 * 3 * paths.length));
  return [paths.map((path) => ({ source: { path }, parameters: {}, keep: true })), target];
}

describe('a worker', () => {
  test('names a broken image and goes on', async () => {
    const script = goldenPath('make_golden.py');
    const outcomes = await pool.run(recipe, ...jobs(paths[0]!, script, paths[1]!));
    expect(outcomes.map((outcome) => Object.keys(outcome))).toEqual([['pixels'], ['broken'], ['pixels']]);
    const [, failure] = outcomes as [unknown, { broken: ImageError }];
    expect(failure.broken).toBeInstanceOf(ImageError);
    expect(failure.broken.image).toBe(script);
  });

  test('that cannot start fails its jobs', async () => {
    const broken = new WorkerPool(1, new URL('./missing.js', import.meta.url), setup);
    await expect(broken.run(recipe, ...jobs(paths[0]!))).rejects.toThrow();
  });

  test('that is ended fails its jobs; the next job gets a new one', async () => {
    const running = pool.run(recipe, ...jobs(paths[0]!));
    await Promise.all([expect(running).rejects.toThrow('An image worker ended'), pool.close()]);
    expect(await pool.run(recipe, ...jobs(paths[0]!))).toMatchObject([{ pixels: { height: 20 } }]);
  });
});
