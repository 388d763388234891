// Counts of passed, failed and skipped tests, read from what vitest (JSON) and pytest (JUnit XML) write down.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Counts skipped: name and reason */

/**
 * @param {string} file
 * @returns {Counts | undefined} undefined when the run ended before it wrote its report
 */
export function readVitestReport(file) {
  if (!existsSync(file)) return undefined;
  /** @type {{ testResults: { status: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const brokenFiles = report.testResults.filter((suite) => suite.status === 'failed' && !hasFailure(suite));
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + brokenFiles.length,
    skipped: tests
      .filter(({ status }) => !['passed', 'failed'].includes(status))
      .map((test) => test.fullName),
  };
}

/** @param {{ assertionResults: { status: string }[] }} suite */
function hasFailure({ assertionResults }) {
  return assertionResults.some(({ status }) => status === 'failed');
}

/**
 * @param {string} file
 * @returns {Counts | undefined}
 */
export function readJunitReport(file) {
  if (!existsSync(file)) return undefined;
  const xml = readFileSync(file, 'utf8');
  const cases = xml.match(/<testcase\b[^>]*\/>|<testcase\b[\s\S]*?<\/testcase>/g) ?? [];
  const failed = cases.filter((testcase) => /<(failure|error)\b/.test(testcase)).length;
  const skipped = cases.filter((testcase) => /<skipped\b/.test(testcase)).map(nameAndReason);
  return { passed: cases.length - failed - skipped.length, failed, skipped };
}

/** @param {string} testcase */
function nameAndReason(testcase) {
  const name = `${attribute(testcase, 'classname')}.${attribute(testcase, 'name')}`;
  const reason = /<skipped\b[^>]*>/.exec(testcase)?.[0] ?? '';
  return `${name}: ${attribute(reason, 'message')}`;
}

/**
 * @param {string} element
 * @param {string} name
 */
function attribute(element, name) {
  const text = new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1] ?? '';
  return text.replace(/&(quot|apos|lt|gt|amp);/g, (_, entity) => entities[/** @type {Entity} */ (entity)]);
}

/** @typedef {keyof typeof entities} Entity */
const entities = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&' };

/**
 * The one line that `npm test` ends with.
 * @param {Counts} counts
 */
export function summaryLine({ passed, failed, skipped }) {
  const rest = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  return `${passed} passed, ${failed} failed${rest}`;
}
