// The stages of `npm test`. Each is a command whose output is seen as it runs; its tests are counted from the
// report it writes, and a stage without a report counts as one test.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { kernelRegistration } from '../setup/kernel.mjs';
import { build } from '../setup/packages.mjs';
import { root, venvPython } from '../setup/paths.mjs';
import { prepareToTest } from '../setup/prepare.mjs';
import { showStep } from '../setup/progress.mjs';
import { afterGoingOn, afterSecondRun, readJunitReport, readVitestReport } from './reports.mjs';

/**
 * @typedef {import('./reports.mjs').Counts} Counts
 * @typedef {import('./reports.mjs').Run} Run
 */
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
  const file = join(reports, `vitest-${project}.jsonl`);
  const reporters = [
    '--reporter=default',
    `--reporter=${join(root, 'scripts', 'testing', 'run-reporter.mjs')}`,
    `--outputFile.run=${file}`,
  ];
  return testingTwice({
    title: `Tests, ${project} tier`,
    // The fast tier's are two: some of its files are run apart.
    line: node('vitest/vitest.mjs', 'run', '--project', `${project}*`, '--passWithNoTests', ...reporters),
    file,
    again: ['--no-file-parallelism'],
    read: readVitestReport,
  });
}

/** @returns {Stage} */
function pytest() {
  const file = join(reports, 'pytest.xml');
  const workers = ['--dist', 'loadfile', '-n', String(availableParallelism())];
  const report = ['-ra', '-o', 'junit_family=xunit1', `--junitxml=${file}`];
  return testingTwice({
    title: 'Tests over the wire',
    line: [venvPython, '-m', 'pytest', ...report, ...workers],
    where: ['test'],
    file,
    again: ['-n', '0'],
    read: readJunitReport,
  });
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
      const { code } = await runVisibly(line);
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
 * @property {string[]} again options with which files run by themselves
 * @property {(file: string) => Run | undefined} read
 */

/**
 * The tests with real parts meet a busy machine: files in which one failed run once more, one after the other. What passes
 * then is told as flaky, by name and with its message, and does not fail the run.
 * @param {Tests} tests
 * @returns {Stage}
 */
function testingTwice(tests) {
  return {
    title: tests.title,
    async run() {
      const first = await runToTheEnd(tests);
      const files = new Set(first.failed.map(({ file }) => file));
      if (files.size === 0 || files.has('')) return first;
      console.log(`\n── ${tests.title}: once more what failed`);
      return afterSecondRun(first, await counted({ ...tests, where: [...tests.again, ...files] }));
    },
  };
}

/**
 * One worker that crashes can take the whole run along: it goes on with the files that had not ended, once.
 * @param {Tests} tests
 */
async function runToTheEnd(tests) {
  const first = await counted(tests);
  if (first.unfinished.length === 0) return first;
  console.log(`\n── ${tests.title}: on after it broke off`);
  return afterGoingOn(first, await counted({ ...tests, where: first.unfinished }));
}

/**
 * @param {Tests} tests
 * @returns {Promise<Run>}
 */
async function counted({ title, line, where = [], file, read }) {
  rmSync(file, { force: true });
  const { code, errors } = await runVisibly([...line, ...where]);
  const run = read(file) ?? { passed: 0, failed: [], flaky: [], skipped: [], unfinished: where };
  // A run can fail as a whole, by an error outside every test, with all its tests passed.
  if (code !== 0 && (run.failed.length === 0 || run.unfinished.length > 0))
    run.failed.push({
      name: title,
      file: '',
      message: `ended with ${code} outside of every test\n${errors}`,
    });
  return run;
}

const keptCharacters = 4000;
const lastWordsMs = 2000;

/**
 * Runs a command whose output is seen as it comes, and keeps the end of what it wrote to stderr.
 * @param {string[]} line
 * @returns {Promise<{ code: number | null, errors: string }>}
 */
function runVisibly(line) {
  return new Promise((resolve, reject) => {
    const child = spawn(line[0], line.slice(1), { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      process.stderr.write(text);
      errors = (errors + text).slice(-keptCharacters);
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      // A process that outlives its parent holds the pipe open.
      const closing = setTimeout(() => child.stderr.destroy(), lastWordsMs);
      child.on('close', () => {
        clearTimeout(closing);
        resolve({ code, errors });
      });
    });
  });
}
