#!/usr/bin/env node
// `npm test`: installs what is missing, then runs format, lint, types, build and every test. A stage that fails
// does not keep the next from running. The last line is "N passed, N failed", with ", N skipped" when some are.
import { runMain, tell } from './setup/problem.mjs';

await runMain(async () => {
  const { checkNode } = await import('./setup/checks.mjs');
  checkNode(process.version);
  const { stages } = await import('./testing/stages.mjs');
  const { summaryLine } = await import('./testing/reports.mjs');
  const total = { passed: 0, failed: 0, skipped: /** @type {string[]} */ ([]) };
  for (const stage of stages()) {
    console.log(`\n── ${stage.title}`);
    const counts = await stage.run().catch(failedStage);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped.push(...counts.skipped);
    if (stage.isNeeded && counts.failed > 0) break;
  }
  console.log('');
  for (const skipped of total.skipped) console.log(`skipped: ${skipped}`);
  console.log(summaryLine(total));
  return total.failed === 0 ? 0 : 1;
});

/**
 * @param {unknown} error
 * @returns {import('./testing/reports.mjs').Counts}
 */
function failedStage(error) {
  tell(error);
  return { passed: 0, failed: 1, skipped: [] };
}
