// What the checker shows in JupyterLab while one types, typed as a person types.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';
import { choose, kernelIs, type NotebookPage } from './page.js';
import { putCursor, timePerKey, typeAtEnd, underlineDelay, underlined, watchUnderlines } from './typing.js';

/** A folder for pictures of what the tests see; none are taken without. */
const pictures = process.env.TENSORCELL_PICTURES;

const forty = Array.from({ length: 40 }, (_, n) =>
  n === 0
    ? 'const learningRate = 0.1;\nconst sizes = [784, 512, 10];'
    : `const step${n} = ${n > 1 ? `step${n - 1} + ` : ''}learningRate * ${n};\n// cell ${n} of many`,
);

async function picture({ page }: NotebookPage, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

for (const theme of ['JupyterLab Light', 'JupyterLab Dark'] as const) {
  const shade = theme.replace('JupyterLab ', '').toLowerCase();
  describeInJupyterLab(`the checker in ${theme}`, { theme }, (desk) => {
    it('underlines a misspelt name, says why, and mends it', async () => {
      const notebook = await desk.openCells('const learningRate = 0.1;', 'const half = ');
      const { page } = notebook;
      await typeAtEnd(page, notebook.cell('const half'), 'learningRat / 2;');
      const word = underlined(notebook.cell('const half')).first();
      await word.waitFor();
      expect(await word.textContent()).toBe('learningRat');
      await word.hover();
      const tooltip = page.locator('.cm-tooltip .cm-diagnostic');
      await tooltip.waitFor();
      expect(await tooltip.textContent()).toContain('learningRate');
      await picture(notebook, `underline-${shade}`);
      await tooltip.locator('.cm-diagnosticAction').first().click();
      await notebook.cell('const half = learningRate / 2;').waitFor();
      await expect.poll(() => underlined(page).count()).toBe(0);
    });

    it('shows documentation under the pointer and the argument that one is at', async () => {
      const notebook = await desk.openCells('const learningRate = 0.1;\nMath.max(learningRate, 1);', 'Math');
      const { page } = notebook;
      await notebook.cell('Math.max').locator('.cm-line').nth(1).getByText('max').first().hover();
      const hover = page.locator('.cm-tooltip .tc-Hover');
      await hover.waitFor();
      expect(await hover.textContent()).toContain('max');
      await picture(notebook, `hover-${shade}`);
      // Cells that are run by keys move away under a pointer that rests.
      await page.keyboard.press('Shift');
      expect(await hover.count()).toBe(1);
      await page.keyboard.press('ArrowUp');
      await expect.poll(() => hover.count()).toBe(0);
      await page.mouse.move(5, 5);
      const last = page.locator('.jp-CodeCell').last();
      await typeAtEnd(page, last, '.pow(2, ');
      const signature = page.locator('.cm-tooltip.tc-Signature');
      await expect.poll(() => signature.locator('strong').textContent()).toContain('y');
      await picture(notebook, `signature-${shade}`);
    });

    it('marks what depends on an edited cell, and runs it when asked', async () => {
      const notebook = await desk.openCells(
        'const rate = 1;',
        'const twice = rate * 2;',
        'const other = 5;',
        'twice',
      );
      const { page } = notebook;
      await notebook.runAll();
      const marked = page.locator('.tc-mod-stale, .tc-mod-edited');
      expect(await marked.count()).toBe(0);
      await notebook.edit('const rate', '1', '21');
      await expect.poll(() => marked.count()).toBe(3);
      expect(await page.locator('.tc-mod-edited').allInnerTexts()).toEqual([
        expect.stringContaining('const rate'),
      ]);
      await picture(notebook, `stale-${shade}`);
      await page.locator('.tc-RunStale').click();
      await page.locator('.jp-OutputArea-executeResult', { hasText: '42' }).waitFor();
      await expect.poll(() => marked.count()).toBe(0);
      await notebook.runCell('const twice');
      await expect.poll(() => page.locator('.tc-mod-stale').count()).toBe(1);
    });
  });
}

describeInJupyterLab('the checker in a notebook', {}, (desk) => {
  it('mends what is at the cursor by keys alone', async () => {
    const notebook = await desk.openCells('const learningRate = 0.1;', 'const half = learningRat / 2;');
    const { page } = notebook;
    await underlined(page).first().waitFor();
    await putCursor(page, notebook.cell('const half'), 'learningRat');
    await page.keyboard.press('Control+.');
    await page.locator('.jp-Dialog select, .jp-Dialog input').first().waitFor();
    await page.keyboard.press('Enter');
    await notebook.cell('const half = learningRate / 2;').waitFor();
  });

  it('underlines soon after the last key in the last of 40 cells, also while a cell runs', async () => {
    const notebook = await desk.openCells(
      ...forty,
      'const more = 1;',
      'for (;;) await new Promise((go) => setTimeout(go, 50));',
    );
    const { page } = notebook;
    const last = notebook.cell('const more');
    await page.waitForTimeout(5_000);
    await watchUnderlines(page);
    await typeAtEnd(page, last, ' const end = step3 + stepp4;');
    const idle = await underlineDelay(page);
    await page.keyboard.press('Control+z');
    await notebook.cell('for (;;)').locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
    await kernelIs(page, 'Busy', 30_000);
    await typeAtEnd(page, notebook.cell('of many').first(), '\nconst late = learningRatte;');
    await underlined(notebook.cell('learningRatte')).first().waitFor();
    const busy = await underlineDelay(page);
    console.log(`underlined after the last key: ${idle} ms, while a cell runs ${busy} ms`);
    await choose(page, 'Kernel', 'Interrupt Kernel');
    await kernelIs(page, 'Idle', 30_000);
  });

  it('renames a name in all cells', async () => {
    const notebook = await desk.openCells('const rate = 0.5;', 'const twice = rate * 2;', 'twice + rate');
    const { page } = notebook;
    await putCursor(page, notebook.cell('const twice'), 'rate');
    await page.keyboard.press('F2');
    const field = page.locator('.jp-Dialog input');
    await field.fill('learningRate');
    await page.locator('.jp-Dialog .jp-mod-accept').click();
    await notebook.cell('const learningRate = 0.5;').waitFor();
    await notebook.cell('const twice = learningRate * 2;').waitFor();
    await notebook.cell('twice + learningRate').waitFor();
  });

  it('goes to where a name is declared, and lists its uses', async () => {
    const notebook = await desk.openCells('const rate = 0.5;', 'const twice = rate * 2;');
    const { page } = notebook;
    await putCursor(page, notebook.cell('const twice'), 'rate');
    await page.keyboard.press('F12');
    await page.locator('.jp-CodeCell.jp-mod-active', { hasText: 'const rate' }).waitFor();
    await page.keyboard.press('Shift+F12');
    const uses = page.locator('.tc-Uses button');
    await expect.poll(() => uses.count()).toBe(2);
    await uses.nth(1).click();
    await page.locator('.jp-CodeCell.jp-mod-active', { hasText: 'const twice' }).waitFor();
  });

  it('lays a cell out', async () => {
    const notebook = await desk.openCells('const  a={x:1}\nif(a.x){console.log( a )}');
    await notebook.cell('const').locator('.cm-content').click();
    await notebook.page.keyboard.press('Shift+Alt+F');
    await notebook.cell('console.log(a)').waitFor();
  });

  it('lists the session’s variables beside the notebook, without a debugger', async () => {
    const first = 'const sizes = [784, [512, 10]]; const rate = 0.1;';
    const notebook = await desk.openCells(first, 'const gradient = tf.tensor2d([[0.5, -1]]);');
    const { page } = notebook;
    await choose(page, 'TensorCell', 'Variables');
    const panel = page.locator('.tc-Variables');
    await panel.getByText('No cell has declared a variable yet.').waitFor();
    await notebook.runCell(first);
    const row = (name: string) => panel.locator('tr', { has: page.locator('th', { hasText: name }) });
    await row('rate').waitFor();
    expect(await row('rate').locator('td').allTextContents()).toEqual(['number', '0.1']);
    expect(await row('sizes').locator('td').allTextContents()).toEqual(['Array [2]', '[784, […]]']);
    await row('sizes').locator('button').click();
    await row('1').locator('button').click();
    await expect
      .poll(() => panel.locator('th[scope=row]').allTextContents())
      .toEqual(['rate', 'sizes', '0', '1', '0', '1']);
    await row('sizes').locator('button').click();
    await expect.poll(() => panel.locator('th[scope=row]').count()).toBe(2);
    await notebook.runCell('const gradient');
    await row('gradient').waitFor();
    expect(await row('gradient').locator('td').allTextContents()).toEqual(['float32 [1, 2]', '[[0.5, -1]]']);
    await picture(notebook, 'variables');
  });

  it('says the engine and the memory in its menu', async () => {
    const notebook = await desk.openCells('1');
    await choose(notebook.page, 'TensorCell', 'Engine, Memory, Doctor');
    const about = notebook.page.locator('.tc-About');
    await about.waitFor();
    expect(await about.textContent()).toMatch(/Engine.*Memory of the session\d+ MB/s);
    await expect.poll(() => about.locator('pre').textContent(), { timeout: 60_000 }).toContain('JupyterLab');
    await picture(notebook, 'about');
  });

  it('leaves a Python notebook beside it alone', async () => {
    const python = { name: 'python3', display_name: 'Python 3 (ipykernel)', language: 'python' };
    const cell = {
      cell_type: 'code',
      id: 'p',
      source: 'lenn(1)',
      metadata: {},
      outputs: [],
      execution_count: null,
    };
    const notebook = { cells: [cell], metadata: { kernelspec: python }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(desk.folder(), 'python.ipynb'), JSON.stringify(notebook));
    const { page } = await desk.openCells('const rate = ratee;');
    await underlined(page).first().waitFor();
    await page.locator('.jp-DirListing-item', { hasText: 'python.ipynb' }).dblclick();
    const panel = page.locator('.jp-NotebookPanel:visible');
    await panel.locator('.jp-CodeCell', { hasText: 'lenn' }).waitFor();
    await page.getByText('Python 3 (ipykernel) | Idle').waitFor();
    await typeAtEnd(page, panel.locator('.jp-CodeCell'), '; lennn(2)');
    await page.waitForTimeout(1_500);
    expect(await underlined(panel).count()).toBe(0);
    expect(await panel.locator('.tc-RunStale').count()).toBe(0);
    expect(await page.locator('.jp-NotebookPanel.tc-Helped').count()).toBe(1);
  });
});

const sentence = ' const total = sizes.map((size) => size * learningRate).join();';

async function keyTime(open: () => Promise<NotebookPage>): Promise<number> {
  const notebook = await open();
  await notebook.page.waitForTimeout(3_000);
  return timePerKey(notebook.page, notebook.cell('const last'), sentence);
}

let withoutHelp = 0;
describeInJupyterLab(
  'a key in JupyterLab without help',
  { settings: { 'tensorcell-lab/plugin': { enabled: false } } },
  (desk) => {
    it('shows no underline, and is measured', async () => {
      withoutHelp = await keyTime(() => desk.openCells(...forty, 'const last = oops;'));
      expect(withoutHelp).toBeGreaterThan(0);
    });

    it('is off by the setting', async () => {
      const { page } = await desk.openCells('const wrong = oops;');
      await page.waitForTimeout(2_000);
      expect(await underlined(page).count()).toBe(0);
      expect(await page.locator('.tc-Helped').count()).toBe(0);
    });
  },
);

describeInJupyterLab('a key in JupyterLab with help', {}, (desk) => {
  it('takes a few milliseconds more at most', async () => {
    const withHelp = await keyTime(() => desk.openCells(...forty, 'const last = oops;'));
    console.log(`a key: ${withoutHelp.toFixed(1)} ms without, ${withHelp.toFixed(1)} ms with the checker`);
    expect(withHelp).toBeLessThan(withoutHelp + 100);
  });
});
