// `tensorcell lab [FOLDER]`: JupyterLab on a folder, with this kernel, for those who come from Node.js.
import { spawn } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { ownFolder } from '../../lib/kernel-door.js';
import { install } from './install.js';
import { jupyterLabPython } from './private-jupyterlab.js';
import type { Python } from './python.js';
import { setup } from './setup.js';

/**
 * Runs until the user ends JupyterLab.
 * @param options the folder, by default the working one; words after it go to JupyterLab
 */
export async function lab(options: readonly string[]): Promise<number> {
  const [first, ...rest] = options;
  const isFolder = first !== undefined && !first.startsWith('-');
  const folder = resolve(isFolder ? first : '.');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `tensorcell lab: expected a folder. Received: ${folder}. Make it first, or name another.`,
    );
  }
  console.log(setup([]));
  const python = jupyterLabPython();
  const prefix = join(ownFolder(), 'jupyter');
  mkdirSync(prefix, { recursive: true });
  install(['--prefix', prefix]);
  const extra = (isFolder ? rest : options).filter((word) => word !== '--');
  return serve(python, folder, join(prefix, 'share', 'jupyter'), extra);
}

function serve(python: Python, folder: string, data: string, extra: readonly string[]): Promise<number> {
  const [program, ...args] = python;
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const line = [...args, '-m', 'jupyterlab', `--ServerApp.root_dir=${folder}`, ...asRoot, ...extra];
  const path = [data, process.env.JUPYTER_PATH].filter(Boolean).join(delimiter);
  const server = spawn(program!, line, { stdio: 'inherit', env: { ...process.env, JUPYTER_PATH: path } });
  // The terminal sends Ctrl-C to both; it is JupyterLab's to ask whether it is meant, and we end when it does.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => server.kill(signal));
  return new Promise((done, fail) => {
    server.on('error', fail);
    server.on('exit', (code) => done(code ?? 0));
  });
}
