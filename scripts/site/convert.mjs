// The notebooks through nbconvert, all by one process of the project's Python.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notebooks, venvPython } from '../setup/paths.mjs';
import { Problem } from '../setup/problem.mjs';

/**
 * @typedef {object} Section
 * @property {string} address of the page and the heading in it
 * @property {string} lesson its title
 * @property {string} heading
 * @property {string} text without marks
 *
 * @typedef {object} Lesson
 * @property {'en' | 'ko'} language
 * @property {string} name of the notebook
 * @property {string} title
 * @property {string} body HTML
 * @property {Section[]} sections
 */

const script = fileURLToPath(new URL('convert.py', import.meta.url));

/**
 * @param {{ language: 'en' | 'ko', name: string }[]} lessons
 * @returns {Lesson[]}
 */
export function converted(lessons) {
  if (!existsSync(venvPython)) {
    throw new Problem(
      'npm run site: nbconvert is not here yet; run `npm start` once, then the same command again.',
    );
  }
  const jobs = lessons.map(({ language, name }) => ({
    language,
    name,
    path: join(notebooks, language === 'en' ? '' : language, `${name}.ipynb`),
  }));
  const { status, stdout, stderr } = spawnSync(venvPython, [script], {
    input: JSON.stringify(jobs),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Problem(`npm run site: nbconvert failed:\n${stderr.trim()}`);
  return JSON.parse(stdout);
}
