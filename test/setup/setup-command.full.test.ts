// `tensorcell setup` and `tensorcell lab` on machines that have this and lack that.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { library, type Machine, machine, packageFolder } from './fake-python.js';

const onLinux = process.platform === 'linux';
const linuxOnly = onLinux ? describe : describe.skip;
const named = (name: string) => (onLinux ? name : `${name} [skipped: its stand-ins are shell scripts]`);

let ours: ReturnType<typeof packageFolder>;
beforeAll(() => {
  ours = packageFolder();
});
afterAll(() => ours.remove());

let here: Machine;
beforeEach(() => {
  here = machine(ours.folder);
});
afterEach(() => here.remove());

linuxOnly(named('tensorcell setup'), () => {
  it('says what it fetches and where to, and does it once', () => {
    here.python();
    const first = here.tensorcell('setup');
    expect(first.stderr).toBe('');
    expect(first.stdout).toMatch(/Fetching tensorflow.*==2\.21\.\* from PyPI, about .* into .*집 과 home/);
    expect(first.stdout).toContain('TensorFlow is ready: ');
    expect(readdirSync(join(here.home, 'own'))).toEqual(['tensorflow-2.21']);
    const calls = here.calls();
    expect(here.tensorcell('setup').stdout).toMatch(
      /^TensorFlow is here: .*tensorflow-2\.21.*\(tensorcell setup\)\n$/,
    );
    expect(here.calls()).toBe(calls);
  });

  it('never uses what was cut off, and clears it away', () => {
    const cutOff = join(here.home, 'own', '.tensorflow-2.21.4194305', 'tensorflow');
    mkdirSync(cutOff, { recursive: true });
    writeFileSync(join(cutOff, 'libtensorflow_framework.so.2'), '');
    here.python({ pip: `${library}; echo 'ERROR: connection broken' >&2; exit 2` });
    const failed = here.tensorcell('setup');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(
      /connection broken\ntensorcell setup: pip could not fetch tensorflow.*exit code 2\. Check the network/,
    );
    expect(readdirSync(join(here.home, 'own'))).toEqual([]);
    here.python();
    expect(here.tensorcell('setup').code).toBe(0);
  });

  it('takes the wheel of another Python where there is none for this one', () => {
    here.python({ minor: 14 });
    expect(here.tensorcell('setup').code).toBe(0);
    expect(here.calls()).toMatch(/--python-version 3\.12 .*--target/);
  });

  it('refuses a wheel without a library', () => {
    here.python({ pip: 'mkdir -p "$target/tensorflow"' });
    expect(here.tensorcell('setup').stderr).toMatch(/holds no library that loads on this machine/);
  });

  it.each([
    [
      'Python',
      undefined,
      /^tensorcell: Python 3\.10 or newer is needed to fetch TensorFlow.*sudo apt install python3 /,
    ],
    ['a Python new enough', { minor: 8 }, /Python 3\.10 or newer is needed/],
    ['pip', { lacks: ['pip'] }, /Python's pip is needed.*sudo apt install python3-pip/],
  ])('says what to install without %s', (_, python, sentence) => {
    if (python) here.python(python);
    const { code, stderr } = here.tensorcell('setup');
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('offers the wheel for the GPU that it notices, and fetches that with its libraries', () => {
    here.program('nvidia-smi', 'echo NVIDIA H100 80GB HBM3');
    here.python();
    expect(here.tensorcell('setup').stdout).toContain(
      "An NVIDIA GPU is here (NVIDIA H100 80GB HBM3). `tensorcell setup --gpu` fetches TensorFlow with NVIDIA's libraries",
    );
    const { stdout } = here.tensorcell('setup', '--gpu');
    expect(stdout).toContain('Fetching tensorflow[and-cuda]==2.21.*');
    expect(stdout).toMatch(/TensorFlow is ready: .*tensorflow-2\.21-gpu/);
    const call = here
      .calls()
      .split('\n')
      .find((line) => line.includes('and-cuda'));
    expect(call).not.toContain('--no-deps');
    expect(here.tensorcell('setup').stdout).not.toContain('An NVIDIA GPU');
  });

  it("offers XLA's plug-in with the GPU, and fetches it when told to", () => {
    here.python();
    expect(here.tensorcell('setup', '--plugin').stderr).toContain('--plugin goes with --gpu');
    expect(here.tensorcell('setup', '--gpu').stdout).toContain(
      'tensorcell setup --gpu --plugin` fetches jax-cuda12-pjrt==0.12.*',
    );
    here.python({
      pip: 'mkdir -p "$target/jax_plugins/xla_cuda12"; : > "$target/jax_plugins/xla_cuda12/xla_cuda_plugin.so"',
    });
    const { stdout } = here.tensorcell('setup', '--gpu', '--plugin');
    expect(stdout).toMatch(
      /XLA's plug-in is ready: .*tensorflow-2\.21-gpu.jax_plugins.xla_cuda12.xla_cuda_plugin\.so/,
    );
    expect(here.tensorcell('setup', '--gpu').stdout).toContain("XLA's plug-in is here");
  });

  const driver = (version: string) =>
    here.program('nvidia-smi', `case "$1" in *driver*) echo ${version} ;; *) echo NVIDIA H100 ;; esac`);

  it.each([
    ['535.129.03', 'jax-cuda12-pjrt==0.12.* from PyPI, for CUDA 12'],
    ['580.65.06', 'jax-cuda13-plugin[with-cuda]==0.12.* from PyPI, for CUDA 13'],
  ])("offers XLA's plug-in for the CUDA that driver %s runs", (version, offer) => {
    here.python();
    driver(version);
    expect(here.tensorcell('setup', '--gpu').stdout).toContain(`--plugin\` fetches ${offer}`);
  });

  it("fetches CUDA 13's plug-in with its libraries into a folder of its own", () => {
    here.python();
    driver('580.65.06');
    here.tensorcell('setup', '--gpu');
    const plugin = '$target/jax_plugins/xla_cuda13';
    here.python({ pip: `mkdir -p "${plugin}" "$target/nvidia/cu13"; : > "${plugin}/xla_cuda_plugin.so"` });
    const { stdout } = here.tensorcell('setup', '--gpu', '--plugin');
    expect(stdout).toMatch(/XLA's plug-in is ready: .*xla-cuda13.jax_plugins.xla_cuda13.xla_cuda_plugin\.so/);
    expect(readdirSync(join(here.home, 'own', 'xla-cuda13')).sort()).toEqual(['jax_plugins', 'nvidia']);
    const call = here
      .calls()
      .split('\n')
      .find((line) => line.includes('with-cuda'));
    expect(call).not.toContain('--no-deps');
    expect(here.tensorcell('setup', '--gpu').stdout).toContain("XLA's plug-in is here");
  });

  it('refuses a driver that runs neither', () => {
    here.python();
    driver('470.57.02');
    expect(here.tensorcell('setup', '--gpu').stdout).toMatch(/TensorFlow is ready: .*\n.*Received: 470/);
    const { code, stderr } = here.tensorcell('setup', '--gpu', '--plugin');
    expect(code).toBe(1);
    expect(stderr).toMatch(/needs NVIDIA's driver 525 or newer for CUDA 12, 580 for CUDA 13\. Received: 470/);
  });

  it('refuses an option that there is not', () => {
    expect(here.tensorcell('setup', '--gpus').stderr).toContain("Unknown option '--gpus'");
  });
});

linuxOnly(named('tensorcell lab'), () => {
  it('makes a private environment once, and gives JupyterLab the kernel', () => {
    here.python();
    const lessons = join(here.home, 'my lessons');
    mkdirSync(lessons);
    const { stdout, stderr, code } = here.tensorcell('lab', 'my lessons', '--', '--port=9999');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('Installing it from PyPI');
    const data = join(here.home, 'own', 'jupyter', 'share', 'jupyter');
    expect(stdout).toContain(`JupyterLab with ${data}`);
    expect(existsSync(join(data, 'kernels', 'tensorcell', 'kernel.json'))).toBe(true);
    expect(existsSync(join(data, 'labextensions', 'tensorcell-lab', 'package.json'))).toBe(true);
    expect(here.calls()).toMatch(new RegExp(`-m jupyterlab --ServerApp.root_dir=${lessons} .*--port=9999`));
    expect(readdirSync(join(here.home, 'own')).sort()).toEqual(['jupyter', 'jupyterlab', 'tensorflow-2.21']);
    expect(here.tensorcell('lab').stdout).not.toContain('Installing');
  });

  it('names what is missing', () => {
    here.python({ lacks: ['ensurepip'] });
    expect(here.tensorcell('lab', 'nowhere').stderr).toMatch(/expected a folder\. Received: .*nowhere/);
    expect(here.tensorcell('lab').stderr).toMatch(/Python's ensurepip is needed to/);
  });
});
