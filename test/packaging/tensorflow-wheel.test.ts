import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gpuOfDriver } from '../../kernel/installation/nvidia.js';
import { wheelFor } from '../../kernel/installation/tensorflow-wheel.js';
import { fetchedLibraryFolders, ownFolder } from '../../lib/engine/fetched-library.js';
import { findTensorFlow } from '../../lib/engine/library-lookup.js';
import { wheelFor as wheelOfClone } from '../../scripts/setup/tensorflow.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fetched-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the wheel that is fetched', () => {
  it.each([
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['darwin', 'x64'],
    ['win32', 'x64'],
  ] as const)('on %s, %s is the one that `npm start` installs', (platform, arch) => {
    expect(wheelFor('plain', platform, arch)).toBe(wheelOfClone(platform, arch));
  });
});

describe('the folder of what is fetched', () => {
  it.each([
    ['linux', { HOME: '/home/a' }, '/home/a/.local/share/tensorcell'],
    ['linux', { HOME: '/home/a', XDG_DATA_HOME: '/data' }, '/data/tensorcell'],
    ['darwin', { HOME: '/Users/a' }, '/Users/a/Library/Application Support/tensorcell'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/tensorcell'],
    ['linux', { HOME: '/home/a', TENSORCELL_HOME: '/mine' }, '/mine'],
  ] as const)('on %s with %j is %s', (platform, environment, folder) => {
    expect(ownFolder(environment, platform)).toBe(folder);
  });

  it("is looked into after the environments, the one with NVIDIA's libraries first", () => {
    const environment = { TENSORCELL_HOME: root };
    const options = {
      environment,
      platform: 'linux',
      workingFolder: root,
      packageFolder: join(root, 'p'),
    } as const;
    const { gpu, plain } = fetchedLibraryFolders(environment);
    for (const folder of [plain, gpu]) {
      mkdirSync(join(folder, 'tensorflow'), { recursive: true });
      for (const name of ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2']) {
        writeFileSync(join(folder, 'tensorflow', name), '');
      }
      expect(findTensorFlow(options).library).toMatchObject({
        source: 'tensorcell setup',
        folder: join(folder, 'tensorflow'),
      });
    }
  });
});

describe("NVIDIA's driver", () => {
  it('names its first GPU', () => {
    const gpu = join(root, 'gpus', '0000:01:00.0');
    mkdirSync(gpu, { recursive: true });
    expect(gpuOfDriver(root)).toBe('of an unknown model');
    writeFileSync(join(gpu, 'information'), 'Model: \t\t NVIDIA A100-SXM4-40GB\nIRQ: 1\n');
    expect(gpuOfDriver(root)).toBe('NVIDIA A100-SXM4-40GB');
  });

  it('is not there', () => {
    expect(gpuOfDriver(join(root, 'nowhere'))).toBeUndefined();
  });
});
