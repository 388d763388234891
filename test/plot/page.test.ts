// The exported page: everything inside, and no text of a chart can break out of its script.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { line } from '../../lib/plot/charts/line.js';
import { plotly } from '../../lib/plot/charts/plotly.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-page-'));

test('a Vega-Lite chart brings Vega along', async () => {
  const path = join(folder, 'line.html');
  await line([{ x: 1, y: 2 }], { x: 'x', y: 'y', title: 'A </script> & <b>' }).save(path);
  const html = readFileSync(path, 'utf8');
  expect(html).toContain('vegaLite.compile(specification)');
  expect(html).toContain('A <\\/script> & <b>');
  expect(html.match(/<\/script>/g)).toHaveLength(3);
  expect(html).not.toMatch(/<script[^>]+src=/);
});

test('a Plotly chart brings Plotly along', async () => {
  const path = join(folder, 'points.html');
  await plotly([{ type: 'scatter3d', x: [1], y: [2], z: [3] }]).save(path);
  const html = readFileSync(path, 'utf8');
  expect(html).toContain('Plotly.newPlot(place, specification)');
  expect(html).toContain('"scatter3d"');
});
