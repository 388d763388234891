// Parts of the check in processes of their own: one that crashes or hangs fails by itself.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const longest = 15 * 60_000;

/** @param {string} name of a file beside this one */
export const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Runs a program and gives the JSON of its last line; throws what it said otherwise.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 */
export function resultOf([program = '', ...args], env) {
  const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    timeout: longest,
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const last = stdout?.trimEnd().split('\n').at(-1) ?? '';
  if (status === 0 && last.startsWith('{')) return JSON.parse(last);
  const words = (stderr ?? '').trimEnd().split('\n').slice(-6).join('\n    ');
  throw new Error(`ended with ${error?.message ?? signal ?? `exit code ${status}`}:\n    ${words}`);
}
