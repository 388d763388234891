// Where a plug-in is looked for, and in which words a device is refused.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chooseDevice, deviceForStep, deviceInForce } from '../../../lib/engine/pjrt/choose-device.js';
import { findPlugin, pluginsHere } from '../../../lib/engine/pjrt/find-plugin.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorcell-plugin-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

function file(...parts: string[]): string {
  const path = join(folder, ...parts);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  return path;
}

const packages = ['.venv', 'lib', 'python3.11', 'site-packages'];
const options = () => ({
  environment: { TENSORCELL_HOME: folder },
  workingFolder: folder,
  packageFolder: folder,
});

test("JAX's newest plug-in of a Python environment", () => {
  file(...packages, 'jax_plugins/xla_cuda12/xla_cuda_plugin.so');
  const newest = file(...packages, 'jax_plugins/xla_cuda13/xla_cuda_plugin.so');
  expect(findPlugin('cuda', options())).toMatchObject({ file: newest, packages: join(folder, ...packages) });
  expect(findPlugin('xla-cpu', options()).file).toBeUndefined();
});

test('what `tensorcell setup --gpu` fetched, and the file that is named before all', () => {
  const fetched = file('tensorflow-2.21-gpu', 'jax_plugins/xla_cuda12/xla_cuda_plugin.so');
  expect(findPlugin('cuda', options()).file).toBe(fetched);
  const named = file('own.so');
  const environment = { TENSORCELL_HOME: folder, TENSORCELL_PJRT_PLUGIN: named };
  expect(findPlugin('cuda', { ...options(), environment }).file).toBe(named);
});

test('the newest that the driver runs', () => {
  const older = file(...packages, 'jax_plugins/xla_cuda12/xla_cuda_plugin.so');
  const newest = file(...packages, 'jax_plugins/xla_cuda13/xla_cuda_plugin.so');
  expect(findPlugin('cuda', { ...options(), driver: 580 }).file).toBe(newest);
  expect(findPlugin('cuda', { ...options(), driver: 579 }).file).toBe(older);
  expect(findPlugin('cuda', { ...options(), driver: 524 }).file).toBeUndefined();
  expect(findPlugin('cuda', { ...options(), driver: undefined }).file).toBe(newest);
  const told = pluginsHere({ ...options(), driver: 579 });
  expect(told).toEqual([
    {
      device: 'cuda',
      title: expect.stringContaining('jax-cuda13-pjrt'),
      file: newest,
      refusal: "NVIDIA's driver must be 580 or newer for it. Received: 579",
    },
    { device: 'cuda', title: expect.stringContaining('jax-cuda12-pjrt'), file: older },
  ]);
});

test('the folder of packages of a file that is named', () => {
  const named = file('site', 'jax_plugins', 'xla_cuda12', 'xla_cuda_plugin.so');
  const environment = { TENSORCELL_PJRT_PLUGIN: named };
  expect(findPlugin('cuda', { environment })).toMatchObject({ packages: join(folder, 'site') });
  expect(
    findPlugin('cuda', { environment: { TENSORCELL_PJRT_PLUGIN: file('own.so') } }).packages,
  ).toBeUndefined();
});

test('more folders of packages, after all others', () => {
  const further = { ...options(), packages: [join(folder, 'further')] };
  const last = file('further', 'jax_plugins/xla_cuda13/xla_cuda_plugin.so');
  expect(findPlugin('cuda', further)).toMatchObject({ file: last, packages: join(folder, 'further') });
  const first = file(...packages, 'jax_plugins/xla_cuda12/xla_cuda_plugin.so');
  expect(findPlugin('cuda', further).file).toBe(first);
});

test.each([
  ['rocm', "AMD's GPUs", 'jax_plugins/xla_rocm7/xla_rocm_plugin.so'],
  ['xpu', "Intel's GPUs", 'jax_plugins/intel_extension_for_openxla/pjrt_plugin_xpu.so'],
  ['tpu', "Google's TPUs", 'libtpu/libtpu.so'],
  ['metal', "Apple's GPUs", 'jax_plugins/metal_plugin/pjrt_plugin_metal_14.dylib'],
])('%s is refused by name, and found by name', (device, title, place) => {
  expect(() => chooseDevice(device as 'cuda')).toThrow(
    new RegExp(
      `^engine.use: ${device} \\(${title} .*\\): nothing is written for this device.*auto, cpu, cuda, xla-cpu`,
    ),
  );
  file(...packages, place);
  const [here] = pluginsHere(options());
  expect(here).toMatchObject({
    device,
    title: expect.stringContaining(title),
    refusal: expect.stringContaining('nothing is written'),
  });
  expect(findPlugin('cuda', options()).file).toBeUndefined();
});

test('a device whose plug-in is missing is refused, and the choice stays as it was', () => {
  vi.stubEnv('TENSORCELL_PJRT_PLUGIN', join(folder, 'none.so'));
  const before = deviceInForce();
  expect(() => chooseDevice('cuda')).toThrow(
    /The device cuda needs XLA's plug-in, .*none\.so.*tensorcell setup --gpu/,
  );
  expect(deviceInForce()).toBe(before);
});

test('an unknown device is refused with the known ones', () => {
  expect(() => chooseDevice('cude' as 'cuda')).toThrow(
    "engine.use: the device must be auto, cpu, cuda, xla-cpu. Received: 'cude'.",
  );
  vi.stubEnv('TENSORCELL_DEVICE', 'gpu');
  expect(() => deviceInForce()).toThrow(/^TENSORCELL_DEVICE: .*'gpu'/);
});

test('without a GPU, auto leaves everything to TensorFlow', () => {
  vi.stubEnv('TENSORCELL_DEVICE', 'auto');
  expect(deviceForStep(10, false)).toBeUndefined();
  expect(deviceForStep(1e9, true)).toBeUndefined();
});
