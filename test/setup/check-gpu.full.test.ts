// `scripts/check-gpu` where there is no GPU: what it says, its checks on the engines that are here, and its pack as a machine
// has it that has nothing of ours.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPlugin } from '../../lib/engine/pjrt/find-plugin.js';
import { courseModels } from '../../scripts/gpu/check-models.mjs';
import { checkAll, titles } from '../../scripts/gpu/tensorflow-checks.mjs';
import { venvPython } from '../../scripts/setup/paths.mjs';

const script = join('scripts', 'check-gpu.mjs');

it('says what it could not check where there is no GPU', () => {
  const { status, stdout } = spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    // Where there is one, nvidia-smi is not asked; its driver would be.
    env: { PATH: '' },
  });
  if (status !== 2) return expect(stdout).toMatch(/^✓ /);
  for (const title of [...titles, ...courseModels]) expect(stdout).toContain(`– ${title}`);
});

it('holds what is computed here to plain JavaScript', async () => {
  const library = await import('../../lib/index.js');
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => void lines.push(line);
  try {
    await checkAll(library);
  } finally {
    console.log = log;
  }
  // All but the first, which wants a GPU.
  expect(lines.slice(1, titles.length)).toEqual(
    titles.slice(1).map((title) => expect.stringContaining(`✓ ${title}`)),
  );
});

it.each([
  [['--steps', '0'], '--steps must be 1 or more. Received: 0'],
  [['--models', 'vgg'], '--models must be of dnn, dnn-bn-dropout'],
  [['--pack'], '--pack: expected a folder or a file .tar.gz. Received: nothing'],
  [['--gpus'], "Unknown option '--gpus'"],
])('refuses %j in a sentence', (args, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

const onLinux = process.platform === 'linux';

describe.skipIf(!onLinux)(`the pack${onLinux ? '' : ' [skipped: it is for Linux]'}`, () => {
  let machine: string;
  let packed: string;
  beforeAll(() => {
    machine = mkdtempSync(join(tmpdir(), 'a bare machine 빈 기계 '));
    for (const name of ['bin', 'home']) mkdirSync(join(machine, name));
    const { stdout } = spawnSync(process.execPath, [script, '--pack', machine], { encoding: 'utf8' });
    packed = stdout;
    const [archive] = readdirSync(machine).filter((name) => name.endsWith('.tar.gz'));
    spawnSync('tar', ['-xzf', archive ?? '', '-C', '.'], { cwd: machine });
  }, 300_000);
  afterAll(() => rmSync(machine, { recursive: true, force: true }));

  // With no program on the path but what a test puts there.
  const run = (env: Record<string, string>, ...args: string[]) =>
    spawnSync('/bin/sh', [join(machine, 'tensorcell-check-gpu', 'check-gpu'), ...args], {
      cwd: join(machine, 'home'),
      env: { PATH: join(machine, 'bin'), HOME: join(machine, 'home'), ...env },
      encoding: 'utf8',
      timeout: 500_000,
    });

  /** A Python of the project's that says it has no JAX. */
  function pythonWithoutJax(): string {
    const file = join(machine, 'bin', 'python-without-jax');
    writeFileSync(
      file,
      `#!/bin/sh\ncase "$*" in *jaxlib*) echo False ;; *) exec '${venvPython}' "$@" ;; esac\n`,
    );
    chmodSync(file, 0o755);
    return file;
  }

  it('says its size, which is below 60 MiB', () => {
    const [, file = '', size] = /^✓ (.*\.tar\.gz), ([\d.]+) MiB/.exec(packed) ?? [];
    expect(existsSync(file)).toBe(true);
    expect(Number(size)).toBeCloseTo(statSync(file).size / 2 ** 20, 1);
    expect(Number(size)).toBeLessThan(60);
  });

  it('says how TensorFlow is had where nothing is there, and checks nothing', () => {
    const { status, stdout } = run({});
    expect(stdout).toContain("✗ TensorFlow's library is not here (searched: ");
    expect(stdout).toMatch(
      /python3 -m venv ".*\.venv" && .*pip" install --no-deps "tensorflow.*==2\.21\.\*"/,
    );
    for (const name of courseModels) expect(stdout).toContain(`  – ${name} on XLA's plug-in`);
    expect(status).toBe(2);
  });

  it('refuses by name a device for which nothing is written', () => {
    const { status, stdout, stderr } = run({ TENSORCELL_DEVICE: 'rocm', TENSORCELL_PYTHON: venvPython });
    expect(stderr).toMatch(/TENSORCELL_DEVICE: rocm \(AMD's GPUs .*nothing is written for this device/);
    expect(stdout).not.toContain('✓ All');
    expect(status).toBe(1);
  });

  const hasPlugin = findPlugin('xla-cpu').file !== undefined;
  describe.skipIf(!hasPlugin)(
    `on XLA's plug-in for processors${hasPlugin ? '' : ' [skipped: none, see requirements-test.txt]'}`,
    () => {
      const quick = ['--models', 'iris,dnn-bn-dropout', '--steps', '5', '--quick'];
      const device = { TENSORCELL_DEVICE: 'xla-cpu' };

      it('compares with TensorFlow, and names what is not checked without JAX', { timeout: 600_000 }, () => {
        const { status, stdout } = run({ ...device, TENSORCELL_PYTHON: pythonWithoutJax() }, ...quick);
        expect(stdout).toContain('"compiled":"xla-cpu (');
        const lines = stdout.split('\n');
        for (const name of ['iris', 'dnn-bn-dropout']) {
          const at = lines.findIndex((line) => line.startsWith(`${name} (`));
          expect(lines[at + 1]).toMatch(
            /✓ loss \d\.\d{6} on xla-cpu, \d\.\d{6} on TensorFlow's CPU: equal to 1e-5 over the first 5 steps/,
          );
          expect(lines[at + 2]).toMatch(
            /ms a step: ours on xla-cpu [\d.]+, TensorFlow's CPU [\d.]+ \([\d.]+ times ours\)$/,
          );
        }
        expect(stdout).toContain(
          '  – the same networks in JAX: no Python with jax, jaxlib and numpy is here',
        );
        expect(stdout).toContain('  – too little memory on the device');
        for (const title of titles) expect(stdout).toContain(`  – ${title}`);
        expect(stdout).toContain('✓ All that was checked holds');
        expect(status).toBe(0);
      });

      const ask = "import importlib.util as u; print(all(u.find_spec(name) for name in ('jax', 'jaxlib')))";
      const hasJax = spawnSync(venvPython, ['-c', ask], { encoding: 'utf8' }).stdout.trim() === 'True';
      it.skipIf(!hasJax)(
        `compares with JAX${hasJax ? '' : ' [skipped: JAX is not in .venv]'}`,
        { timeout: 600_000 },
        () => {
          const { status, stdout } = run({ ...device, TENSORCELL_PYTHON: venvPython }, ...quick);
          expect(stdout).toMatch(
            /✓ loss \d\.\d{6} on xla-cpu, \d\.\d{6} on JAX .*: equal to 1e-5 over the first 5 steps/,
          );
          expect(stdout).toMatch(/ms a step: .*, JAX [\d.]+ \([\d.]+ times ours\)/);
          expect(stdout).toContain("  – dnn-bn-dropout's loss beside JAX'");
          expect(status).toBe(0);
        },
      );
    },
  );
});
