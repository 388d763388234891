// JupyterLab's debugger as a learner meets it: a breakpoint in the lesson's own backpropagation, a step, a gradient in
// the variables panel, a value that is changed, and on to the end. `npm run screenshot` runs this test for the picture of it.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';

const lesson = '02-02_Error_Backpropagation.ipynb';
const backward = 'function backward';
const calling = 'const byHand';
const screenshots = process.env.TENSORCELL_SCREENSHOTS;

/** In the console that the panel opens. */
async function evaluate(page: Page, code: string): Promise<void> {
  await page.locator('[data-command="debugger:evaluate"]').first().click();
  await page.locator('.jp-DebugConsole .jp-CodeConsole-promptCell .cm-content').click();
  await page.keyboard.type(code);
  await page.keyboard.press('Shift+Enter');
}

/** The stop and a gradient's values, without the file browser and JupyterLab's news. */
async function takeScreenshot(page: Page, folder: string): Promise<void> {
  await page.locator('.jp-DebuggerVariables .jp-TreeItem', { hasText: 'delta1' }).first().click();
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.keyboard.press('Control+b');
  await page.waitForTimeout(1_000);
  await page.locator('.jp-DebuggerVariables .jp-TreeItem', { hasText: 'delta2' }).first().hover();
  await page.mouse.wheel(0, 1_000);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, 'debugger.png') });
}

describeInJupyterLab('the debugger in JupyterLab', {}, (desk) => {
  it('stops in a lesson’s backpropagation, shows a gradient, and goes on', async () => {
    const notebook = await desk.open(lesson);
    const { page } = notebook;
    for (const text of ['const quick', 'const x = tf.tensor2d', 'function forward'])
      await notebook.runCell(text);

    await page.locator('.jp-DebuggerBugButton').click();
    const gutter = notebook.cell(backward).locator('.cm-breakpoint-gutter .cm-gutterElement:visible');
    await gutter.first().waitFor();
    // The line of `const delta1`; a hidden element that measures comes first.
    await gutter.nth(7).dispatchEvent('mousedown');
    await notebook.cell(backward).locator('.cm-breakpoint-icon:visible').first().waitFor();

    await notebook.runCell(backward);
    await notebook.cell(calling).locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
    const stack = page.locator('.jp-DebuggerCallstack-body');
    await stack.getByText('backward').first().waitFor();
    await notebook.cell(backward).locator('.jp-DebuggerEditor-highlight').waitFor();

    const variables = page.locator('.jp-DebuggerVariables');
    const delta2 = variables.locator('.jp-TreeItem', { hasText: 'delta2' }).first();
    await expect.poll(() => delta2.textContent(), { timeout: 20_000 }).toContain('float32 [4, 1]');
    await page
      .locator('jp-button[data-command="debugger:next"], [data-command="debugger:next"]')
      .first()
      .click();
    const delta1 = variables.locator('.jp-TreeItem', { hasText: 'delta1' }).first();
    await expect.poll(() => delta1.textContent(), { timeout: 20_000 }).toContain('float32 [4, 3]');
    if (screenshots) await takeScreenshot(page, screenshots);

    await evaluate(page, 'p.b1 = tf.fill([3], 5)');
    await page.locator('[data-command="debugger:continue"]').first().click();
    await notebook.cell(calling).locator('.jp-OutputArea-output').first().waitFor();
    await page.locator('.jp-DebuggerBugButton').click();
    const checking = 'gradients.check((W1)';
    await notebook.edit(checking, checking, `console.log('b1 ' + p.b1.dataSync());\n${checking}`);
    await notebook.runCell(checking);
    await expect
      .poll(() => notebook.outputs.allInnerTexts())
      .toContainEqual(expect.stringContaining('b1 5,5,5'));
  });
});
