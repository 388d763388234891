// Every text of every chart in the gallery, as Vega draws it on white and in its dark theme, against what is behind it:
// WCAG's contrast of 4.5 to 1 and more.
import { readdirSync, readFileSync } from 'node:fs';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { heatMap } from '../../lib/plot/marks/heat-map.js';
import { Chart } from '../../lib/plot/render/chart.js';
import { contrast, over, type RGB, rgb } from './colors.js';

type Spec = Record<string, unknown>;

const lightText = '#fff';
/** As vega-themes has it, which JupyterLab's renderer takes by the name of `dark`. */
const darkTheme = {
  background: '#333',
  title: { color: lightText, subtitleColor: lightText },
  style: { 'guide-label': { fill: lightText }, 'guide-title': { fill: lightText } },
  axis: { domainColor: lightText, gridColor: '#888', tickColor: lightText },
};

const themes = [
  ['on white', {}, '#ffffff'],
  ['in the dark theme', darkTheme, '#333333'],
] as const;

const golden = new URL('golden/', import.meta.url);
const charts = readdirSync(golden)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(new URL(file, golden), 'utf8'))])
  .filter(([, spec]) => '$schema' in spec) as [string, Spec][];

/** What Vega keeps of a mark once it is drawn. */
interface Item {
  marktype?: string;
  items?: Item[];
  fill?: string | { gradient: string } | null;
  opacity?: number;
  fillOpacity?: number;
  text?: unknown;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}

interface Text {
  words: string;
  color: string;
  opacity: number;
  at: [x: number, y: number];
}

interface Area {
  color: string;
  opacity: number;
  from: [x: number, y: number];
  to: [x: number, y: number];
}

async function drawn(spec: Spec, config: object): Promise<{ texts: Text[]; areas: Area[] }> {
  const { spec: compiled } = compile(spec as Spec & TopLevelSpec, { config });
  const view = await new View(parse(compiled), { renderer: 'none' }).runAsync();
  const found: { texts: Text[]; areas: Area[] } = { texts: [], areas: [] };
  const { root } = view.scenegraph() as unknown as { root: Item };
  collect(root, [0, 0], found);
  view.finalize();
  return found;
}

function collect(mark: Item, [left, top]: [number, number], found: { texts: Text[]; areas: Area[] }): void {
  for (const item of mark.items ?? []) {
    const at: [number, number] = [left + (item.x ?? 0), top + (item.y ?? 0)];
    const { fill, opacity = 1, fillOpacity = 1 } = item;
    const plain = typeof fill === 'string' && fill !== 'transparent' ? fill : undefined;
    // What overlaps is left out by an opacity of 0.
    if (mark.marktype === 'text' && plain && opacity > 0 && [item.text].flat().join('') !== '')
      found.texts.push({
        words: [item.text].flat().join(' '),
        color: plain,
        opacity: opacity * fillOpacity,
        at,
      });
    if (mark.marktype === 'rect' && plain) {
      const to: [number, number] = [at[0] + (item.width ?? 0), at[1] + (item.height ?? 0)];
      found.areas.push({ color: plain, opacity: opacity * fillOpacity, from: at, to });
    }
    if (mark.marktype === 'group') for (const inner of item.items ?? []) collect(inner, at, found);
  }
}

/** The lowest contrast of a chart's texts. */
async function lowest(spec: Spec, config: object, background: string): Promise<[number, string]> {
  const { texts, areas } = await drawn(spec, config);
  const measured = texts.map(({ words, color, opacity, at: [x, y] }): [number, string] => {
    const under = areas.filter(({ from, to }) => from[0] <= x && x <= to[0] && from[1] <= y && y <= to[1]);
    const behind = under.reduce<RGB>((seen, area) => over(area.color, area.opacity, seen), rgb(background));
    return [contrast(over(color, opacity, behind), behind), words];
  });
  return measured.sort(([a], [b]) => a - b)[0] ?? [21, ''];
}

describe.each(themes)('text %s', (_, config, background) => {
  it.each(charts)('of %s stands out', async (_name, spec) => {
    const [least, words] = await lowest(spec, config, background);
    expect(least, words).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['amounts', { colors: 'amount' }, 0],
    ['many colours', {}, 0],
    ['both signs', {}, -100],
  ] as const)('of a heat map of %s stands out in each of its cells', async (_name, look, from) => {
    const cells = Array.from({ length: 201 }, (_, i) => {
      const value = from + ((100 - from) * i) / 200;
      return { row: Math.floor(i / 20), column: i % 20, value, label: '8' };
    });
    const chart = new Chart(heatMap({ cells, labels: true, cellSize: 30, legend: null, ...look }), '');
    const [least] = await lowest(chart.spec as Spec, config, background);
    expect(least).toBeGreaterThanOrEqual(4.5);
  });
});
