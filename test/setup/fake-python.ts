// A machine on which a Python of one's own making is the only one: it answers questions, and its pip, venv and JupyterLab
// do what a test wants of them.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root as clone } from '../../scripts/setup/paths.mjs';

export interface FakePython {
  /** As in 3.11. */
  minor?: number;
  /** Modules that it lacks. */
  lacks?: readonly string[];
  /** What `pip install --target DIR` does, in shell; the folder is `$target`. */
  pip?: string;
}

export interface Machine {
  /** Of the user, with blanks and Hangul in its path. */
  readonly home: string;
  python(fake?: FakePython): void;
  /** Puts a program on the path. */
  program(name: string, script: string): void;
  tensorcell(...args: string[]): { code: number | null; stdout: string; stderr: string };
  /** Every line that Python was called with. */
  calls(): string;
  remove(): void;
}

/** What a wheel of TensorFlow for Linux leaves, as far as it is looked for. */
export const library = `
  mkdir -p "$target/tensorflow"
  : > "$target/tensorflow/libtensorflow_framework.so.2"
  : > "$target/tensorflow/libtensorflow_cc.so.2"`;

/** What npm's package holds, without the clone's Python environment beside it. */
export function packageFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'package-'));
  for (const path of ['dist', 'labextension/built', 'package.json', 'requirements.txt']) {
    cpSync(join(clone, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(clone, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** @param folder of the package */
export function machine(folder: string): Machine {
  const main = join(folder, 'dist', 'kernel', 'main.js');
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  const [bin, home, log] = [join(root, 'bin'), join(root, '집 과 home'), join(root, 'calls')];
  for (const folder of [bin, home]) mkdirSync(folder);
  for (const name of ['sh', 'mkdir', 'cat', 'cp', 'dirname'])
    program(name, `exec /bin/${name} "$@"`, '#!/bin/sh');

  function program(name: string, script: string, first = '#!/bin/sh'): void {
    writeFileSync(join(bin, name), `${first}\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  return {
    home,
    program,
    python: (fake) => program('python3', pythonScript(log, fake)),
    tensorcell(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
        cwd: home,
        env: { PATH: bin, HOME: home, TENSORCELL_HOME: join(home, 'own') },
        encoding: 'utf8',
        timeout: 100_000,
      });
      return { code: status, stdout, stderr };
    },
    calls: () => spawnSync('/bin/cat', [log], { encoding: 'utf8' }).stdout,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function pythonScript(log: string, { minor = 11, lacks = [], pip = library }: FakePython = {}): string {
  return `
echo "$*" >> '${log}'
case "$2" in
  *jupyterlab*) [ -e "$(dirname "$0")/../has-lab" ] && echo yes ;;
  *find_spec*) echo 3 ${minor} ${lacks.join(' ')} ;;
  *version_info*) echo ${minor} ;;
  venv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
  pip)
    while [ $# -gt 1 ]; do [ "$1" = --target ] && target="$2"; [ "$1" = -r ] && file="$2"; shift; done
    if [ -n "$file" ]; then : > "$(dirname "$0")/../has-lab"; exit 0; fi
    ${pip}
    ;;
esac
case "$2" in jupyterlab) echo "JupyterLab with $JUPYTER_PATH" ;; esac`;
}
