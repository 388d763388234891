#!/usr/bin/env node
// `npm test`: installs what is missing, then runs format, lint, types, build and every test. A stage that fails
// does not keep the next from running. The last line is "N passed, N failed", with ", N skipped" when some are.
import { runMain, tell } from './setup/problem.mjs';

await runMain(async () => {
  const { checkNode } = await import('./setup/checks.mjs');
  checkNode(process.version);
  const { stages } = await import('./testing/stages.mjs');
  const { summaryLines } = await import('./testing/reports.mjs');
  /** @type {Counts} */
  const total = { passed: 0, failed: [], flaky: [], skipped: [] };
  for (const stage of stages()) {
    console.log(`\n── ${stage.title}`);
    const counts = await stage.run().catch((error) => failedStage(stage.title, error));
    total.passed += counts.passed;
    total.failed.push(...counts.failed);
    total.flaky.push(...counts.flaky);
    total.skipped.push(...counts.skipped);
    if (stage.isNeeded && counts.failed.length > 0) break;
  }
  console.log(`\n${summaryLines(total).join('\n')}`);
  return total.failed.length === 0 ? 0 : 1;
});

/** @typedef {import('./testing/reports.mjs').Counts} Counts */

/**
 * @param {string} name
 * @param {unknown} error
 * @returns {Counts}
 */
function failedStage(name, error) {
  tell(error);
  return { passed: 0, failed: [{ name, file: '', message: String(error) }], flaky: [], skipped: [] };
}
