// The transform in WebAssembly: made of its source, and equal to the one in TypeScript.
import { expect, test } from 'vitest';
import { affineMap, warp } from '../../lib/image/transform/affine.js';
import { fastWarp } from '../../lib/image/transform/fast-warp.js';
import { warpModule } from '../../lib/image/transform/warp-module.js';
import { MersenneTwister } from '../../lib/random/mersenne-twister.js';
import { assemble } from '../../scripts/build-wasm.mjs';
import { distance } from './golden.js';

const filling = { fillMode: 'nearest', cval: 0, interpolationOrder: 1 } as const;
const random = new MersenneTwister(1);

test('warp-module.ts is warp.wat assembled', async () => {
  expect(warpModule).toBe(await assemble());
});

test.each([
  [1, 1],
  [1, 7],
  [9, 1],
  [12, 31],
  [150, 150],
  [300, 200],
  [2, 3],
])('%i × %i pixels', (height, width) => {
  const data = Float32Array.from({ length: height * width * 3 }, () => random.uniform(-50, 300));
  const source = { data, height, width, channels: 3 };
  for (let round = 0; round < 20; round++) {
    const parameters = {
      theta: random.uniform(-180, 180),
      tx: random.uniform(-width, width),
      ty: random.uniform(-height, height),
      shear: random.uniform(-20, 20),
      zx: random.uniform(0.3, 2),
      zy: random.uniform(0.3, 2),
      flipHorizontal: random.random() < 0.5,
    };
    const map = affineMap(parameters, height, width)!;
    const [ours, expected] = [new Float32Array(data.length), new Float32Array(data.length)];
    fastWarp(source, ours, map, 0.5);
    warp(source, expected, map, filling);
    expect(
      distance(
        ours,
        Array.from(expected, (value) => value / 2),
      ),
    ).toBeLessThan(0.001);
  }
});

test('bytes too; a map that is no number stays within the image', () => {
  const source = { data: Uint8Array.of(1, 2, 3, 4, 5, 6), height: 1, width: 2, channels: 3 };
  const target = new Float32Array(6);
  fastWarp(source, target, affineMap({ flipHorizontal: true }, 1, 2)!, 1);
  expect([...target]).toEqual([4, 5, 6, 1, 2, 3]);
  const map = { xx: Number.NaN, xy: Number.NaN, x0: 0, yx: 0, yy: Infinity, y0: 0 };
  expect(() => fastWarp(source, target, map, 1)).not.toThrow();
});
