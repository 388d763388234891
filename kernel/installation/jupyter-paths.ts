// Where Jupyter keeps its data, by operating system, as jupyter_core decides it.
import { homedir } from 'node:os';
import { join } from 'node:path';

export function userDataFolder(): string {
  const { JUPYTER_DATA_DIR: chosen, APPDATA: roaming, XDG_DATA_HOME: data } = process.env;
  if (chosen) return chosen;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32') return join(roaming ?? join(homedir(), 'AppData', 'Roaming'), 'jupyter');
  return join(data ?? join(homedir(), '.local', 'share'), 'jupyter');
}

/** The data folder of a Python environment or an installation prefix. */
export function dataFolder(prefix: string): string {
  return join(prefix, 'share', 'jupyter');
}

export function kernelsFolder(data: string): string {
  return join(data, 'kernels');
}

/** Of JupyterLab's prebuilt extensions. */
export function labextensionsFolder(data: string): string {
  return join(data, 'labextensions');
}
