// Runs JupyterLab from the project's environment until the person ends it.
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { notebooks, root, venvBin, venvPython } from './paths.mjs';

const log = join(root, '.cache', 'jupyterlab.log');
const startPage = '00-00_Start_Here.ipynb';

/**
 * @param {string[]} extra what the person wrote after `--`
 * @returns {Promise<number>} exit code
 */
export async function runJupyterLab(extra) {
  const server = spawn(venvPython, ['-m', 'jupyterlab', ...jupyterArguments(extra)], {
    cwd: root,
    env: { ...process.env, PATH: `${venvBin}${delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'inherit', 'pipe'],
    // Its own process group: Ctrl-C must reach it once, from us, and not a second time from the terminal.
    detached: process.platform !== 'win32',
  });
  endOnSignals(server);
  followLog(server.stderr);
  const code = await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (exitCode) => resolve(exitCode));
  });
  if (stopping) return 0;
  console.error(`\n✗ JupyterLab ended by itself with exit code ${code}; its log is in ${log}`);
  return 1;
}

/** @param {string[]} extra */
function jupyterArguments(extra) {
  const start = existsSync(join(notebooks, startPage)) ? [`--LabApp.default_url=/lab/tree/${startPage}`] : [];
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  return [
    `--ServerApp.root_dir=${notebooks}`,
    ...start,
    ...asRoot,
    ...(hasBrowser() ? [] : ['--no-browser']),
    ...extra,
  ];
}

/** A Linux machine without a screen would open a text browser over our output, if any. */
function hasBrowser() {
  const { DISPLAY, WAYLAND_DISPLAY, BROWSER } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY || BROWSER);
}

let stopping = false;

/** @param {import('node:child_process').ChildProcess} server */
function endOnSignals(server) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (!stopping) console.log('\nEnding JupyterLab and its kernels…');
      server.kill(stopping ? 'SIGKILL' : 'SIGTERM');
      stopping = true;
    });
  }
}

/**
 * JupyterLab's log goes to a file; its address, warnings and errors go to the screen.
 * @param {NodeJS.ReadableStream} stream
 */
function followLog(stream) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  let show = false;
  let address = '';
  createInterface({ input: stream }).on('line', (line) => {
    file.write(`${line}\n`);
    const level = /^\[([A-Z]) /.exec(line)?.[1];
    if (level) show = level === 'W' || level === 'E';
    if (show) console.error(line);
    const found = /https?:\/\/\S+\/lab\S*/.exec(line)?.[0];
    if (!address && found) {
      address = found;
      console.log(
        `\nJupyterLab is at\n\n    ${address}\n\nCtrl-C ends it and its kernels. Its log is in ${log}\n`,
      );
    }
  });
}
