// `npm run lessons [-- 05-02 --full --save]`: runs lessons headless and checks what they claim (see lessons.py),
// with the project's own Python; afterwards brings both editions up to date with what was saved.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, venvPython } from './setup/paths.mjs';

if (!existsSync(venvPython)) {
  console.error(
    'There is no Python environment yet to run notebooks with. Run `npm start` once; it makes one.',
  );
  process.exit(1);
}

const options = process.argv.slice(2);
process.exitCode = run(venvPython, join('scripts', 'lessons.py'), ...options);
if (options.includes('--save')) process.exitCode ||= run(process.execPath, join('scripts', 'notebooks.mjs'));

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, ...args) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}
