// The extension in the oldest JupyterLab that it names, and in Notebook 7: a mistake is underlined, a cell runs.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oldestJupyter } from '../../scripts/testing/jupyters.mjs';
import { describeInChromium, launchChromium } from './chromium.js';
import { type JupyterLab, startJupyterLab } from './jupyterlab.js';
import { typeAtEnd, underlined } from './typing.js';

const python = await oldestJupyter();
/** Not ours: the file browser's restoring in Notebook 7.3 asks for a command that Notebook leaves out. */
const ofNotebook = "Command 'filebrowser:open-path' not registered.";
const title = 'the oldest JupyterLab, 4.3, and Notebook 7';

if (python === undefined)
  describe.skip(`${title} [skipped: pip reaches no index to install them from]`, tests);
else describeInChromium(title, tests);

function tests(): void {
  let jupyter: JupyterLab;
  let browser: Browser;
  beforeAll(async () => {
    [jupyter, browser] = await Promise.all([startJupyterLab({ python: python! }), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await jupyter?.stop();
  });

  it.each([
    ['JupyterLab 4.3', 'lab/tree'],
    ['Notebook 7', 'notebooks'],
  ])('in %s a mistake is underlined, and a cell runs', async (_, place) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(60_000);
    const errors: string[] = [];
    page.on('pageerror', (error) => {
      if (error.message !== ofNotebook) errors.push(String(error));
    });
    await page.goto(jupyter.addressOf('00-00_Start_Here.ipynb').replace('lab/tree', place));
    await expectHelp(page);
    expect(errors).toEqual([]);
    await page.close();
  });
}

async function expectHelp(page: Page): Promise<void> {
  const notebook = page.locator('.jp-NotebookPanel.tc-Helped');
  await notebook.waitFor();
  const cell = notebook.locator('.jp-CodeCell').first();
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('const learningRate = 0.5;\nlearningRate * 84');
  await page.keyboard.press('Control+Enter');
  await cell.locator('.jp-OutputArea-output', { hasText: '42' }).waitFor();
  await typeAtEnd(page, cell, ' + learningRat');
  await expect.poll(() => underlined(cell).first().textContent()).toBe('learningRat');
}
