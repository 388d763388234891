// Writes down what vitest's JSON report leaves out: errors outside of every test, with the test file that ran then.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export default class ErrorsReporter {
  #file = '';

  /** @param {import('vitest/node').Vitest} vitest */
  onInit({ config }) {
    this.#file = /** @type {{ errors: string }} */ (config.outputFile).errors;
  }

  /**
   * @param {unknown} _modules
   * @param {readonly import('vitest').SerializedError[]} errors
   */
  onTestRunEnd(_modules, errors) {
    const told = errors.map(({ name, message, stack, VITEST_TEST_PATH }) => ({
      ...{ name: name ?? 'Error', file: VITEST_TEST_PATH ?? '' },
      message: stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`,
    }));
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(told));
  }
}
