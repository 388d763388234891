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
import { afterSecondRun, readErrorsReport, readJunitReport, readVitestReport } from './reports.mjs';

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
      return { passed: 0, failed: [], flaky: [], skipped: [] };
    },
  };
}

/**
 * @param {'fast' | 'full' | 'browser'} project
 * @returns {Stage}
 */
function vitest(project) {
  const file = join(reports, `vitest-${project}.json`);
  const errorsFile = join(reports, `vitest-${project}-errors.json`);
  const reporters = [
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ...['--reporter=scripts/testing/errors-reporter.mjs', `--outputFile.errors=${errorsFile}`],
  ];
  const run = node('vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests', ...reporters);
  const tests = { title: `Tests, ${project} tier`, line: run, file, errorsFile, read: readVitestReport };
  return project === 'fast' ? testing(tests) : testingTwice(tests);
}

/** @returns {Stage} */
function pytest() {
  const file = join(reports, 'pytest.xml');
  const line = [venvPython, '-m', 'pytest', '-ra', '-o', 'junit_family=xunit1', `--junitxml=${file}`];
  return testingTwice({ title: 'Tests over the wire', line, where: ['test'], file, read: readJunitReport });
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
      return { passed: 1, failed: [], flaky: [], skipped: [] };
    },
  };
}

/**
 * @param {string} title
 * @param {string[]} line
 * @returns {Stage}
 */
function command(title, line) {
  return {
    title,
    async run() {
      const code = await runVisibly(line);
      const failed = code === 0 ? [] : [{ name: title, file: '', message: `ended with ${code}` }];
      return { passed: code === 0 ? 1 : 0, failed, flaky: [], skipped: [] };
    },
  };
}

/**
 * @typedef {object} Tests
 * @property {string} title
 * @property {string[]} line the command
 * @property {string[]} [where] its last arguments when it runs all tests
 * @property {string} file the report that it writes
 * @property {string} [errorsFile] errors outside of every test, where it writes them down
 * @property {(file: string) => Counts | undefined} read
 */

/**
 * @param {Tests} tests
 * @returns {Stage}
 */
function testing(tests) {
  return { title: tests.title, run: () => counted(tests) };
}

/**
 * The tests with real parts meet a busy machine: files in which one failed run once more by themselves. What passes
 * then is told as flaky, by name and with its message, and does not fail the run.
 * @param {Tests} tests
 * @returns {Stage}
 */
function testingTwice(tests) {
  return {
    title: tests.title,
    async run() {
      const first = await counted(tests);
      const files = new Set(first.failed.map(({ file }) => file));
      if (files.size === 0 || files.has('')) return first;
      console.log(`\n── ${tests.title}: once more what failed`);
      return afterSecondRun(first, await counted({ ...tests, where: [...files] }));
    },
  };
}

/**
 * @param {Tests} tests
 * @returns {Promise<Counts>}
 */
async function counted({ title, line, where = [], file, errorsFile, read }) {
  for (const old of [file, errorsFile]) if (old) rmSync(old, { force: true });
  const code = await runVisibly([...line, ...where]);
  const counts = read(file) ?? { passed: 0, failed: [], flaky: [], skipped: [] };
  // A run can fail as a whole, by an error outside every test, with all its tests passed.
  const failed = [...counts.failed, ...(errorsFile ? readErrorsReport(errorsFile) : [])];
  if (code !== 0 && failed.length === 0)
    failed.push({ name: title, file: '', message: `ended with ${code} outside of every test` });
  return { ...counts, failed };
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
