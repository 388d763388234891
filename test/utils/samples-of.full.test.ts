// The samples of a data set that is folders of images: run where TENSORCELL_DATA_MIRROR or ../shared/data has it.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { datasets, utils } from '../../lib/index.js';

const mirror = process.env.TENSORCELL_DATA_MIRROR ?? resolve('../shared/data');
const missing = existsSync(join(mirror, 'cats-and-dogs')) ? '' : ' [skipped: no mirror]';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samples-'));
  vi.stubEnv('TENSORCELL_CACHE', folder);
  vi.stubEnv('TENSORCELL_DATA_MIRROR', mirror);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(missing)(`cats and dogs${missing}`, () => {
  test('come mixed, each once, in the same order each time', { timeout: 120_000 }, async () => {
    const data = await datasets.catsAndDogs();
    const [most, few] = utils.samplesOf(data, ['train[:98%]', 'train[98%:]']);
    expect([most.size, few.size]).toEqual([1960, 40]);
    const read = async () => (await few.toArray()).map(({ xs, ys }) => [...xs.shape, ys.dataSync()[0]]);
    const first = await read();
    expect(await read()).toEqual(first);
    const labels = first.map((one) => one.at(-1)!);
    expect(new Set(labels)).toEqual(new Set([0, 1]));
    expect(labels.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(8);
    const [one] = await few.take(1).toArray();
    expect([one!.xs.dtype, one!.xs.shape.length, one!.xs.shape[2]]).toEqual(['int32', 3, 3]);
    expect(Math.max(...one!.xs.dataSync())).toBeGreaterThan(64);
    expect(() => utils.samplesOf(data, 'tests')).toThrow("Received: 'tests'");
  });
});
