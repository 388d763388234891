// Derivatives of every op on wasm: as TensorFlow's, or refused by the op's name.
import { beforeAll, expect, test } from 'vitest';
import { startWasm } from '../../../lib/engine/fallback.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { committedOps, expectAsTensorFlow, isForAll } from './stand-ins.js';

beforeAll(async () => {
  installOnTfjs();
  expect(await startWasm()).toBe(true);
});

const isComplex = (op: string): boolean => /complex|^(Real|Imag|I?FFT)$|spectral/i.test(op);
const isVolume = (op: string): boolean => /^Conv3D/.test(op);
const usual = committedOps.filter((op) => isForAll(op) && !isComplex(op) && !isVolume(op));

test.each(usual)('%s', (op) => {
  expectAsTensorFlow(op);
});

test.each(committedOps.filter(isComplex))('%s is refused', (op) => {
  expectAsTensorFlow(op, /: expected a backend with complex numbers, .*Received: 'wasm'/);
});

test('a convolution of volumes is refused', () => {
  expectAsTensorFlow('Conv3D', /conv3d: the backend must compute convolutions of volumes backwards/);
});
