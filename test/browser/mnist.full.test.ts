// The first model of the lesson on overfitting, on all of MNIST, as a person at JupyterLab sees it train.
// `npm run screenshot` runs this test to make the README's screenshot again.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';
import type { NotebookPage } from './page.js';

const lesson = '05-02_DNN_MNIST_Overfitting.ipynb';
const folder = process.env.TENSORCELL_SCREENSHOTS;
const screenshot = folder && join(folder, 'screenshot.png');

const fullEpochs = /const epochs = .*/;

interface Notebook {
  cells: { cell_type: string; source: string | string[]; outputs?: unknown[] }[];
}

/** Leaves the lesson's copy with its cells up to the first history, fewer epochs, and no saved output. */
function keepFirstModel(folder: string, epochs: number): void {
  const file = join(folder, lesson);
  const notebook = JSON.parse(readFileSync(file, 'utf8')) as Notebook;
  const sourceOf = (cell: Notebook['cells'][number]) => [cell.source].flat().join('');
  const last = notebook.cells.findIndex((cell) => sourceOf(cell).includes('plot.history(outcomes.Original'));
  expect(last).toBeGreaterThan(0);
  expect(notebook.cells.map(sourceOf).join('\n')).toMatch(fullEpochs);
  notebook.cells = notebook.cells.slice(0, last + 1);
  for (const cell of notebook.cells) {
    cell.source = sourceOf(cell).replace(fullEpochs, `const epochs = ${epochs};`);
    if (cell.outputs) cell.outputs = [];
  }
  writeFileSync(file, JSON.stringify(notebook));
}

/** The accuracy that the lesson prints, and the one to expect of the data that it says it had. */
async function accuracyOf({ outputs }: NotebookPage): Promise<{ accuracy: number; expected: number }> {
  const text = (await outputs.allInnerTexts()).join('\n');
  const accuracy = Number(/Original: evaluation loss [\d.]+, accuracy ([\d.]+)/.exec(text)?.[1]);
  return { accuracy, expected: text.includes('Stand-in') ? 0.9 : 0.97 };
}

describeInJupyterLab('the lesson on overfitting in JupyterLab', {}, (desk) => {
  it('trains a network on MNIST, draws its history and reaches the accuracy', async () => {
    keepFirstModel(desk.folder(), screenshot ? 15 : 3);
    const notebook = await desk.open(lesson);
    await notebook.runAll({ timeout: 500_000 });
    await notebook.charts.last().waitFor();
    const { accuracy, expected } = await accuracyOf(notebook);
    expect(accuracy).toBeGreaterThan(expected);
    if (screenshot) await takeScreenshot(notebook, screenshot);
  });
});

/** The training cell and its chart, without the file browser. */
async function takeScreenshot({ page, cell }: NotebookPage, path: string): Promise<void> {
  await cell("await train('Original'").locator('.cm-content').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+b');
  await cell("await train('Original'").evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(1_000);
  await page.screenshot({ path });
}
