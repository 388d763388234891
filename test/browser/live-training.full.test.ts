// A training as a learner sees it: one display that moves while fit runs, and the chart that stays.
import { expect, it } from 'vitest';
import { describeInJupyterLab } from './in-jupyterlab.js';

const network = `
const x = random.normal([4096, 20]), y = tf.sum(x, 1, true);
const network = sequential([
  layers.dense({ units: 64, activation: 'relu', inputShape: [20] }),
  layers.dense({ units: 1 }),
]);
network.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mae'] });`;

const training = `
await network.fit(x, y, {
  epochs: 12,
  validationSplit: 0.2,
  callbacks: [callbacks.lambda({ onEpochEnd: () => new Promise((done) => setTimeout(done, 400)) })],
});
'trained';`;

describeInJupyterLab('a training in JupyterLab', {}, (desk) => {
  it('moves in one place while it runs, and leaves its chart', async () => {
    const notebook = await desk.openCells(network, training);
    await notebook.runCell('const network');
    const running = notebook.runCell('network.fit');
    const headline = notebook.cell('network.fit').locator('svg text', { hasText: /^Epoch \d+\/12/ });
    const headlines = new Set<string>();
    while (headlines.size < 4) {
      headlines.add(String(await headline.textContent()));
      expect(await headline.count()).toBe(1);
      await notebook.page.waitForTimeout(150);
    }
    await running;
    await notebook.cell('network.fit').locator('.jp-RenderedVegaCommon5 canvas').waitFor();
    expect(await headline.count()).toBe(0);
  });
});
