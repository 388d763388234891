// Vega-Lite to SVG, in Node. Imported only when a chart is drawn, because Vega takes a while to load.
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { textWidth } from './text-width.js';

/** A Vega-Lite version 5 specification, as plain JSON. */
export type Spec = { readonly [key: string]: unknown };

interface TextItem {
  fontSize?: number;
  fontWeight?: string | number;
}

// Without a canvas Vega guesses 0.8 em a letter, which spaces legends and titles wrongly. Its own hook for that
// is public, but missing in its types.
const { textMetrics } = vega as typeof vega & {
  textMetrics: { width(item: TextItem, text: string): number };
};
textMetrics.width = (item, text) => textWidth(text, item.fontSize ?? 11, isBold(item.fontWeight));

/** Draws a Vega-Lite specification. Vega's complaints are thrown, with its words. */
export async function renderSVG(spec: Spec): Promise<string> {
  const compiled = compile(spec as Spec & TopLevelSpec).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

function isBold(weight: unknown): boolean {
  return weight === 'bold' || Number(weight) >= 600;
}
