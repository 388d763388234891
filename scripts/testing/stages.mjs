// The stages of `npm test`. Each is a command whose output is seen as it runs; its tests are counted from the
// report it writes, and a stage without a report counts as one test.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { kernelRegistration } from '../setup/kernel.mjs';
import { build } from '../setup/packages.mjs';
import { root, venvPython } from '../setup/paths.mjs';
import { prepareToTest } from '../setup/prepare.mjs';
import { showStep } from '../setup/progress.mjs';
import { readJunitReport, readVitestReport } from './reports.mjs';

/** @typedef {import('./reports.mjs').Counts} Counts */
/**
 * @typedef {object} Stage
 * @property {string} title
 * @property {() => Promise<Counts>} run
 * @property {boolean} [isNeeded] nothing after it can run when it fails
 */

const reports = join(root, 'test-results');

/** @returns {Stage[]} */
export function stages() {
  return [
    preparation(),
    command('Format and lint', node('@biomejs/biome/bin/biome', 'check', '.')),
    step(build()),
    // After the build: benches and workers import what it made.
    command('Types', node('typescript/bin/tsc', '--noEmit')),
    command(
      'Imports',
      node(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        'kernel',
        'lib',
      ),
    ),
    step(kernelRegistration()),
    vitest('fast'),
    vitest('full'),
    pytest(),
    vitest('browser'),
  ];
}

/** @returns {Stage} */
function preparation() {
  return {
    title: 'Installing what is missing',
    isNeeded: true,
    async run() {
      await prepareToTest();
      return { passed: 0, failed: 0, skipped: [] };
    },
  };
}

/**
 * @param {'fast' | 'full' | 'browser'} project
 * @returns {Stage}
 */
function vitest(project) {
  const file = join(reports, `vitest-${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const run = node('vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests', ...reporters);
  return command(`Tests, ${project} tier`, run, file, readVitestReport);
}

/** @returns {Stage} */
function pytest() {
  const file = join(reports, 'pytest.xml');
  const run = [venvPython, '-m', 'pytest', 'test', '-ra', `--junitxml=${file}`];
  return command('Tests over the wire', run, file, readJunitReport);
}

/**
 * @param {string} script within node_modules
 * @param {...string} args
 */
function node(script, ...args) {
  return [process.execPath, join(root, 'node_modules', script), ...args];
}

/**
 * @param {import('../setup/prepare.mjs').Step} work
 * @returns {Stage}
 */
function step(work) {
  return {
    title: work.title,
    async run() {
      await showStep(work.title, (report) => work.run(report));
      return { passed: 1, failed: 0, skipped: [] };
    },
  };
}

/**
 * @param {string} title
 * @param {string[]} line
 * @param {string} [reportFile]
 * @param {(file: string) => Counts | undefined} [readReport]
 * @returns {Stage}
 */
function command(title, line, reportFile, readReport) {
  return {
    title,
    async run() {
      if (reportFile) rmSync(reportFile, { force: true });
      const code = await runVisibly(line);
      const counts = reportFile && readReport?.(reportFile);
      if (!counts) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
      // A run can fail as a whole, by an error outside every test, with all its tests passed.
      return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
    },
  };
}

/**
 * @param {string[]} line
 * @returns {Promise<number | null>}
 */
function runVisibly(line) {
  return new Promise((resolve, reject) => {
    const child = spawn(line[0], line.slice(1), { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code));
  });
}
