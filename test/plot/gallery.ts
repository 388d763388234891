// Runs the gallery's cells, as the kernel would, and hands out each cell's chart under its heading: what the
// notebook shows is what the tests compare.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import * as tensorcell from '../../lib/index.js';
import { parseLesson } from '../../scripts/notebooks/source.mjs';

export interface GalleryChart {
  /** The heading above the cell, as a file name. */
  name: string;
  chart: tensorcell.plot.Drawing;
}

const path = fileURLToPath(new URL('../../notebooks/source/gallery.md', import.meta.url));

/** All charts, in the notebook's order. */
export async function galleryCharts(): Promise<GalleryChart[]> {
  await tensorcell.tf.setBackend('cpu');
  const charts: GalleryChart[] = [];
  const names = [...Object.keys(tensorcell), '__keep'];
  const values = [
    ...Object.values(tensorcell),
    (name: string, chart: tensorcell.plot.Drawing) => charts.push({ name, chart }),
  ];
  const { outputText } = ts.transpileModule(`(async (${names.join(',')}) => {${program()}})`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  // biome-ignore lint/security/noGlobalEval: the gallery's own cells, from this repository
  await globalThis.eval(outputText)(...values);
  return charts;
}

function program(): string {
  let heading = '';
  const cells = parseLesson(readFileSync(path, 'utf8'), 'gallery.md');
  return cells
    .map((cell) => {
      if (cell.kind === 'code') return keepLastExpression(cell.source, fileName(heading));
      heading = cell.en.match(/^### (.*)$/m)?.[1] ?? '';
      return '';
    })
    .join('\n');
}

/** A cell's last expression is its result: hand it to `__keep`. */
function keepLastExpression(source: string, name: string): string {
  const last = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true).statements.at(-1);
  if (!last || !ts.isExpressionStatement(last)) return source;
  const expression = source.slice(last.expression.getStart(), last.expression.getEnd());
  return `${source.slice(0, last.getStart())}__keep(${JSON.stringify(name)}, await (${expression}));`;
}

function fileName(heading: string): string {
  return heading
    .replace(/^plot\./, '')
    .replace(/[^\p{L}\d]+/gu, '-')
    .toLowerCase();
}
