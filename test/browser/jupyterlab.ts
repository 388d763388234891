// A real JupyterLab from the project's Python environment, over a copy of the notebooks in a temporary folder, with the
// kernel of this checkout and settings of its own, so that a test neither sees nor changes what the person at this
// machine has.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kernelMain, venvPython } from '../../scripts/setup/paths.mjs';

export interface JupyterLab {
  /** Where the notebooks' copy lies. */
  readonly folder: string;
  /** The address that opens a file of that folder. */
  addressOf(path: string): string;
  stop(): Promise<void>;
}

export interface LabOptions {
  theme?: 'JupyterLab Light' | 'JupyterLab Dark';
  /** Variables for the kernels, added to this process' own. */
  env?: NodeJS.ProcessEnv;
  /** Of another Python environment. */
  python?: string;
  /** Of JupyterLab's extensions, by their plugin. */
  settings?: Record<string, object>;
}

export async function startJupyterLab(options: LabOptions = {}): Promise<JupyterLab> {
  const { theme = 'JupyterLab Light', env = {}, settings = {}, python = venvPython } = options;
  const home = mkdtempSync(join(tmpdir(), 'tensorcell-lab-'));
  const folder = join(home, 'notebooks');
  cpSync('notebooks', folder, { recursive: true });
  writeSettings(join(home, 'settings'), theme, settings);
  execFileSync(process.execPath, [kernelMain, 'install', '--prefix', join(home, 'prefix')]);
  const token = randomBytes(24).toString('hex');
  const server = spawn(python, ['-m', 'jupyterlab', ...labArguments(folder, token)], {
    env: { ...process.env, ...env, ...foldersIn(home) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const killServer = () => void server.kill('SIGKILL');
  process.once('exit', killServer);
  const origin = await firstAddress(server);
  return {
    folder,
    addressOf: (path) => `${origin}/lab/tree/${encodeURI(path)}?token=${token}&reset`,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      process.off('exit', killServer);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function labArguments(folder: string, token: string): string[] {
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  return [
    '--no-browser',
    '--port=0',
    `--ServerApp.root_dir=${folder}`,
    `--IdentityProvider.token=${token}`,
    ...asRoot,
  ];
}

function foldersIn(home: string): NodeJS.ProcessEnv {
  return {
    JUPYTER_CONFIG_DIR: join(home, 'config'),
    JUPYTER_DATA_DIR: join(home, 'data'),
    // Before the Python environment's own.
    JUPYTER_PATH: join(home, 'prefix', 'share', 'jupyter'),
    JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: join(home, 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: join(home, 'workspaces'),
  };
}

/** For each plugin a file. Every cell stays in the page, so that a test finds it without scrolling. */
function writeSettings(folder: string, theme: string, more: Record<string, object>): void {
  const settings = {
    ...more,
    '@jupyterlab/notebook-extension/tracker': { windowingMode: 'none' },
    '@jupyterlab/apputils-extension/themes': { theme },
  };
  for (const [name, content] of Object.entries(settings)) {
    const file = join(folder, `${name}.jupyterlab-settings`);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify(content));
  }
}

async function firstAddress(server: ChildProcess): Promise<string> {
  const log: string[] = [];
  for await (const line of createInterface({ input: server.stderr! })) {
    log.push(line);
    const origin = /(https?:\/\/(?:localhost|127\.0\.0\.1):\d+)\/lab/.exec(line)?.[1];
    if (origin) {
      server.stderr!.resume();
      return origin;
    }
  }
  throw new Error(`JupyterLab ended before it had an address:\n${log.join('\n')}`);
}
