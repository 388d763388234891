// The tests of the suite that we leave out, each with its reason: a part of those that tfjs-node leaves out.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Names of tests, or parts of names. */
export const ignored = {
  // TensorFlow refuses a window larger than its input, where the definition gives an empty result.
  'avgPool3d test-tensorflow {} x=[1,1,1,1,1] f=[1,1,3] s=1 p=valid': 'empty results',
  // oneDNN has no convolution for these sizes.
  'conv2dTranspose test-tensorflow {} input=8x8x8,output=4x4x8,f=8,s=1,inDepth=8,p=same vec4': 'oneDNN',
  // TensorFlow computes what the definition forbids.
  'einsum test-tensorflow {} 2d matrix calculate trace: duplicate axes not implemented yet': 'more allowed',
  'einsum test-tensorflow {} nonexistent dimension throws error': 'more allowed',
  // The expected value is rounded by another library in the eighth digit.
  'tan test-tensorflow {} numbers exceed float32 precision': 'rounding',
};

/** tfjs-node's own list, read from the script with which it runs the suite. */
export function ignoredByTfjsNode() {
  const script = readFileSync(require.resolve('@tensorflow/tfjs-node-gpu/dist/run_tests.js'), 'utf8');
  const list = /IGNORE_LIST = \[(.*?)\n\];/s.exec(script)?.[1] ?? '';
  const withoutComments = list.replace(/^\s*\/\/.*$/gm, '');
  return Array.from(withoutComments.matchAll(/'([^']+)'/g), ([, name]) => name ?? '');
}
