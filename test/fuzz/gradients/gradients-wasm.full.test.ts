// Derivatives of every op on wasm: as TensorFlow's, or refused by the op's name.
import { beforeAll, expect, test } from 'vitest';
import { startWasm } from '../../../lib/engine/fallback.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { committedOps, expectAsTensorFlow, isForAll } from './stand-ins.js';

beforeAll(async () => {
  installOnTfjs();
  expect(await startWasm()).toBe(true);
});

const excepted = ['Cast', 'Conv2DBackpropFilter'];
const isComplex = (op: string): boolean => /complex|^(Real|Imag|I?FFT)$|spectral/i.test(op);
const isVolume = (op: string): boolean => /^Conv3D/.test(op);
// Casts to complex numbers are among the calls; and wasm's own conv2d gives zeros for uneven strides, of which the
// gradient of Conv2DBackpropFilter is made.
const usual = committedOps.filter(
  (op) => isForAll(op) && !isComplex(op) && !isVolume(op) && !excepted.includes(op),
);

test.each(usual)('%s', (op) => {
  expectAsTensorFlow(op);
});

test.each(committedOps.filter(isComplex))('%s is refused', (op) => {
  expectAsTensorFlow(op, /: expected a backend with complex numbers, .*Received: 'wasm'/);
});

test('a convolution of volumes is refused', () => {
  expectAsTensorFlow('Conv3D', /conv3d: the backend must compute convolutions of volumes backwards/);
});
