// What a learner does in JupyterLab, in Chromium, on the real kernel.
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';
import { choose, kernelIs, pressUntil } from './page.js';

describeInJupyterLab('a learner in JupyterLab', {}, (desk) => {
  it('runs typed cells, sees a value, a type error at its line, and a chart', async () => {
    const notebook = await desk.openCells(
      'interface Point { x: number; y: number }\nconst point: Point = { x: 1, y: 2 };\npoint',
      'tf.tensor([1, 2, 3]).square()',
      'plot.history({ loss: [1, 0.5, 0.25], accuracy: [0.5, 0.75, 0.9] })',
      'const wrong: number = "text";',
    );
    await notebook.runAll();
    const outputs = (await notebook.outputs.allInnerTexts()).join('\n');
    expect(outputs).toContain('{ x: 1, y: 2 }');
    expect(outputs).toContain('[1, 4, 9]');
    expect(outputs).toContain("Type 'string' is not assignable to type 'number'");
    await notebook.charts.first().waitFor();
  });

  it('stops an endless loop and goes on with the variables kept', async () => {
    const notebook = await desk.openCells(
      'let turns = 0;',
      'while (true) turns++;',
      'turns > 0 ? "went on" : "never ran"',
    );
    await choose(notebook.page, 'Run', 'Run All Cells');
    await kernelIs(notebook.page, 'Busy', 30_000);
    await notebook.page.locator('.jp-InputPrompt', { hasText: '[1]' }).waitFor();
    await choose(notebook.page, 'Kernel', 'Interrupt Kernel');
    await kernelIs(notebook.page, 'Idle', 10_000);
    await notebook.runCell('turns > 0');
    await notebook.page.getByText("'went on'").last().waitFor();
  });

  it('completes with Tab and shows documentation with Shift-Tab', async () => {
    const { page, cell } = await desk.openCells('datasets.mn');
    await cell('datasets.mn').locator('.cm-content').click();
    await page.keyboard.press('End');
    await pressUntil(page, 'Tab', page.locator('.jp-Completer-item[data-value="mnist"]'));
    await page.keyboard.press('Enter');
    await cell('datasets.mnist').waitFor();
    await pressUntil(page, 'Shift+Tab', page.locator('.jp-Tooltip', { hasText: 'MNIST' }));
  });
});
