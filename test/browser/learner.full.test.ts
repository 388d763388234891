// What a learner does in JupyterLab, in Chromium, on the real kernel.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeNotebook } from '../notebook.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { type JupyterLab, startJupyterLab } from './jupyterlab.js';
import { choose, kernelIs, openNotebook, pressUntil } from './page.js';

describeInChromium('a learner in JupyterLab', () => {
  let lab: JupyterLab;
  let browser: Browser;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([startJupyterLab(), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
  });

  it('runs typed cells, sees a value, a type error at its line, and a chart', async () => {
    writeNotebook(join(lab.folder, 'cells.ipynb'), [
      'interface Point { x: number; y: number }\nconst point: Point = { x: 1, y: 2 };\npoint',
      'tf.tensor([1, 2, 3]).square()',
      'plot.history({ loss: [1, 0.5, 0.25], accuracy: [0.5, 0.75, 0.9] })',
      'const wrong: number = "text";',
    ]);
    const notebook = await openNotebook(browser, lab.addressOf('cells.ipynb'));
    await notebook.runAll();
    const outputs = (await notebook.outputs.allInnerTexts()).join('\n');
    expect(outputs).toContain('{ x: 1, y: 2 }');
    expect(outputs).toContain('[1, 4, 9]');
    expect(outputs).toContain("Type 'string' is not assignable to type 'number'");
    await notebook.charts.first().waitFor();
    expect(notebook.errors).toEqual([]);
    await notebook.close();
  });

  it('stops an endless loop and goes on with the variables kept', async () => {
    writeNotebook(join(lab.folder, 'stop.ipynb'), [
      'let turns = 0;',
      'while (true) turns++;',
      'turns > 0 ? "went on" : "never ran"',
    ]);
    const notebook = await openNotebook(browser, lab.addressOf('stop.ipynb'));
    await choose(notebook.page, 'Run', 'Run All Cells');
    await kernelIs(notebook.page, 'Busy', 30_000);
    await notebook.page.locator('.jp-InputPrompt', { hasText: '[1]' }).waitFor();
    await choose(notebook.page, 'Kernel', 'Interrupt Kernel');
    await kernelIs(notebook.page, 'Idle', 10_000);
    await notebook.runCell('turns > 0');
    await notebook.page.getByText("'went on'").last().waitFor();
    expect(notebook.errors).toEqual([]);
    await notebook.close();
  });

  it('completes with Tab and shows documentation with Shift-Tab', async () => {
    writeNotebook(join(lab.folder, 'help.ipynb'), ['datasets.mn']);
    const { page, cell, close, errors } = await openNotebook(browser, lab.addressOf('help.ipynb'));
    await cell('datasets.mn').locator('.cm-content').click();
    await page.keyboard.press('End');
    await pressUntil(page, 'Tab', page.locator('.jp-Completer-item[data-value="mnist"]'));
    await page.keyboard.press('Enter');
    await cell('datasets.mnist').waitFor();
    await pressUntil(page, 'Shift+Tab', page.locator('.jp-Tooltip', { hasText: 'MNIST' }));
    expect(errors).toEqual([]);
    await close();
  });
});
