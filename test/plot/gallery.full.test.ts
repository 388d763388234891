// Every chart of the gallery against what is committed: its specification, and its PNG pixel by pixel.
// `TENSORCELL_GOLDEN=write npx vitest run --project full test/plot/gallery.full.test.ts -u` takes today's as golden.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Chart, PlotlyChart } from '../../lib/plot/plot.js';
import { type GalleryChart, galleryCharts } from './gallery.js';

const golden = fileURLToPath(new URL('golden/', import.meta.url));
const writing = process.env.TENSORCELL_GOLDEN === 'write';

let charts: GalleryChart[] = [];
beforeAll(async () => {
  charts = (await galleryCharts()).filter(({ chart }) => 'toPNG' in chart);
  mkdirSync(golden, { recursive: true });
});

/** Numbers to four digits, and embedded charts by their length class only: those the PNG compares. */
function stable(spec: unknown): string {
  const replacer = (_: string, value: unknown) => {
    if (typeof value === 'number') return Number(value.toPrecision(4));
    return typeof value === 'string' && value.startsWith('data:image/png') ? 'data:image/png' : value;
  };
  return `${JSON.stringify(spec, replacer, 1)}\n`;
}

interface Difference {
  size: [number, number];
  /** Share of bytes that differ visibly. */
  share: number;
}

async function difference(actual: Uint8Array, expected: Uint8Array): Promise<Difference> {
  const [a, b] = await Promise.all(
    [actual, expected].map((png) => sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  const size: [number, number] = [a!.info.width - b!.info.width, a!.info.height - b!.info.height];
  if (size.some((pixels) => pixels !== 0)) return { size, share: 1 };
  let differing = 0;
  for (let i = 0; i < a!.data.length; i++) if (Math.abs(a!.data[i]! - b!.data[i]!) > 24) differing++;
  return { size, share: differing / a!.data.length };
}

describe('the gallery', () => {
  it('shows every chart that plot offers', () => {
    const shown = new Set(charts.map(({ name }) => name.split('-')[0]));
    expect(shown.size).toBeGreaterThanOrEqual(26);
  });

  it('keeps every specification', async () => {
    for (const { name, chart } of charts) {
      const spec =
        chart instanceof PlotlyChart ? { data: chart.data, layout: chart.layout } : (chart as Chart).spec;
      await expect(stable(spec), name).toMatchFileSnapshot(`golden/${name}.json`);
    }
  });

  it('embeds less than 200 kB a chart', () => {
    for (const { name, chart } of charts) {
      const spec = chart instanceof PlotlyChart ? chart.data : (chart as Chart).spec;
      expect(JSON.stringify(spec).length, name).toBeLessThan(200_000);
    }
  });

  it('draws every chart as committed', async () => {
    for (const { name, chart } of charts) {
      const png = await chart.toPNG();
      const file = `${golden}${name}.png`;
      if (writing) writeFileSync(file, png);
      const { size, share } = await difference(png, readFileSync(file));
      expect(size, `${name}: width and height`).toEqual([0, 0]);
      expect(share, `${name}: share of bytes that differ`).toBeLessThan(0.01);
    }
  });
});
