// Where things of the project lie.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const venv = join(root, '.venv');
export const venvBin = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin');
export const venvPython = join(venvBin, process.platform === 'win32' ? 'python.exe' : 'python');
export const notebooks = join(root, 'notebooks');
export const kernelMain = join(root, 'dist', 'kernel', 'main.js');
export const setupLog = join(root, '.cache', 'setup.log');
