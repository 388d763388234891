// Programs of real Keras, beside a test: waited for, since vitest gives a test file up whose event loop stands still for
// a minute.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { venvPython } from '../scripts/setup/paths.mjs';

/** What the script printed. */
export async function runPython(script: string, ...args: string[]): Promise<string> {
  if (!existsSync(venvPython))
    throw new Error(`There is no ${venvPython}: run npm test once, which makes it.`);
  const { stdout } = await promisify(execFile)(venvPython, [script, ...args], { maxBuffer: 2 ** 30 });
  return stdout;
}

/** The JSON on the script's last line: libraries print theirs before. */
export async function askPython<T>(script: string, ...args: string[]): Promise<T> {
  const output = await runPython(script, ...args);
  return JSON.parse(output.trim().split('\n').at(-1)!);
}
