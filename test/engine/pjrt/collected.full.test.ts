// Memory that a plug-in is given while JavaScript's garbage collection comes at any moment.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { describeOnPlugin } from './stand-in.js';

const library = new URL('../../../build/lib/engine/pjrt/choose-device.js', import.meta.url).href;

/** Often enough for V8 to optimize what it runs. */
const program = `
const { openDevice } = await import(${JSON.stringify(library)});
const { client } = openDevice('xla-cpu');
const what = { type: 'f32', shape: [2, 3, 4, 5] };
const values = Float32Array.from({ length: 120 }, (_, i) => i);
const module = \`module @double { func.func public @main(%x: tensor<2x3x4x5xf32>) -> tensor<2x3x4x5xf32> {
  %y = stablehlo.add %x, %x : tensor<2x3x4x5xf32>
  return %y : tensor<2x3x4x5xf32> } }\`;
const double = client.compile(module);
const others = [];
for (let round = 0; round < 8_000; round++) {
  const given = client.upload(values, what);
  const [made] = round % 2 === 0 ? double.run([given]) : await double.runAsync([given]);
  const back = client.download(made, what);
  if (back.some((value, i) => value !== 2 * i)) throw new Error('round ' + round + ': ' + back);
  for (const buffer of [given, made]) client.free(buffer);
  // Takes the place of what was let go.
  others[round % 1000] = new BigInt64Array(4).fill(BigInt(round));
}
console.log('all equal');
process.exit();`;

describeOnPlugin('a plug-in of XLA', () => {
  test('finds what it is given, however often garbage is collected', { timeout: 300_000 }, () => {
    const options = ['--stress-scavenge=50', '--input-type=module', '-e', program];
    const { stdout, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' });
    expect(stdout, stderr).toContain('all equal');
  });
});
