// Charts saved as pages draw themselves in a browser without a notebook or a network.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { line } from '../../lib/plot/charts/line.js';
import { plotly } from '../../lib/plot/charts/plotly.js';
import { describeInChromium, launchChromium } from './chromium.js';

const rows = [1, 2, 3].map((x) => ({ x, y: x * x }));
const charts = {
  'Vega-Lite': { chart: line(rows, { x: 'x', y: 'y' }), drawn: '#place svg' },
  Plotly: { chart: plotly([{ type: 'scatter', x: [1, 2], y: [2, 1] }]), drawn: '#place .main-svg' },
};

describeInChromium('a chart saved as a page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it.each(Object.entries(charts))('draws %s', async (name, { chart, drawn }) => {
    const path = join(mkdtempSync(join(tmpdir(), 'tensorcell-page-')), `${name}.html`);
    await chart.save(path);
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(pathToFileURL(path).href);
    await page.locator(drawn).first().waitFor();
    expect(errors).toEqual([]);
    await page.close();
  });
});
