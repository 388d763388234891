// A model as a graph of its layers, from inputs at the top to outputs at the bottom.

import { Chart, type Spec } from '../render/chart.js';
import { count } from '../scales/series.js';
import { blue, green, ink, ochre, purple, slate, vermilion } from '../scales/theme.js';
import type { InspectableModel } from './layer-graph.js';
import { type LayerNode, layerGraph, outputShape, parameters } from './layer-graph.js';
import { arrowWays, boxSize, type Place } from './model-arrows.js';

/** Options of `plot.model`. */
export interface ModelOptions {
  /** Above the graph. Default: the model's name, or `Model`. */
  title?: string;
}

/** Colours by what a layer does. */
const families: [pattern: RegExp, color: string, family: string][] = [
  [/^Input/, ink, 'input'],
  [/Conv/, green, 'convolution'],
  [/Pool/, slate, 'pooling'],
  [/Dense|Embedding/, blue, 'dense'],
  [/Dropout|Noise|Normalization/, ochre, 'regularization'],
  [/LSTM|GRU|RNN|Bidirectional/, vermilion, 'recurrent'],
  [/./, purple, 'other'],
];

interface Box extends Place {
  readonly name: string;
  readonly kind: string;
  readonly detail: string;
  readonly family: string;
}

/**
 * Draws a model's layers with their kind, output shape and number of parameters, as Keras' `plot_model`.
 *
 * @throws when the model has no layer
 * @example
 * plot.model(sequential([layers.dense({ units: 8, activation: 'relu', inputShape: [4] }), layers.dense({ units: 3 })]));
 */
export function model(
  network: InspectableModel & { readonly name?: string },
  options: ModelOptions = {},
): Chart {
  const nodes = layerGraph(network);
  if (nodes.length === 0)
    throw new Error('plot.model needs a model with at least one layer. Received one without.');
  const boxes = place(network, nodes);
  const all = nodes.reduce((sum, { layer }) => sum + parameters(layer), 0);
  const title = {
    text: options.title ?? network.name ?? 'Model',
    subtitle: `${count(nodes.length)} layers, ${count(all)} parameters`,
  };
  const placed = [...boxes.values()];
  const ways = arrowWays(nodes, boxes);
  // Arrows may pass the boxes on both sides.
  const left = Math.min(0, ...ways.flat().map(({ x }) => x));
  const right = Math.max(...placed.map(({ x }) => x + boxSize.width), ...ways.flat().map(({ x }) => x));
  const shifted = <T extends { x: number }>(one: T): T => ({ ...one, x: one.x - left });
  return new Chart(
    {
      title,
      width: right - left,
      height: Math.max(...placed.map((box) => box.y)) + boxSize.height,
      layer: [...arrows(ways.map((way) => way.map(shifted))), ...drawn(placed.map(shifted))],
    },
    `${title.text}: ${title.subtitle}. ${placed.map((box) => `${box.kind} ${box.detail}`).join('; ')}`,
  );
}

/** One row for each depth, its layers side by side around the middle. */
function place(network: InspectableModel, nodes: LayerNode[]): Map<LayerNode['layer'], Box> {
  const rows = byDepth(nodes);
  const widest = Math.max(...[...rows.values()].map((row) => row.length));
  const boxes = new Map<LayerNode['layer'], Box>();
  for (const [depth, row] of rows) {
    row.forEach(({ layer }, i) => {
      const column = (widest - row.length) / 2 + i;
      const x = column * (boxSize.width + boxSize.gapX);
      const y = depth * (boxSize.height + boxSize.gapY);
      boxes.set(layer, { ...describe(network, layer), x, y, depth });
    });
  }
  return boxes;
}

function byDepth(nodes: LayerNode[]): Map<number, LayerNode[]> {
  const rows = new Map<number, LayerNode[]>();
  for (const node of nodes) rows.set(node.depth, [...(rows.get(node.depth) ?? []), node]);
  return rows;
}

function describe(
  network: InspectableModel,
  layer: LayerNode['layer'],
): Pick<Box, 'name' | 'kind' | 'detail' | 'family'> {
  const kind = layer.getClassName();
  const weights = parameters(layer);
  return {
    name: fitting(layer.name, kind),
    kind,
    detail: outputShape(network, layer) + (weights > 0 ? ` · ${count(weights)} parameters` : ''),
    family: families.find(([pattern]) => pattern.test(kind))![2],
  };
}

/** As much of the name as stands beside the kind. */
function fitting(name: string, kind: string): string {
  const room = Math.floor((boxSize.width - 40 - kind.length * 7.5) / 6.5);
  if (name.length <= room) return name;
  return room < 5 ? '' : `${name.slice(0, room - 1)}…`;
}

function drawn(boxes: Box[]): Spec[] {
  const values = boxes.map((box) => ({
    ...box,
    x2: box.x + boxSize.width,
    y2: box.y + boxSize.height,
    left: box.x + 14,
    right: box.x + boxSize.width - 10,
    upper: box.y + 16,
    lower: box.y + 32,
  }));
  const used = families.filter(([, , family]) => boxes.some((box) => box.family === family));
  const scale = { domain: used.map(([, , family]) => family), range: used.map(([, color]) => color) };
  const color = { field: 'family', type: 'nominal', scale, legend: null };
  const edges = { x: pixel('x'), y: pixel('y'), y2: { field: 'y2' } };
  const text = (field: string, x: string, y: string, mark: Spec) => ({
    mark: { type: 'text', baseline: 'middle', limit: boxSize.width - 24, ...mark },
    encoding: { text: { field }, x: pixel(x), y: pixel(y) },
  });
  const box = { type: 'rect', cornerRadius: 5, fillOpacity: 0.13, strokeWidth: 1.5, strokeOpacity: 0.8 };
  const frames = {
    data: { values },
    mark: { ...box, tooltip: { content: 'data' } },
    encoding: { ...edges, x2: { field: 'x2' }, fill: color, stroke: color },
  };
  return [
    frames,
    { data: { values }, ...text('kind', 'left', 'upper', { align: 'left', fontWeight: 600, fontSize: 12 }) },
    { data: { values }, ...text('name', 'right', 'upper', { align: 'right' }) },
    { data: { values }, ...text('detail', 'left', 'lower', { align: 'left' }) },
  ];
}

function arrows(ways: { x: number; y: number }[][]): Spec[] {
  if (ways.length === 0) return [];
  const points = ways.flatMap((way, arrow) => way.map((point, step) => ({ ...point, arrow, step })));
  const tips = ways.map((way) => way.at(-1)!).map(({ x, y }) => ({ x, y: y - 1 }));
  const at = { x: pixel('x'), y: pixel('y') };
  const along = { detail: { field: 'arrow' }, order: { field: 'step', type: 'quantitative' } };
  const head = { type: 'point', shape: 'triangle-down', filled: true, size: 50, color: ink, opacity: 1 };
  return [
    {
      data: { values: points },
      mark: { type: 'line', color: ink, strokeWidth: 1.5, strokeJoin: 'round' },
      encoding: { ...at, ...along },
    },
    { data: { values: tips }, mark: head, encoding: at },
  ];
}

function pixel(field: string): Spec {
  return { field, type: 'quantitative', scale: null, axis: null };
}
