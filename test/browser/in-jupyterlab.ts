// One JupyterLab and one browser for the tests of a file. The notebooks that a test opens are closed after it, and
// their pages must have thrown nothing and written no error to the console.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { writeNotebook } from '../notebook.js';
import { describeInChromium, launchChromium } from './chromium.js';
import { type JupyterLab, type LabOptions, startJupyterLab } from './jupyterlab.js';
import { type NotebookPage, openNotebook } from './page.js';

export interface Desk {
  /** Where the notebooks' copy lies. */
  folder(): string;
  /** Opens a notebook of that folder. */
  open(name: string): Promise<NotebookPage>;
  /** Writes a notebook of these code cells and opens it, with a kernel of its own. */
  openCells(...sources: string[]): Promise<NotebookPage>;
}

/** Like `describe`, in JupyterLab; without Chromium its tests are skipped, and their names say why. */
export function describeInJupyterLab(name: string, options: LabOptions, tests: (desk: Desk) => void): void {
  describeInChromium(name, () => {
    let lab: JupyterLab;
    let browser: Browser;
    let opened: NotebookPage[] = [];
    let written = 0;

    beforeAll(async () => {
      [lab, browser] = await Promise.all([startJupyterLab(options), launchChromium()]);
    });
    afterEach(async () => {
      const notebooks = opened;
      opened = [];
      await Promise.all(notebooks.map((notebook) => notebook.page.close()));
      expect(notebooks.flatMap((notebook) => notebook.errors)).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await lab?.stop();
    });

    const open = async (file: string) => {
      const notebook = await openNotebook(browser, lab.addressOf(file));
      opened.push(notebook);
      return notebook;
    };
    const openCells = (...sources: string[]) => {
      written += 1;
      const name = `cells-${written}.ipynb`;
      writeNotebook(join(lab.folder, name), sources);
      return open(name);
    };
    tests({ folder: () => lab.folder, open, openCells });
  });
}
