// JupyterLab as a learner uses it: open a notebook, run all of it, look at what came.
import type { Browser, Locator, Page } from 'playwright-core';

export interface NotebookPage {
  readonly page: Page;
  /** Errors that the page wrote to its console or threw. */
  readonly errors: string[];
  /** The output areas of all cells. */
  readonly outputs: Locator;
  /** Charts that JupyterLab's Vega renderer has drawn. */
  readonly charts: Locator;
  /** The code cell that holds a text. */
  cell(text: string): Locator;
  runAll(options?: { timeout?: number }): Promise<void>;
  /** Runs the one code cell that holds a text and waits for its end. */
  runCell(text: string, options?: { timeout?: number }): Promise<void>;
  /** Changes a part of the one code cell that holds a text, as an edit by hand would. */
  edit(text: string, part: string, replacement: string): Promise<void>;
}

const size = { width: 1280, height: 900 };

/** Opens a notebook and waits until its kernel is idle. */
export async function openNotebook(browser: Browser, address: string): Promise<NotebookPage> {
  const page = await browser.newPage({ viewport: size });
  page.setDefaultTimeout(60_000);
  const errors = collectErrors(page);
  await page.goto(address);
  await page.locator('.jp-NotebookPanel .jp-Cell').first().waitFor();
  await kernelIs(page, 'Idle', 60_000);
  const cell = (text: string) => page.locator('.jp-CodeCell', { hasText: text });
  return {
    page,
    errors,
    outputs: page.locator('.jp-NotebookPanel .jp-OutputArea-output'),
    charts: page.locator('.jp-RenderedVegaCommon5').locator('canvas, svg'),
    cell,
    runAll: (options) => runAll(page, options?.timeout ?? 300_000),
    runCell: (text, options) => runCell(page, cell(text), options?.timeout ?? 60_000),
    edit: (text, part, replacement) => edit(page, cell(text), part, replacement),
  };
}

async function runAll(page: Page, timeout: number): Promise<void> {
  await choose(page, 'Run', 'Run All Cells');
  await everyCellHasRun(page, timeout);
  await kernelIs(page, 'Idle', timeout);
}

async function runCell(page: Page, cell: Locator, timeout: number): Promise<void> {
  await cell.locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await everyCellHasRun(page, timeout);
}

async function edit(page: Page, cell: Locator, part: string, replacement: string): Promise<void> {
  const content = cell.locator('.cm-content');
  const source = (await content.locator('.cm-line').allTextContents()).join('\n');
  await content.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(source.replace(part, replacement));
}

/** Chooses an entry of the menu bar. While JupyterLab still loads, it draws an open menu anew, and a click is lost. */
export async function choose(page: Page, menu: string, entry: string): Promise<void> {
  const title = page.locator('.lm-MenuBar-itemLabel', { hasText: new RegExp(`^${menu}$`) });
  const item = page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^${entry}$`) });
  for (let attempts = 1; attempts < 5; attempts++) {
    await title.click();
    const chosen = await item.click({ timeout: 10_000 }).then(
      () => true,
      () => false,
    );
    if (chosen) return;
    await page.keyboard.press('Escape');
  }
  await title.click();
  await item.click();
}

/** Presses a key until something shows: JupyterLab gives an answer up that takes longer than a second. */
export async function pressUntil(page: Page, key: string, shows: Locator): Promise<void> {
  for (let attempts = 1; attempts < 10; attempts++) {
    await page.keyboard.press(key);
    const shown = await shows.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    if (shown) return;
  }
  await page.keyboard.press(key);
  await shows.waitFor();
}

/** Waits for the kernel's state in the status bar; the notebook's own sign says idle before there is a kernel. */
export async function kernelIs(page: Page, status: 'Idle' | 'Busy', timeout: number): Promise<void> {
  await page.getByText(`TypeScript (TensorCell) | ${status}`).waitFor({ timeout });
}

/** A cell's prompt is `[ ]:` before, `[*]:` from the moment it is asked to run, and `[n]:` after its run. */
async function everyCellHasRun(page: Page, timeout: number): Promise<void> {
  const prompts = page.locator('.jp-NotebookPanel .jp-InputPrompt');
  await prompts
    .filter({ hasText: /\[(\*|\d+)\]/ })
    .first()
    .waitFor();
  await prompts.filter({ hasText: '[*]' }).first().waitFor({ state: 'detached', timeout });
}

function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  return errors;
}
