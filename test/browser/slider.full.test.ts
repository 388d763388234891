// A widget as a learner meets it: the slider appears, moves, and the chart below follows.
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';

const slideAndDraw = `
const frequency = slider({ label: 'frequency', min: 1, max: 9 });
await follow(frequency, (n) => plot.functions({ wave: (x: number) => Math.sin(n * x) }, { from: 0, to: 6, title: \`wave \${n}\` }));
'drawn';`;

describeInJupyterLab('a slider in JupyterLab', {}, (desk) => {
  it('redraws a chart as it moves, and the cell knows its value', async () => {
    const notebook = await desk.openCells(slideAndDraw, "frequency.get('value')");
    const { page } = notebook;
    await notebook.runCell('const frequency');
    const input = page.locator('input[type=range]');
    await input.waitFor();
    const chart = page.locator('.vega-embed canvas').first();
    await chart.waitFor();
    const before = await chart.screenshot();
    await input.fill('5');
    await expect.poll(async () => before.equals(await chart.screenshot()), { timeout: 20_000 }).toBe(false);
    await input.focus();
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowUp', 'ArrowLeft', 'ArrowDown'])
      await page.keyboard.press(key);
    expect(await input.inputValue()).toBe('6');
    await notebook.runCell("frequency.get('value')");
    await page.locator('.jp-OutputArea-executeResult .jp-OutputArea-output', { hasText: /^6$/ }).waitFor();
  });
});
