// Files that are cut off, of another kind, or made to do harm: a clear error, nothing read outside, nothing half
// written.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { loadLibrary } from '../../lib/saving/hdf5/hdf5-library.js';
import { fromSafetensors, toSafetensors } from '../../lib/saving/safetensors/safetensors.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const golden = join(import.meta.dirname, 'golden');
const file = (name: string, data: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};
const dnn = {
  keras: readFileSync(join(golden, 'keras3-dnn.keras')),
  h5: readFileSync(join(golden, 'keras3-dnn.h5')),
};

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function small(): Model {
  return sequential([layers.dense({ units: 2, inputShape: [3] })]);
}

describe('loadModel', () => {
  test.each([
    ['keras', 0.5],
    ['keras', 0.99],
    ['h5', 0.1],
    ['h5', 0.9],
  ] as const)('a .%s file cut off after %d of it', async (kind, share) => {
    const path = file(`cut-${share}.${kind}`, dnn[kind].subarray(0, dnn[kind].length * share));
    await expect(loadModel(path)).rejects.toThrow(/cannot load .*cut-/);
  });

  test('every single byte of the head damaged: an error or the model, never a crash', async () => {
    for (let i = 0; i < 96; i += 3) {
      const damaged = Uint8Array.from(dnn.h5);
      damaged[i]! ^= 0xff;
      const result = await loadModel(file('damaged.h5', damaged)).catch((error: Error) => error);
      if (result instanceof Error) expect(result.message).toContain('loadModel: cannot load');
    }
  });

  test('text, an empty file, a zip of something else', async () => {
    await expect(loadModel(file('text.h5', 'hello'))).rejects.toThrow(
      'neither a .keras file nor an HDF5 file',
    );
    await expect(loadModel(file('empty.keras', ''))).rejects.toThrow('neither');
    const other = zipSync({ 'readme.txt': strToU8('hello') });
    await expect(loadModel(file('other.keras', other))).rejects.toThrow('holds no config.json');
  });

  test('an archive with ../ in it writes nothing', async () => {
    const evil = zipSync({ '../evil.txt': strToU8('boo'), 'config.json': strToU8('{}') });
    await expect(loadModel(file('evil.keras', evil))).rejects.toThrow('no model configuration');
    expect(existsSync(join(folder, '..', 'evil.txt'))).toBe(false);
  });

  test('an unknown layer, a model of its own code', async () => {
    const config = (className: string, layer: string): Uint8Array => {
      const layers = [{ class_name: layer, config: { name: 'mine' } }];
      return zipSync({
        'config.json': strToU8(JSON.stringify({ class_name: className, config: { layers } })),
      });
    };
    await expect(loadModel(file('unknown.keras', config('Sequential', 'MyLayer')))).rejects.toThrow(
      /layer 'mine' is of the class 'MyLayer'.*registerClass/,
    );
    await expect(loadModel(file('own.keras', config('MyModel', 'Dense')))).rejects.toThrow(
      /only its own Python code/,
    );
  });

  test('an HDF5 file’s link to another file is not followed', async () => {
    const library = await loadLibrary();
    const hdf5 = new library.File('/link.h5', 'w');
    hdf5.create_attribute('model_config', '{}');
    hdf5.create_external_link('/etc/passwd', '/', 'model_weights');
    hdf5.close();
    const path = file('link.h5', library.FS.readFile('/link.h5'));
    await expect(loadModel(path)).rejects.toThrow('no model configuration');
  });

  test('weights only', async () => {
    await expect(loadModel(join(golden, 'keras3-dnn.weights.h5'))).rejects.toThrow(
      /weights only.*loadWeights/,
    );
  });

  test('a model.json that names files elsewhere', async () => {
    const path = join(folder, 'json');
    await small().save(path);
    const json = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'));
    json.weightsManifest[0].paths = ['../../etc/passwd'];
    writeFileSync(join(path, 'model.json'), JSON.stringify(json));
    await expect(loadModel(path)).rejects.toThrow(/outside its own folder/);
  });
});

describe('saving', () => {
  test('an ending that says nothing', async () => {
    await expect(small().save('model.xyz')).rejects.toThrow(/Expected .keras/);
    await expect(small().saveWeights('weights.keras')).rejects.toThrow(/ends in .weights.h5 or .safetensors/);
  });

  test('a file that cannot be put in place leaves the old one and nothing beside it', async () => {
    const place = join(folder, 'taken');
    mkdirSync(join(place, 'model.keras', 'full'), { recursive: true });
    await expect(small().save(join(place, 'model.keras'))).rejects.toThrow(/Cannot write .*model.keras/);
    expect(readdirSync(place)).toEqual(['model.keras']);
  });

  test('a place that cannot be a folder', async () => {
    const path = join(file('plain.txt', 'text'), 'model.keras');
    await expect(small().save(path)).rejects.toThrow('Cannot write');
  });

  test('names with blanks and Hangul', async () => {
    const path = join(folder, '내 모델 1.keras');
    await small().save(path);
    expect((await loadModel(path)).countParams()).toBe(8);
  });
});

describe('safetensors', () => {
  test('there and back, with any number of weights', async () => {
    const model = small();
    const path = join(folder, 'w.safetensors');
    await model.saveWeights(path);
    const other = sequential([layers.dense({ units: 2, inputShape: [3], name: model.layers[0]!.name })]);
    await other.loadWeights(path);
    expect(other.getWeights().map((w) => w.arraySync())).toEqual(
      model.getWeights().map((w) => w.arraySync()),
    );
  });

  test('the form of the format: header at a multiple of 8, offsets from its end', () => {
    const bytes = Buffer.from(toSafetensors(new Map([['a', tf.tensor1d([1, 2])]])));
    const length = Number(bytes.readBigUInt64LE(0));
    expect(length % 8).toBe(0);
    expect(JSON.parse(bytes.toString('utf8', 8, 8 + length))).toEqual({
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    });
  });

  test('half precision of other writers', () => {
    const header = JSON.stringify({
      h: { dtype: 'F16', shape: [3], data_offsets: [0, 6] },
      b: { dtype: 'BF16', shape: [1], data_offsets: [6, 8] },
    });
    const head = Buffer.alloc(8);
    head.writeBigUInt64LE(BigInt(header.length));
    const body = Buffer.from(Uint16Array.of(0x3c00, 0xc100, 0x0001, 0x4049).buffer);
    const tensors = fromSafetensors(Buffer.concat([head, Buffer.from(header), body]));
    expect(Array.from(tensors.get('h')!.dataSync())).toEqual([1, -2.5, expect.closeTo(5.96e-8, 9)]);
    expect(tensors.get('b')!.dataSync()[0]).toBeCloseTo(3.14, 2);
  });

  test('offsets outside the file, a header longer than it', () => {
    const bytes = Buffer.from(toSafetensors(new Map([['a', tf.tensor1d([1, 2])]])));
    expect(() => fromSafetensors(bytes.subarray(0, bytes.length - 4))).toThrow(
      "'a' does not lie within the file",
    );
    const long = Buffer.from(bytes);
    long.writeBigUInt64LE(2n ** 40n);
    expect(() => fromSafetensors(long)).toThrow('not a safetensors file');
  });
});
