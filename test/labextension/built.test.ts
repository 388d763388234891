// What is committed of JupyterLab's part is what its sources give, and bundles nothing that JupyterLab has.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOfSources, labextension, sourcesFile } from '../../scripts/build-lab.mjs';

const built = join(labextension, 'built');
const scripts = readdirSync(join(built, 'static')).filter((name) => name.endsWith('.js'));

describe('the built labextension', () => {
  it('was made of the sources beside it; after a change: npm run build:lab', () => {
    expect(readFileSync(sourcesFile, 'utf8').trim()).toBe(fingerprintOfSources());
  });

  it('is loaded by the file that is there', () => {
    const { jupyterlab } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8'));
    expect(scripts).toContain(jupyterlab._build.load.replace('static/', ''));
  });

  it('holds no copy of what JupyterLab gives', () => {
    const text = scripts.map((name) => readFileSync(join(built, 'static', name), 'utf8')).join('\n');
    // A part of CodeMirror's editor, of Lumino and of React.
    for (const inside of ['cm-scroller', 'lm-BoxPanel', 'createElement(React'])
      expect(text).not.toContain(inside);
    expect(text.length).toBeLessThan(150_000);
  });
});
