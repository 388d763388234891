// Runs other programs: quietly with the last line reported, or just to read what they say.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { root, setupLog } from './paths.mjs';

/** @typedef {{ code: number | null, output: string }} Ended */

/**
 * Runs a command to its end in the project's root; its output goes to the setup log.
 * @param {string[]} command
 * @param {(line: string) => void} report
 * @param {NodeJS.ProcessEnv} [env] added to this process' own
 * @returns {Promise<Ended>}
 */
export function runQuietly(command, report, env = {}) {
  mkdirSync(dirname(setupLog), { recursive: true });
  appendFileSync(setupLog, `\n$ ${command.join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], command.slice(1), {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (/** @type {Buffer} */ chunk) => {
      const text = chunk.toString();
      output += text;
      appendFileSync(setupLog, text);
      const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
      if (lines.length > 0) report(lines[lines.length - 1]);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/**
 * What a program prints, or undefined when it cannot be run or fails.
 * @param {string[]} command
 */
export function readFrom(command) {
  const { status, stdout } = spawnSync(command[0], command.slice(1), { encoding: 'utf8', timeout: 30_000 });
  return status === 0 ? stdout : undefined;
}
