// Folders of sounds as batches, against Keras; golden/make_sounds.py makes the golden file.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AudioDatasetOptions, audioDatasetFromDirectory } from '../../lib/audio/audio-dataset.js';
import { readWav } from '../../lib/audio/wav.js';
import { tf } from '../../lib/tf.js';

interface Golden {
  files: Record<string, string>;
  cases: { options: Record<string, unknown>; batches: { shape: number[]; x: number[]; y: unknown }[] }[];
}
const golden: Golden = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/sounds.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'tensorcell-sounds-'));

beforeAll(async () => {
  await tf.setBackend('cpu');
  for (const [name, bytes] of Object.entries(golden.files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), Buffer.from(bytes, 'base64'));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const ours = (options: Record<string, unknown>): AudioDatasetOptions =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );

test.each(golden.cases)('$options', async ({ options, batches }) => {
  const sounds = audioDatasetFromDirectory(folder, { ...ours(options), verbose: false });
  const found = [];
  for await (const [x, y] of sounds)
    found.push({ shape: x.shape, x: [...x.dataSync()], y: y ? y.arraySync() : null });
  expect(found).toEqual(batches);
});

const wav = (change: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.from(Object.values(golden.files)[0]!, 'base64');
  change(bytes);
  return bytes;
};

test('what is no sound of 16 bits is refused', () => {
  expect(() => readWav(Buffer.from('no sound'), 'a.wav')).toThrow(
    'a.wav cannot be read. Expected a .wav file, received something else.',
  );
  const of8Bits = wav((bytes) => bytes.writeUInt16LE(8, 34));
  expect(() => readWav(of8Bits, 'b.wav')).toThrow(
    'b.wav cannot be read. Expected plain numbers of 16 bits, received format 1 of 8 bits.',
  );
});

test('sounds of one and of two channels make no batch', async () => {
  const mixed = mkdtempSync(join(tmpdir(), 'tensorcell-mixed-'));
  mkdirSync(join(mixed, 'a'));
  writeFileSync(
    join(mixed, 'a', '1.wav'),
    wav(() => {}),
  );
  writeFileSync(
    join(mixed, 'a', '2.wav'),
    wav((bytes) => bytes.writeUInt16LE(2, 22)),
  );
  const sounds = audioDatasetFromDirectory(mixed, { verbose: false, shuffle: false });
  await expect(sounds[Symbol.asyncIterator]().next()).rejects.toThrow(
    'the sounds of a batch must have as many channels, expected 2. Received: 1 in',
  );
  rmSync(mixed, { recursive: true });
});
