// JupyterLab as a learner uses it: open a notebook, run all of it, look at what came.
import type { Browser, Locator, Page } from 'playwright-core';

export interface NotebookPage {
  readonly page: Page;
  /** Errors that the page wrote to its console or threw. */
  readonly errors: string[];
  /** The output areas of all cells. */
  readonly outputs: Locator;
  /** The code cell that holds a text. */
  cell(text: string): Locator;
  runAll(options?: { timeout?: number }): Promise<void>;
  close(): Promise<void>;
}

const size = { width: 1280, height: 900 };

/** Opens a notebook and waits until its kernel is idle. */
export async function openNotebook(browser: Browser, address: string): Promise<NotebookPage> {
  const page = await browser.newPage({ viewport: size });
  const errors = collectErrors(page);
  await page.goto(address);
  await page.locator('.jp-NotebookPanel .jp-Cell').first().waitFor();
  await kernelIs(page, 'idle', 60_000);
  return {
    page,
    errors,
    outputs: page.locator('.jp-NotebookPanel .jp-OutputArea-output'),
    cell: (text) => page.locator('.jp-CodeCell', { hasText: text }),
    runAll: (options) => runAll(page, options?.timeout ?? 300_000),
    close: () => page.close(),
  };
}

async function runAll(page: Page, timeout: number): Promise<void> {
  await choose(page, 'Run', 'Run All Cells');
  await everyCellHasRun(page, timeout);
  await kernelIs(page, 'idle', timeout);
}

/** Chooses an entry of the menu bar. */
export async function choose(page: Page, menu: string, entry: string): Promise<void> {
  await page.locator('.lm-MenuBar-itemLabel', { hasText: new RegExp(`^${menu}$`) }).click();
  await page.locator('.lm-Menu-itemLabel', { hasText: new RegExp(`^${entry}$`) }).click();
}

export async function kernelIs(page: Page, status: 'idle' | 'busy', timeout: number): Promise<void> {
  await page.locator(`.jp-Notebook-ExecutionIndicator[data-status="${status}"]`).first().waitFor({ timeout });
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
