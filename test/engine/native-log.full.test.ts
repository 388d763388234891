// TensorFlow's notes to its developers stay out of a cell: oneDNN calls it an error that it lacks a type on this machine.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const program = `
  import { compile, tf } from './dist/lib/index.js';
  const turn = compile((x) => tf.transpose(tf.concat([tf.greater(x, 0), tf.less(x, 0)])));
  const x = tf.randomUniform([4, 4]);
  for (let call = 0; call < 3; call++) turn(x).dataSync();
  process.stdout.write(tf.getBackend() + ' ' + (turn.reason ?? 'graph'));
`;

test('graphs of truth values run without a word on standard error', () => {
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect(child.stdout).toBe('tensorflow graph');
  expect(child.stderr).toBe('');
});
