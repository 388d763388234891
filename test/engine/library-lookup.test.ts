import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findTensorFlow } from '../../lib/engine/library-lookup.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lookup-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Empty files that look like a TensorFlow. */
function place(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
}

function find(platform: NodeJS.Platform, named?: string, workingFolder = join(root, 'project', 'notebooks')) {
  return findTensorFlow({
    platform,
    environment: named === undefined ? {} : { TENSORCELL_LIBTENSORFLOW: named },
    workingFolder,
    packageFolder: join(root, 'package'),
  });
}

const wheel = ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'];
const inEnvironment = (folder: string) =>
  wheel.map((name) => `${folder}/.venv/lib/python3.12/site-packages/tensorflow/${name}`);

test('nothing there: undefined, with every place searched', () => {
  const { library, searched } = find('linux');
  expect(library).toBeUndefined();
  expect(searched.some((place) => place.includes('.venv'))).toBe(true);
  expect(searched.some((place) => place.includes('tfjs-node-gpu'))).toBe(true);
});

test('the environment variable wins, as a folder, as a file, and as the folder above', () => {
  place('mine/tensorflow/libtensorflow_framework.so.2', 'mine/tensorflow/libtensorflow_cc.so.2');
  place(...inEnvironment('package'));
  for (const named of ['mine/tensorflow', 'mine/tensorflow/libtensorflow_cc.so.2', 'mine']) {
    const { library } = find('linux', join(root, named));
    expect(library?.source).toBe('TENSORCELL_LIBTENSORFLOW');
    expect(library?.folder).toBe(join(root, 'mine', 'tensorflow'));
  }
});

test('a variable that names nothing does not hide the Python environment', () => {
  place(...inEnvironment('package'));
  expect(find('linux', join(root, 'nowhere')).library?.source).toBe('python environment');
});

test("the package's environment, then that of any folder above the notebook", () => {
  place(...inEnvironment('project'));
  expect(find('linux').library?.folder).toContain(join('project', '.venv'));
  place(...inEnvironment('package'));
  expect(find('linux').library?.folder).toContain(join('package', '.venv'));
});

test('the framework is loaded before what needs it', () => {
  place(...inEnvironment('package'));
  expect(find('linux').library?.files.map((file) => file.replace(/^.*tensorflow\//, ''))).toEqual(wheel);
});

test('half a TensorFlow is none', () => {
  place('package/.venv/lib/python3.12/site-packages/tensorflow/libtensorflow_cc.so.2');
  expect(find('linux').library).toBeUndefined();
});

test('macOS and Windows by their own names', () => {
  const mac = 'package/.venv/lib/python3.11/site-packages/tensorflow';
  place(`${mac}/libtensorflow_framework.2.dylib`, `${mac}/libtensorflow_cc.2.dylib`);
  expect(find('darwin').library?.files).toHaveLength(2);
  place('package/.venv/Lib/site-packages/tensorflow/python/_pywrap_tensorflow_common.dll');
  expect(find('win32').library?.files[0]).toMatch(/_pywrap_tensorflow_common\.dll$/);
});

test("tfjs-node's own library is the last resort", () => {
  place(
    'package/node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow_framework.so.2',
    'package/node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow.so.2',
  );
  expect(find('linux').library?.source).toBe('tfjs-node');
});

test.each(['lib/python3.12/site-packages', 'Lib/site-packages', '빈 칸/lib/python3/dist-packages'])(
  'beside the package that pip put into %s, before the environment of the working folder',
  (packages) => {
    place(...wheel.map((name) => `${packages}/tensorflow/${name}`), ...inEnvironment('project'));
    const { library } = findTensorFlow({
      platform: 'linux',
      environment: {},
      workingFolder: join(root, 'project', 'notebooks'),
      packageFolder: join(root, packages, 'tensorcell', 'javascript'),
    });
    expect(library?.source).toBe('python environment');
    expect(library?.folder).toBe(join(root, packages, 'tensorflow'));
  },
);
