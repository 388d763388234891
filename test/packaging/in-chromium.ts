// Opens the notebook at an address in Chromium, runs all of it, and prints what is to be seen, as JSON.
import { launchChromium } from '../browser/chromium-launch.js';
import { openNotebook } from '../browser/page.js';

const browser = await launchChromium();
try {
  const notebook = await openNotebook(browser, process.argv[2]!);
  await notebook.runAll();
  // Not the icons beside charts, which 4.3 has.
  const charts = notebook.page.locator('.jp-RenderedVegaCommon5 :is(canvas, svg).marks');
  await charts.last().waitFor();
  const thrown = await notebook.outputs.filter({ hasText: /^\w*Error/ }).allInnerTexts();
  console.log(JSON.stringify({ charts: await charts.count(), errors: [...notebook.errors, ...thrown] }));
} finally {
  await browser.close();
}
