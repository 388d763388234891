// Where what can be had again is kept between sessions.
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The cache folder: `TENSORCELL_CACHE` where set, else the system's place for caches
 * (`~/.cache/tensorcell`, `~/Library/Caches/tensorcell`, `%LOCALAPPDATA%\tensorcell`).
 */
export function cacheFolder(): string {
  return process.env.TENSORCELL_CACHE || join(systemCacheFolder(), 'tensorcell');
}

function systemCacheFolder(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') {
    return process.env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  }
  return process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
}
