// Registers the kernel with Jupyter, and removes it again: a folder with kernel.json and the logo, where Jupyter looks
// for kernels, and JupyterLab's part.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Resvg } from '@resvg/resvg-js';
import { dataFolder, kernelsFolder, userDataFolder } from './jupyter-paths.js';
import { installLabextension, uninstallLabextension } from './labextension.js';
import { logo } from './logo.js';

export const defaultName = 'tensorcell';
export const displayName = 'TypeScript (TensorCell)';
const namePattern = /^[a-z0-9._-]+$/i;
const main = fileURLToPath(new URL('../main.js', import.meta.url));

interface Target {
  name: string;
  /** Jupyter's data folder. */
  data: string;
  folder: string;
}

export function install(options: readonly string[]): string {
  const { name, data, folder } = readTarget(options);
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  writeFileSync(join(fresh, 'kernel.json'), `${JSON.stringify(kernelSpec(), null, 2)}\n`);
  writeFileSync(join(fresh, 'logo-svg.svg'), logo);
  for (const size of [32, 64]) writeFileSync(join(fresh, `logo-${size}x${size}.png`), drawLogo(size));
  // Written beside first and then renamed, so that Jupyter never reads an incomplete folder.
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  installLabextension(data);
  return `Installed the kernel "${displayName}" as ${name} in ${folder}`;
}

export function uninstall(options: readonly string[]): string {
  const { name, data, folder } = readTarget(options);
  if (!existsSync(join(folder, 'kernel.json'))) {
    throw new Error(
      `No kernel ${name} is installed in ${folder}. \`jupyter kernelspec list\` shows where there is one.`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  uninstallLabextension(data, displayName);
  return `Removed the kernel ${name} from ${folder}`;
}

export function kernelSpec() {
  return {
    argv: [process.execPath, main, 'kernel', '{connection_file}'],
    display_name: displayName,
    language: 'typescript',
    interrupt_mode: 'message',
    kernel_protocol_version: '5.5',
    metadata: { debugger: true },
  };
}

function drawLogo(size: number): Uint8Array {
  return new Resvg(logo, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

function readTarget(options: readonly string[]): Target {
  const { values } = parseArgs({
    args: withDefaultFolder(options),
    options: {
      user: { type: 'boolean', default: false },
      'sys-prefix': { type: 'string' },
      prefix: { type: 'string' },
      name: { type: 'string', default: defaultName },
    },
  });
  const places = [values.user, values['sys-prefix'] !== undefined, values.prefix !== undefined].filter(
    Boolean,
  );
  if (places.length > 1)
    throw new Error('Expected one of --user, --sys-prefix and --prefix. Received several.');
  const { name } = values;
  if (!namePattern.test(name)) {
    throw new Error(
      `Expected a kernel name of letters, digits, "-", "." and "_". Received: ${JSON.stringify(name)}`,
    );
  }
  const prefix = values.prefix ?? values['sys-prefix'];
  const data = prefix === undefined ? userDataFolder() : dataFolder(resolve(prefix));
  return { name, data, folder: join(kernelsFolder(data), name) };
}

/** `--sys-prefix` alone means the Python environment that is active in this shell. */
function withDefaultFolder(options: readonly string[]): string[] {
  return options.flatMap((option, index) => {
    const next = options[index + 1];
    if (option !== '--sys-prefix' || (next !== undefined && !next.startsWith('--'))) return [option];
    const active = process.env.VIRTUAL_ENV ?? process.env.CONDA_PREFIX;
    if (active) return [option, active];
    throw new Error('--sys-prefix needs an active Python environment, or its folder: --sys-prefix DIR.');
  });
}
