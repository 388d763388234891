// A widget as a learner meets it: the slider appears, moves, and the chart below follows.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeNotebook } from '../notebook.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { type JupyterLab, startJupyterLab } from './jupyterlab.js';
import { openNotebook } from './page.js';

const slideAndDraw = `
const frequency = slider({ label: 'frequency', min: 1, max: 9 });
await follow(frequency, (n) => plot.functions({ wave: (x: number) => Math.sin(n * x) }, { from: 0, to: 6, title: \`wave \${n}\` }));
'drawn';`;

describeInChromium('a slider in JupyterLab', () => {
  let lab: JupyterLab;
  let browser: Browser;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([startJupyterLab(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it('redraws a chart as it moves, and the cell knows its value', async () => {
    writeNotebook(join(lab.folder, 'slider.ipynb'), [slideAndDraw, "frequency.get('value')"]);
    const notebook = await openNotebook(browser, lab.addressOf('slider.ipynb'));
    const { page } = notebook;
    await notebook.runCell('const frequency');
    const input = page.locator('input[type=range]');
    await input.waitFor();
    const chart = page.locator('.vega-embed canvas').first();
    await chart.waitFor();
    const before = await chart.screenshot();
    await input.fill('5');
    await expect.poll(async () => before.equals(await chart.screenshot()), { timeout: 20_000 }).toBe(false);
    await notebook.runCell("frequency.get('value')");
    await page.locator('.jp-OutputArea-executeResult .jp-OutputArea-output', { hasText: /^5$/ }).waitFor();
    expect(notebook.errors).toEqual([]);
    await notebook.close();
  });
});
