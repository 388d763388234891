// Images in rows, each with a caption: what plot.images, predictions, filters and feature maps have in common.
import type { Spec } from '../render/chart.js';
import { type Pixels, pngURL } from './pixels.js';

export interface Cell {
  pixels: Pixels;
  caption?: string | undefined;
  /** The colour of a line around it. Default: none. */
  frame?: string | undefined;
}

/** The specification of the grid, to be completed by a title. */
export function imageGrid(cells: readonly Cell[], columns: number, size: number): Spec {
  const captioned = cells.some((cell) => cell.caption);
  const lines = Math.max(1, ...cells.map((cell) => cell.caption?.split('\n').length ?? 1));
  const step = { x: size + (captioned ? 14 : 8), y: size + (captioned ? 12 + 14 * lines : 8) };
  const values = cells.map(({ pixels, caption = '', frame }, i) => ({
    url: pngURL(pixels),
    x: (i % columns) * step.x,
    y: Math.floor(i / columns) * step.y,
    middle: (i % columns) * step.x + size / 2,
    below: Math.floor(i / columns) * step.y + size + 6,
    caption: caption.split('\n'),
    ...(frame ? { frame } : {}),
  }));
  const image = {
    mark: {
      type: 'image',
      width: size,
      height: size,
      align: 'left',
      baseline: 'top',
      smooth: false,
      aria: false,
    },
    encoding: { x: place('x'), y: place('y'), url: { field: 'url' }, tooltip: null },
  };
  const text = {
    mark: { type: 'text', align: 'center', baseline: 'top', lineHeight: 14, limit: step.x - 2 },
    encoding: {
      x: place('middle'),
      y: place('below'),
      text: { field: 'caption' },
    },
  };
  return {
    width: Math.min(columns, cells.length) * step.x,
    height: Math.ceil(cells.length / columns) * step.y,
    data: { values },
    layer: [image, ...frames(cells, size), ...(captioned ? [text] : [])],
  };
}

/** Just outside the images, of which they hide nothing. */
function frames(cells: readonly Cell[], size: number): Spec[] {
  if (!cells.some(({ frame }) => frame)) return [];
  const line = 3;
  const mark = {
    type: 'rect',
    width: size + line,
    height: size + line,
    xOffset: size / 2,
    yOffset: size / 2,
    fill: null,
    strokeWidth: line,
    aria: false,
  };
  return [
    {
      transform: [{ filter: 'isValid(datum.frame)' }],
      mark,
      encoding: {
        x: place('x'),
        y: place('y'),
        stroke: { field: 'frame', type: 'nominal', scale: null },
        tooltip: null,
      },
    },
  ];
}

/** A column that holds pixels already. */
function place(field: string): Spec {
  return { field, type: 'quantitative', scale: null, axis: null };
}
