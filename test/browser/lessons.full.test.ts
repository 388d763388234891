// Lessons in JupyterLab as a learner goes through them, in their quick form: run all, look at the charts, change a
// number, run again, stop a running fit, go on.
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';
import { kernelIs, type NotebookPage } from './page.js';

const frontPage = '00-00_Start_Here.ipynb';
const perceptron = '01-01_Multi_Layer_Perceptron_XOR.ipynb';
const lessons = [frontPage, perceptron, '02-03_Vanishing_Gradient.ipynb', '05-01_Iris_Classification.ipynb'];
const koreanFrontPage = 'ko/00-00_Start_Here.ipynb';

describeInJupyterLab('the lessons in JupyterLab', { env: { TENSORCELL_LESSONS: 'quick' } }, (desk) => {
  it.each([...lessons, koreanFrontPage])(
    '%s runs whole, without an error, with its charts drawn',
    async (name) => {
      const notebook = await desk.open(name);
      await notebook.runAll();
      expect(await errorsIn(notebook)).toEqual([]);
      await notebook.charts.last().waitFor();
    },
  );

  it('takes a changed number, stops a running fit, and goes on', async () => {
    const notebook = await desk.open(perceptron);
    await notebook.edit('random.setSeed', 'setSeed(3)', 'setSeed(4)');
    await notebook.runAll();
    expect(await errorsIn(notebook)).toEqual([]);

    await notebook.edit('await mlp.fit', 'quick ? 100 : 300', '1_000_000');
    await start(notebook, 'await mlp.fit');
    await notebook.page.getByRole('button', { name: 'Interrupt the kernel' }).click();
    await kernelIs(notebook.page, 'Idle', 30_000);

    await notebook.runCell('const countCorrect');
    expect(await errorsIn(notebook)).toHaveLength(1);
  });
});

/** Runs a cell and leaves it running. */
async function start({ page, cell }: NotebookPage, text: string): Promise<void> {
  await cell(text).locator('.cm-content').click();
  await page.keyboard.press('Control+Enter');
  await kernelIs(page, 'Busy', 30_000);
  await page.waitForTimeout(2_000);
}

/** The errors that the cells show; JupyterLab draws them as it draws what goes to stderr. */
function errorsIn({ outputs, page }: NotebookPage): Promise<string[]> {
  const stderr = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]');
  return outputs
    .and(stderr)
    .filter({ hasText: /^\w*(Error|Interrupt)/ })
    .allInnerTexts();
}
