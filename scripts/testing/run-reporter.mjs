// Writes down a run of vitest as it goes, a JSON line for each event: what is to run, each file that has ended, and errors
// outside of every test. vitest's own JSON report comes at the end alone, so that a run that breaks off leaves nothing.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {import('./reports.mjs').Failure} Failure
 * @typedef {{ planned: string[] }} Planned the files to run
 * @typedef {{ file: string, passed: number, failed: Failure[], skipped: string[] }} EndedFile
 * @typedef {{ errors: Failure[] }} EndedRun errors outside of every test
 */

export default class RunReporter {
  #file = '';
  /** @type {Set<string>} */
  #ended = new Set();

  /** @param {import('vitest/node').Vitest} vitest */
  onInit({ config }) {
    this.#file = /** @type {{ run: string }} */ (config.outputFile).run;
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, '');
  }

  /** @param {readonly import('vitest/node').TestSpecification[]} specifications */
  onTestRunStart(specifications) {
    this.#write({ planned: specifications.map(({ moduleId }) => moduleId) });
  }

  /** @param {import('vitest/node').TestModule} module */
  onTestModuleEnd(module) {
    const file = module.moduleId;
    this.#ended.add(file);
    const tests = [...module.children.allTests()];
    const failed = tests.flatMap((test) => failureOf(test, file));
    // Without a failed test it did not load, or what runs around its tests failed.
    const own =
      module.ok() || failed.length > 0 ? [] : [{ name: file, file, message: told(module.errors()) }];
    const count = (/** @type {string} */ state) => tests.filter((test) => test.result().state === state);
    this.#write({
      file,
      passed: count('passed').length,
      failed: [...failed, ...own],
      skipped: count('skipped').map(({ fullName }) => fullName),
    });
  }

  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly import('vitest').SerializedError[]} errors
   */
  onTestRunEnd(modules, errors) {
    // vitest tells the end of a file that did not load nowhere else.
    const unloaded = modules.filter((module) => !this.#ended.has(module.moduleId));
    for (const module of unloaded) if (module.state() === 'failed') this.onTestModuleEnd(module);
    this.#write({
      errors: errors.map((error) => ({
        name: `${error.name ?? 'Error'}, outside of every test`,
        file: String(error.VITEST_TEST_PATH ?? ''),
        message: told([error]),
      })),
    });
  }

  /** @param {Planned | EndedFile | EndedRun} event */
  #write(event) {
    appendFileSync(this.#file, `${JSON.stringify(event)}\n`);
  }
}

/**
 * @param {import('vitest/node').TestCase} test
 * @param {string} file
 * @returns {Failure[]}
 */
function failureOf(test, file) {
  const { state, errors } = test.result();
  return state === 'failed' ? [{ name: test.fullName, file, message: told(errors ?? []) }] : [];
}

/** @param {readonly import('vitest').SerializedError[]} errors */
function told(errors) {
  return errors
    .map(({ message, stack }) => (stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`))
    .join('\n');
}
