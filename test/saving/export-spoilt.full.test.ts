// A spoilt number in a SavedModel is seen: TensorFlow's checksum refuses it, and where that was made anew, what it computes
// is another number. So what holds an export to TensorFlow's numbers can fail.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { maskedCrc32c } from '../../lib/core/crc32.js';
import { registerEngine } from '../../lib/engine/engine.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import * as random from '../../lib/random/random.js';
import { ExportArchive } from '../../lib/saving/saved-model/export-archive.js';
import { loadSavedModel } from '../../lib/saving/saved-model/saved-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { askPython } from '../run-python.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-spoilt-'));
const data = 'variables/variables.data-00000-of-00001';
const ways = ['export', 'archive'] as const;
let x: tf.Tensor;
let found: Record<string, { failed?: string; worst: { serve: number } }>;

beforeAll(async () => {
  await registerEngine();
  tf.backend();
  installOnTfjs();
  const model = sequential([layers.dense({ units: 2, inputShape: [3], kernelInitializer: 'ones' })]);
  x = random.uniform([4, 3], 0.5, 1);
  await model.export(join(folder, 'export'), { verbose: false });
  const archive = new ExportArchive();
  archive.trackAndAddEndpoint('serve', model, [{ shape: [null, 3] }]);
  await archive.writeOut(join(folder, 'archive'), { verbose: false });
  for (const way of ways) {
    spoil(way, `${way}-refused`, () => {});
    spoil(way, `${way}-accepted`, sumAnew);
  }
  const batches = [{ inputs: [x.arraySync()], outputs: [(model.predict(x) as tf.Tensor).arraySync()] }];
  const names = { export: model.inputs[0]!.name, archive: 'args_0' };
  const cases = ways.flatMap((way) =>
    ['', '-refused', '-accepted'].map((kind) => [
      `${way}${kind}`,
      { batches, kind: 'one', keys: [], names: [names[way]], dtypes: ['float32'] },
    ]),
  );
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(Object.fromEntries(cases)));
  found = await askPython(join(import.meta.dirname, 'golden/run_exported.py'), folder);
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true }));

const one = Buffer.from(new Float32Array(6).fill(1).buffer);

/** A copy with one byte of the kernel changed. */
function spoil(from: string, to: string, more: (place: string, spoilt: Buffer) => void): void {
  cpSync(join(folder, from), join(folder, to), { recursive: true });
  const place = join(folder, to, data);
  const bytes = readFileSync(place);
  const at = bytes.indexOf(one);
  expect(at).toBeGreaterThanOrEqual(0);
  bytes[at + 2]! ^= 0x40; // 1 becomes 1.5
  writeFileSync(place, bytes);
  more(join(folder, to), bytes.subarray(at, at + one.length));
}

/** The checksum of the spoilt kernel in the place of the whole one's, and that of the table's block. */
function sumAnew(place: string, spoilt: Buffer): void {
  const index = join(place, 'variables/variables.index');
  const bytes = readFileSync(index);
  const at = bytes.indexOf(sumOf(one));
  sumOf(spoilt).copy(bytes, at);
  // The first block ends where its own sum stands: the one that now is wrong.
  const block = [...bytes.keys()].find((end) => {
    const whole = readFileSync(index).subarray(0, end);
    return end > at && sumOf(whole).equals(readFileSync(index).subarray(end, end + 4));
  })!;
  sumOf(bytes.subarray(0, block)).copy(bytes, block);
  writeFileSync(index, bytes);
}

function sumOf(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(maskedCrc32c(bytes));
  return sum;
}

describe.each(ways)('%s', (way) => {
  test('a byte that is not as it was written is refused', async () => {
    expect(found[way]!.failed).toBeUndefined();
    expect(found[way]!.worst.serve).toBeLessThan(1e-6);
    expect(found[`${way}-refused`]!.failed).toMatch(/DataLossError|Checksum/);
    await expect(loadSavedModel(join(folder, `${way}-refused`))).rejects.toThrow(/Checksum|Data loss/i);
  });

  test('with a checksum of its own it gives another number', async () => {
    expect(found[`${way}-accepted`]!.failed).toBeUndefined();
    expect(found[`${way}-accepted`]!.worst.serve).toBeGreaterThan(0.05);
    const [whole, spoilt] = [
      await loadSavedModel(join(folder, way)),
      await loadSavedModel(join(folder, `${way}-accepted`)),
    ];
    const gap = tf.max(tf.abs(tf.sub(whole.predict(x), spoilt.predict(x)))).dataSync()[0]!;
    expect(gap).toBeGreaterThan(0.2);
    for (const loaded of [whole, spoilt]) loaded.dispose();
  });
});
