// Small files that announce or unpack to much more than they hold: an error with the file, what it announces and what
// is possible, before memory is taken for it.
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { loadLibrary } from '../../lib/saving/hdf5/hdf5-library.js';
import { fromSafetensors } from '../../lib/saving/safetensors/safetensors.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';

const folder = mkdtempSync(join(tmpdir(), 'announced-'));
const at = (name: string) => join(folder, name);
const noPosix = process.platform === 'win32';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  await loadLibrary(); // its own memory is no file's fault
  await small().save(at('small.keras'));
  await small().save(at('small.h5'));
  await small().save(at('small'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** None of these may take what it asks for. */
let before: number;
beforeEach(() => {
  before = process.memoryUsage().rss;
});
afterEach(() => expect(process.memoryUsage().rss - before).toBeLessThan(3e8));

function small(): Model {
  const inner = sequential([layers.conv1d({ filters: 3, kernelSize: 2, inputShape: [5, 7] })]);
  const x = layers.input({ shape: [5] });
  const embedded = layers.embedding({ inputDim: 11, outputDim: 7 }).apply(x);
  const y = layers.dense({ units: 13 }).apply(inner.apply(embedded));
  return functional({ inputs: x, outputs: y });
}

/** What the configuration of small.keras says with one number changed. */
function changed(what: RegExp, value: string): string {
  const config = strFromU8(unzipSync(readFileSync(at('small.keras')))['config.json']!);
  const result = config.replace(what, `$1${value}`);
  expect(result).not.toBe(config);
  return result;
}

function kerasFile(name: string, entries: Zippable): string {
  const whole = unzipSync(readFileSync(at('small.keras')));
  writeFileSync(at(name), zipSync({ ...whole, ...entries }));
  return at(name);
}

const tooMany = (weight: string) =>
  new RegExp(
    `cannot load .*: its weight '[^']*${weight}' .* announces [\\d,]+ numbers.*the file can hold [\\d,]+ at most`,
  );

describe('a configuration that asks for more weights than the file has', () => {
  const cases: [string, RegExp, string, string][] = [
    ['units', /("units": ?)13/, '100000000', 'kernel'],
    ['inputDim', /("input_dim": ?)11/, '900000000', 'embeddings'],
    ['filters of an inner model', /("filters": ?)3/, '70000000', 'kernel'],
  ];

  test.each(cases)('%s in .keras', async (_, what, value, weight) => {
    const path = kerasFile('large.keras', { 'config.json': strToU8(changed(what, value)) });
    await expect(loadModel(path)).rejects.toThrow(tooMany(weight));
  });

  test.each(cases)('%s in .h5', async (_, what, value, weight) => {
    const { File, FS } = await loadLibrary();
    FS.writeFile('/large.h5', readFileSync(at('small.h5')));
    const file = new File('/large.h5', 'a');
    const config = String(file.attrs.model_config!.value);
    file.delete_attribute('model_config');
    file.create_attribute('model_config', config.replace(what, `$1${value}`));
    file.close();
    writeFileSync(at('large.h5'), FS.readFile('/large.h5'));
    await expect(loadModel(at('large.h5'))).rejects.toThrow(tooMany(weight));
  });

  test.each(cases)('%s in model.json', async (_, what, value, weight) => {
    const text = readFileSync(at('small/model.json'), 'utf8');
    writeFileSync(at('small/large.json'), text.replace(what, `$1${value}`));
    await expect(loadModel(at('small/large.json'))).rejects.toThrow(tooMany(weight));
  });
});

describe('archives', () => {
  const refused =
    /archive is damaged.*entry "[^"]+" announces [\d,]+ bytes.*of [\d,]+ bytes can hold [\d,]+ at most/;

  test('a size that lies', async () => {
    const bytes = readFileSync(kerasFile('lying.keras', {}));
    bytes.writeUInt32LE(2 ** 31 - 2, bytes.lastIndexOf('PK\x01\x02') + 24);
    writeFileSync(at('lying.keras'), bytes);
    await expect(loadModel(at('lying.keras'))).rejects.toThrow(refused);
  });

  test.each(['config.json', 'model.weights.h5'])('%s that unpacks a thousandfold', async (name) => {
    const path = kerasFile('bomb.keras', { [name]: [new Uint8Array(2 ** 26 + 2 ** 24), { level: 9 }] });
    await expect(loadModel(path)).rejects.toThrow(refused);
    await expect(small().loadWeights(path)).rejects.toThrow(refused);
  });
});

describe('HDF5', () => {
  /** A file made by the library itself. */
  async function made(
    name: string,
    fill: (file: InstanceType<Awaited<ReturnType<typeof loadLibrary>>['File']>) => void,
  ) {
    const { File, FS } = await loadLibrary();
    const file = new File(`/${name}`, 'w');
    fill(file);
    file.close();
    writeFileSync(at(name), FS.readFile(`/${name}`));
    FS.unlink(`/${name}`);
    return at(name);
  }

  test.each([10 ** 8, 2 ** 40, 2 ** 61])('a dataset that announces %d numbers', async (size) => {
    const path = await made('dims.h5', (file) => {
      file.create_dataset({ name: 'kernel', data: new Float32Array(1234), shape: [1234], dtype: '<f' });
    });
    const bytes = readFileSync(path);
    const dimension = Buffer.alloc(8);
    dimension.writeBigUInt64LE(1234n);
    for (let i = bytes.indexOf(dimension); i >= 0; i = bytes.indexOf(dimension, i + 8))
      bytes.writeBigUInt64LE(BigInt(size), i);
    writeFileSync(path, bytes);
    await expect(small().loadWeights(path)).rejects.toThrow(/dims.h5.*dataset '\/kernel' announces|dims.h5/);
  });

  test('a dataset that was never written', async () => {
    const path = await made('unwritten.h5', (file) => {
      const settings = { chunks: [1000], maxshape: [null] };
      file.create_dataset({
        name: 'kernel',
        data: new Float32Array(10),
        shape: [10],
        dtype: '<f',
        ...settings,
      });
      (file.get('kernel') as unknown as { resize(shape: number[]): void }).resize([300_000_000]);
    });
    await expect(small().loadWeights(path)).rejects.toThrow(
      /unwritten.h5.*dataset '\/kernel' announces 1,200,000,000 bytes.*can hold [\d,]+ at most/,
    );
  });

  test('zeros packed a thousandfold', async () => {
    const data = new Float32Array(2 ** 25);
    const path = await made('zeros.h5', (file) => {
      const settings = { chunks: [2 ** 22], compression: 1 };
      file.create_dataset({ name: 'kernel', data, shape: [data.length], dtype: '<f', ...settings });
    });
    await expect(small().loadWeights(path)).rejects.toThrow(
      /zeros.h5.*dataset '\/kernel' announces 134,217,728 bytes, but a file of [\d,]+ bytes can hold [\d,]+ at most/,
    );
  });

  test.each(['soft', 'hard'] as const)('groups that hold themselves by %s links', async (kind) => {
    const path = await made('circle.h5', (file) => {
      for (const name of ['a', 'b', 'c', 'd']) file[`create_${kind}_link`]('/', name);
    });
    await expect(small().loadWeights(path)).rejects.toThrow(
      /circle.h5: (its group '.*' announces 1 objects|.*nested more than 64|it is damaged \(too many links\))/i,
    );
  });
});

describe('safetensors', () => {
  function written(header: unknown, body = 8, length?: bigint): Buffer {
    const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
    const head = Buffer.alloc(8);
    head.writeBigUInt64LE(length ?? BigInt(text.length));
    return Buffer.concat([head, text, Buffer.alloc(body)]);
  }
  const entry = (shape: unknown, offsets: unknown) => ({ dtype: 'F32', shape, data_offsets: offsets });

  test.each<[string, Buffer, RegExp]>([
    [
      'a header longer than the file',
      written({}, 8, 2n ** 40n),
      /announces 1099511627776 bytes, but 10 follow/,
    ],
    [
      'a shape of 4 TB',
      written({ a: entry([2 ** 40], [0, 8]) }),
      /'a' of the shape .* needs 4398046511104 bytes.*has 8/,
    ],
    [
      'a place beyond the end',
      written({ a: entry([2 ** 30], [0, 2 ** 32]) }),
      /announces 4294967296 bytes of 8/,
    ],
    ['sizes below zero', written({ a: entry([-2, -1], [0, 8]) }), /'a' has no shape/],
    ['no shape', written({ a: { dtype: 'F32' } }), /'a' has no shape/],
    ['no table', written('[1]'), /not a table of tensors/],
    ['no JSON', written('{"a"'), /header is not JSON/],
    ['a deep header', written(`{"a":${'['.repeat(1e6)}`), /header is nested more than 1000 deep/],
  ])('%s', (_, bytes, reason) => {
    expect(() => fromSafetensors(bytes)).toThrow(reason);
  });

  test('many names for the same bytes', () => {
    const same = Array.from({ length: 100 }, (_, i) => [`a${i}`, entry([2 ** 18], [0, 2 ** 20])]);
    expect(() => fromSafetensors(written(Object.fromEntries(same), 2 ** 20))).toThrow(
      /'a1' announces 1,048,576 bytes after 1,048,576 before it, but a body of 1048576 bytes can hold 1,048,576/,
    );
  });
});

describe('model.json', () => {
  interface Manifest {
    weightsManifest: [{ paths: string[]; weights: { shape: number[]; quantization?: object }[] }];
  }

  async function loaded(change: (manifest: Manifest['weightsManifest'][0]) => void) {
    const json = JSON.parse(readFileSync(at('small/model.json'), 'utf8')) as Manifest;
    change(json.weightsManifest[0]);
    writeFileSync(at('small/changed.json'), JSON.stringify(json));
    return loadModel(at('small/changed.json'));
  }

  test.each([
    ['a shape', (weight: { shape: number[] }) => Object.assign(weight, { shape: [10 ** 9] })],
    [
      'a quantized shape',
      (weight: { shape: number[] }) =>
        Object.assign(weight, { shape: [10 ** 9], quantization: { dtype: 'uint8', scale: 1, min: 0 } }),
    ],
    ['texts', (weight: { shape: number[] }) => Object.assign(weight, { shape: [10 ** 9], dtype: 'string' })],
  ])('%s of more than the data', async (_, change) => {
    const result = loaded(({ weights }) => change(weights[0]!));
    await expect(result).rejects.toThrow(
      /changed.json.*weight '.*' of the shape \[1000000000\] announces [\d,]+ bytes.*data of \d+ bytes/,
    );
  });

  test('one file many times', async () => {
    const result = loaded((manifest) => Object.assign(manifest, { paths: Array(9).fill(manifest.paths[0]) }));
    await expect(result).rejects.toThrow(/names the file '.*model.weights.bin' twice/);
  });

  test('a file of data much larger than the weights', async () => {
    writeFileSync(at('small/sparse.bin'), '');
    truncateSync(at('small/sparse.bin'), 1.5e9); // takes no space on the disk
    const result = loaded((manifest) => Object.assign(manifest, { paths: ['sparse.bin'] }));
    await expect(result).rejects.toThrow(/sparse.bin announces 1,500,000,000 bytes, but .* [\d,]+ at most/);
  });
});

describe('JSON nested without end', () => {
  const lists = `{"class_name": "Sequential", "config": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  const models = `${'{"class_name":"Sequential","config":{"layers":['.repeat(3000)}${']}}'.repeat(3000)}`;

  test.each([lists, models])('in .keras and model.json', async (text) => {
    const path = kerasFile('deep.keras', { 'config.json': strToU8(text) });
    await expect(loadModel(path)).rejects.toThrow(/deep.keras.*config.json is nested more than 1000 deep/);
    writeFileSync(at('deep.json'), `{"modelTopology": ${text}}`);
    await expect(loadModel(at('deep.json'))).rejects.toThrow(/deep.json.*is nested more than 1000 deep/);
  });

  test('brackets in texts are none', async () => {
    const name = '[{"\\\\'.repeat(2000);
    const path = kerasFile('texts.keras', {
      'config.json': strToU8(JSON.stringify({ name, class_name: name, config: {} })),
    });
    await expect(loadModel(path)).rejects.toThrow(/only its own Python code can build/);
  });
});

describe.skipIf(noPosix)('what is no file', () => {
  test('a device without end', async () => {
    symlinkSync('/dev/zero', at('zero.keras'));
    await expect(loadModel(at('zero.keras'))).rejects.toThrow(/is not a file, but a folder, pipe or device/);
  });

  test.each(['pipe.h5', 'pipe.keras', 'pipe.json'])('%s that nobody writes to', async (name) => {
    execFileSync('mkfifo', [at(name)]);
    await expect(loadModel(at(name))).rejects.toThrow(/is not a file, but a folder, pipe or device/);
  });

  test('a folder', async () => {
    mkdirSync(at('folder.safetensors'));
    await expect(small().loadWeights(at('folder.safetensors'))).rejects.toThrow(/folder.safetensors/);
  });
});
