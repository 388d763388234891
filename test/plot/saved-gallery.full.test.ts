// The gallery as it is saved: what GitHub, nbconvert and VS Code show without running anything.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { venvPython } from '../../scripts/setup/paths.mjs';

interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  metadata?: { 'image/png'?: { width: number; height: number } };
}

const saved = ['notebooks/gallery.ipynb', 'notebooks/ko/gallery.ipynb'];
const interactive = ['application/vnd.vegalite.v5+json', 'application/vnd.plotly.v1+json'];

const missing = existsSync(venvPython) ? '' : ' [skipped: no Python environment; npm start makes one]';
const nbconvert = missing ? it.skip : it;

function chartsOf(path: string): Output[] {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: { outputs?: Output[] }[] };
  const outputs = cells.flatMap((cell) => cell.outputs ?? []);
  return outputs.filter(({ data = {} }) => interactive.some((type) => type in data));
}

describe.each(saved)('%s', (path) => {
  it('keeps each chart in three forms, and never HTML beside them', () => {
    const charts = chartsOf(path);
    expect(charts.length).toBeGreaterThan(25);
    for (const { data, metadata } of charts) {
      expect(Object.keys(data!).sort().slice(-2)).toEqual(['image/png', 'text/plain']);
      expect(data).not.toHaveProperty('text/html');
      expect(metadata?.['image/png']?.width).toBeGreaterThan(50);
    }
  });

  it('stays small enough to load fast', () => {
    expect(statSync(path).size).toBeLessThan(2_000_000);
  });

  nbconvert(`shows every chart in a page that nbconvert makes${missing}`, () => {
    const page = execFileSync(
      venvPython,
      ['-m', 'nbconvert', '--to', 'html', '--stdout', '--log-level=ERROR', path],
      {
        encoding: 'utf8',
        maxBuffer: 50_000_000,
      },
    );
    expect(page.match(/<img[^>]*src="data:image\/png;base64/g)?.length).toBe(chartsOf(path).length);
  });
});
