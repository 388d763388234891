// Which tests passed, failed and were skipped, read from what vitest (JSON) and pytest (JUnit XML) write down.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ name: string, file: string, message: string }} Failure file: empty when it belongs to none */
/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {Failure[]} failed
 * @property {Failure[]} flaky failed, and passed when their files ran again
 * @property {string[]} skipped name and reason
 */

/**
 * @param {string} file
 * @returns {Counts | undefined} undefined when the run ended before it wrote its report
 */
export function readVitestReport(file) {
  if (!existsSync(file)) return undefined;
  /** @type {{ testResults: VitestFile[] }} */
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const tests = testResults.flatMap((suite) => suite.assertionResults);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: testResults.flatMap(failuresOf),
    flaky: [],
    skipped: tests
      .filter(({ status }) => !['passed', 'failed'].includes(status))
      .map((test) => test.fullName),
  };
}

/**
 * @typedef {{ name: string, status: string, message: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} VitestTest
 */

/**
 * A file that failed without a failed test did not load.
 * @param {VitestFile} file
 * @returns {Failure[]}
 */
function failuresOf({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [{ name, file: name, message }];
  return failed.map((test) => ({
    name: test.fullName,
    file: name,
    message: test.failureMessages?.join('\n') ?? '',
  }));
}

/**
 * Errors outside of every test, as errors-reporter.mjs writes them down.
 * @param {string} file
 * @returns {Failure[]}
 */
export function readErrorsReport(file) {
  if (!existsSync(file)) return [];
  /** @type {Failure[]} */
  const errors = JSON.parse(readFileSync(file, 'utf8'));
  return errors.map(({ name, file, message }) => ({ name: `${name}, outside of every test`, file, message }));
}

/**
 * @param {string} file
 * @returns {Counts | undefined}
 */
export function readJunitReport(file) {
  if (!existsSync(file)) return undefined;
  const xml = readFileSync(file, 'utf8');
  const cases = xml.match(/<testcase\b[^>]*\/>|<testcase\b[\s\S]*?<\/testcase>/g) ?? [];
  const failed = cases.filter((testcase) => /<(failure|error)\b/.test(testcase)).map(failureOfCase);
  const skipped = cases.filter((testcase) => /<skipped\b/.test(testcase)).map(nameAndReason);
  return { passed: cases.length - failed.length - skipped.length, failed, flaky: [], skipped };
}

/**
 * @param {string} testcase
 * @returns {Failure}
 */
function failureOfCase(testcase) {
  const said = /<(?:failure|error)\b[^>]*>/.exec(testcase)?.[0] ?? '';
  return { name: nameOf(testcase), file: attribute(testcase, 'file'), message: attribute(said, 'message') };
}

/** @param {string} testcase */
function nameAndReason(testcase) {
  const reason = /<skipped\b[^>]*>/.exec(testcase)?.[0] ?? '';
  return `${nameOf(testcase)}: ${attribute(reason, 'message')}`;
}

/** @param {string} testcase */
function nameOf(testcase) {
  return `${attribute(testcase, 'classname')}.${attribute(testcase, 'name')}`;
}

/**
 * @param {string} element
 * @param {string} name
 */
function attribute(element, name) {
  const text = new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? '';
  return text.replace(
    /&(quot|apos|lt|gt|amp|#10);/g,
    (_, entity) => entities[/** @type {Entity} */ (entity)],
  );
}

/** @typedef {keyof typeof entities} Entity */
const entities = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&', '#10': '\n' };

/**
 * What is left of failures after their files ran a second time. Only where every test of a file passed then do
 * its failures count as flaky.
 * @param {Counts} first
 * @param {Counts} second
 * @returns {Counts}
 */
export function afterSecondRun(first, second) {
  /** @param {Failure} failure */
  const passedThen = ({ file }) => !second.failed.some((failure) => failure.file === file || !failure.file);
  const flaky = first.failed.filter(passedThen);
  return {
    passed: first.passed + flaky.length,
    failed: first.failed.filter((failure) => !passedThen(failure)),
    flaky,
    skipped: first.skipped,
  };
}

/**
 * What `npm test` says at its end: what was skipped, flaky and failed, by name, and the counts on the last line.
 * @param {Counts} counts
 */
export function summaryLines({ passed, failed, flaky, skipped }) {
  const counts = [`${passed} passed`, `${failed.length} failed`];
  if (flaky.length > 0) counts.push(`${flaky.length} flaky`);
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  return [
    ...skipped.map((skipped) => `skipped: ${skipped}`),
    ...flaky.map((failure) => `flaky, passed in a second run: ${described(failure)}`),
    ...failed.map((failure) => `failed: ${described(failure)}`),
    counts.join(', '),
  ];
}

const linesOfMessage = 12;

/** @param {Failure} failure */
function described({ name, file, message }) {
  const lines = message.trim().split('\n').slice(0, linesOfMessage);
  return [`${name} (${file || 'in no file'})`, ...lines.map((line) => `    ${line}`)].join('\n');
}
