// Runs TensorFlow.js' own test suite on our backend and prints its result as one line of JSON:
// `node test/conformance/tfjs-core/run.mjs [part of a test's name]`.
import { createRequire } from 'node:module';
import Jasmine from 'jasmine';
import { registerEngine } from '../../../build/lib/engine/engine.js';
import { tf } from '../../../build/lib/tf.js';
import { bundleSuite } from './bundle.mjs';
import { ignored } from './ignored.mjs';

const require = createRequire(import.meta.url);
const [, , wanted = ''] = process.argv;

await registerEngine();
await tf.ready();
const runner = new Jasmine();
runner.exitOnCompletion = false;
runner.randomizeTests(false);
runner.clearReporters();
/** @type {{ passed: number, ignored: number, failures: { test: string, message: string }[] }} */
const result = { passed: 0, ignored: 0, failures: [] };
runner.addReporter({
  /** @param {{ status: string, fullName: string, failedExpectations: { message: string }[] }} spec */
  specDone({ status, fullName, failedExpectations }) {
    if (status === 'passed') result.passed += 1;
    if (status === 'excluded') result.ignored += 1;
    if (status === 'failed') {
      result.failures.push({ test: fullName, message: failedExpectations[0]?.message ?? '' });
    }
  },
});
runner.env.configure({
  /** @param {{ getFullName(): string }} spec */
  specFilter(spec) {
    const name = spec.getFullName();
    return name.includes(wanted) && !Object.keys(ignored).includes(name);
  },
});
// What a failing test would print is in its failure.
for (const method of /** @type {const} */ (['log', 'warn', 'error'])) console[method] = () => {};
require(await bundleSuite());
await runner.execute();
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
