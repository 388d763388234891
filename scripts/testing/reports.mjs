// Which tests passed, failed and were skipped, read from what run-reporter.mjs and pytest (JUnit XML) write down.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ name: string, file: string, message: string }} Failure file: empty when it belongs to none */
/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {Failure[]} failed
 * @property {Failure[]} flaky failed, and passed when their files ran again
 * @property {string[]} skipped name and reason
 */
/** @typedef {Counts & { unfinished: string[] }} Run with the files that were to run and did not end */
/**
 * @typedef {import('./run-reporter.mjs').Planned} Planned
 * @typedef {import('./run-reporter.mjs').EndedFile} EndedFile
 * @typedef {import('./run-reporter.mjs').EndedRun} EndedRun
 */

/**
 * What a run of vitest did, as run-reporter.mjs wrote it down, also where the run broke off.
 * @param {string} file
 * @returns {Run | undefined} undefined when it broke off before it knew what to run
 */
export function readVitestReport(file) {
  if (!existsSync(file)) return undefined;
  /** @type {Partial<Planned & EndedFile & EndedRun>[]} */
  const events = wholeLines(readFileSync(file, 'utf8')).map((line) => JSON.parse(line));
  if (!events.some(({ planned }) => planned)) return undefined;
  const ended = new Set(events.map((event) => event.file));
  return {
    passed: events.reduce((sum, { passed = 0 }) => sum + passed, 0),
    failed: events.flatMap(({ failed = [], errors = [] }) => [...failed, ...errors]),
    flaky: [],
    skipped: events.flatMap(({ skipped = [] }) => skipped),
    unfinished: events.flatMap(({ planned = [] }) => planned).filter((planned) => !ended.has(planned)),
  };
}

/**
 * The last line is not whole where the process was killed as it wrote.
 * @param {string} text
 */
function wholeLines(text) {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean);
}

/**
 * @param {string} file
 * @returns {Run | undefined} undefined when the run broke off, since pytest writes at its end
 */
export function readJunitReport(file) {
  if (!existsSync(file)) return undefined;
  const xml = readFileSync(file, 'utf8');
  const cases = xml.match(/<testcase\b[^>]*\/>|<testcase\b[\s\S]*?<\/testcase>/g) ?? [];
  const failed = cases.filter((testcase) => /<(failure|error)\b/.test(testcase)).map(failureOfCase);
  const skipped = cases.filter((testcase) => /<skipped\b/.test(testcase)).map(nameAndReason);
  return {
    passed: cases.length - failed.length - skipped.length,
    failed,
    flaky: [],
    skipped,
    unfinished: [],
  };
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
 * A run that broke off, together with the one that went on with the files it had left. What broke it off is flaky when
 * those ended then.
 * @param {Run} first
 * @param {Run} rest
 * @returns {Run}
 */
export function afterGoingOn(first, rest) {
  const broke = first.failed.filter(({ file }) => !file || first.unfinished.includes(file));
  const isMended = rest.unfinished.length === 0;
  return {
    passed: first.passed + rest.passed,
    failed: [...first.failed.filter((failure) => !isMended || !broke.includes(failure)), ...rest.failed],
    flaky: [...first.flaky, ...(isMended ? broke : []), ...rest.flaky],
    skipped: [...first.skipped, ...rest.skipped],
    unfinished: rest.unfinished,
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
/** There is nowhere else to look up why a run as a whole failed. */
const linesOfRun = 40;

/** @param {Failure} failure */
function described({ name, file, message }) {
  const lines = message
    .trim()
    .split('\n')
    .slice(0, file ? linesOfMessage : linesOfRun);
  return [`${name} (${file || 'in no file'})`, ...lines.map((line) => `    ${line}`)].join('\n');
}
