// The gallery of all charts in JupyterLab, in both themes: each drawn by its renderer, none with an error.
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';

const screenshots = process.env.TENSORCELL_GALLERY_SCREENSHOTS;

/** What the test asks of a canvas in the page; the project's own code knows no DOM. */
interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}

interface Box {
  getBoundingClientRect(): { right: number };
  querySelectorAll(selector: string): Iterable<Box>;
}

/** Is there ink on the canvas: more than one colour? */
function isDrawn(canvas: Locator): Promise<boolean> {
  return canvas.evaluate((element) => {
    const { width, height } = element as unknown as Canvas;
    const pixels = (element as unknown as Canvas).getContext('2d').getImageData(0, 0, width, height).data;
    return new Set(new Uint32Array(pixels.buffer)).size > 1;
  });
}

/** Pictures and charts that reach over the page's edge, in words. */
function wider(outputs: Locator, which = ''): Promise<string[]> {
  return outputs.evaluateAll(
    (elements, which) =>
      (elements as unknown as Box[]).flatMap((output, index) => {
        const edge = output.getBoundingClientRect().right;
        return [...output.querySelectorAll(`:is(canvas, svg.marks, img, .main-svg)${which}`)]
          .map((one) => one.getBoundingClientRect())
          .filter(({ right }) => right > edge + 1)
          .map(({ right }) => `output ${index}: ${Math.round(right)} of ${Math.round(edge)}`);
      }),
    which,
  );
}

for (const theme of ['JupyterLab Light', 'JupyterLab Dark'] as const) {
  describeInJupyterLab(`the gallery in ${theme}`, { theme }, (desk) => {
    it('draws every chart', async () => {
      const notebook = await desk.open('gallery.ipynb');
      await notebook.runAll({ timeout: 240_000 });
      const pictures = await notebook.page
        .locator('.jp-CodeCell', { hasText: /plot\.(?!table|weightRecorder)\w+\(/ })
        .count();
      const charts = notebook.page.locator('.jp-RenderedVegaCommon5 canvas');
      const plotly = notebook.page.locator('.jp-RenderedPlotly');
      await charts.last().waitFor();
      expect((await charts.count()) + (await plotly.count())).toBe(pictures);
      for (const one of await plotly.all()) await pointAt(one);
      for (const chart of await charts.all()) expect(await isDrawn(chart)).toBe(true);
      for (const width of [1360, 920, 700]) {
        await notebook.page.setViewportSize({ width, height: 900 });
        await expect.poll(() => wider(notebook.outputs), { timeout: 10_000 }).toEqual([]);
      }
      // Plotly draws anew when a window changes, which no paper does: before a chart was pointed at, it is a picture.
      await notebook.page.emulateMedia({ media: 'print' });
      expect(await wider(notebook.outputs, ':not(.jp-RenderedPlotly *)')).toEqual([]);
      await notebook.page.emulateMedia({ media: 'screen' });
      if (screenshots)
        await keepScreenshots(notebook.outputs, join(screenshots, theme.endsWith('Dark') ? 'dark' : 'light'));
    });
  });
}

/** Plotly draws when the mouse enters the PNG that stands in its place. */
async function pointAt(plotly: Locator): Promise<void> {
  await plotly.locator('img').dispatchEvent('mouseenter');
  await plotly.locator('.plot-container .main-svg').first().waitFor();
}

async function keepScreenshots(outputs: Locator, folder: string): Promise<void> {
  for (const [i, output] of (await outputs.all()).entries())
    await output.screenshot({ path: join(folder, `${i}.png`) });
}
