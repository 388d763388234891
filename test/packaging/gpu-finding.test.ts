import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gpuFinding, pluginFinding } from '../../kernel/installation/gpu-finding.js';
import { loaderEnvironment } from '../../kernel/installation/nvidia-libraries.js';

let packages: string;
let library: string;
beforeEach(() => {
  packages = mkdtempSync(join(tmpdir(), 'packages-'));
  library = join(packages, 'tensorflow');
});
afterEach(() => rmSync(packages, { recursive: true, force: true }));

const place = (...names: string[]) => {
  for (const name of names) mkdirSync(join(packages, name), { recursive: true });
};
const all = ['cublas', 'cuda_runtime', 'cudnn', 'cufft', 'cusolver', 'cusparse'].map(
  (name) => `nvidia/${name}/lib`,
);
const gpu = 'NVIDIA A100';

describe('doctor about a GPU', () => {
  it('says that it is used', () => {
    expect(gpuFinding(gpu, { device: 'GPU:0', library }, 'linux')).toEqual({
      ok: true,
      name: 'GPU',
      found: 'NVIDIA A100, used as GPU:0',
    });
  });

  it('names the one thing that is missing, and what to do', () => {
    const finding = () => gpuFinding(gpu, { device: 'CPU:0', library }, 'linux', 'npm');
    place('tensorflow_cpu-2.21.0.dist-info');
    expect(finding()).toMatchObject({ ok: false, found: expect.stringContaining('the one without GPUs') });
    rmSync(join(packages, 'tensorflow_cpu-2.21.0.dist-info'), { recursive: true });
    place(...all.slice(1));
    expect(finding().found).toBe("NVIDIA A100, not used: NVIDIA's libraries are missing (cublas)");
    expect(finding().remedy).toContain('tensorcell setup --gpu');
    place(...all);
    expect(finding().found).toContain('found no GPU');
    expect(finding().remedy).toContain('TF_CPP_MIN_LOG_LEVEL=0');
  });

  it('knows where GPUs do not serve, where TensorFlow is missing, and how pip brings it', () => {
    expect(gpuFinding(gpu, { device: 'CPU:0', library }, 'win32').remedy).toContain('WSL');
    const finding = gpuFinding(gpu, { device: 'CPU:0' }, 'linux', 'pip');
    expect(finding.found).toContain('TensorFlow is not here');
    expect(finding.remedy).toContain('pip install "tensorcell[gpu]"');
  });
});

describe("doctor about XLA's plug-in", () => {
  it('says where it is, or how it is had', () => {
    expect(pluginFinding('/packages/plugin.so').found).toContain('/packages/plugin.so');
    expect(pluginFinding(undefined, 'npm').found).toContain('tensorcell setup --gpu --plugin');
    expect(pluginFinding(undefined, 'pip').found).toContain('pip install "jax-cuda12-pjrt');
  });
});

describe("the loader's path", () => {
  it("has NVIDIA's folders before what is in it, and the compiler's data", () => {
    expect(loaderEnvironment(library, {})).toEqual({});
    place(...all.slice(0, 2), 'nvidia/cuda_nvcc/bin');
    expect(loaderEnvironment(library, { LD_LIBRARY_PATH: '/mine' })).toEqual({
      LD_LIBRARY_PATH: `${packages}/nvidia/cublas/lib:${packages}/nvidia/cuda_runtime/lib:/mine`,
      XLA_FLAGS: `--xla_gpu_cuda_data_dir=${packages}/nvidia/cuda_nvcc`,
    });
    expect(loaderEnvironment(library, { LD_LIBRARY_PATH: `${packages}/nvidia/cublas/lib:/mine` })).toEqual(
      {},
    );
    expect(loaderEnvironment(library, { XLA_FLAGS: '--mine' })).not.toHaveProperty('XLA_FLAGS');
  });
});
