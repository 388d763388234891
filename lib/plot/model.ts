// A model as a graph of its layers, from inputs at the top to outputs at the bottom.
import { Chart, type Spec } from './chart.js';
import { type LayerNode, layerGraph, outputShape, parameters } from './layer-graph.js';
import type { InspectableModel } from './layer-outputs.js';
import { count } from './series.js';
import { blue, green, ink, ochre, purple, slate, vermilion } from './theme.js';

/** Options of `plot.model`. */
export interface ModelOptions {
  /** Above the graph. Default: the model's name, or `Model`. */
  title?: string;
}

const BOX = { width: 250, height: 44, gapX: 24, gapY: 26 };

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

interface Box {
  name: string;
  kind: string;
  detail: string;
  family: string;
  x: number;
  y: number;
  middle: number;
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
  const boxes = place(nodes);
  const all = nodes.reduce((sum, { layer }) => sum + parameters(layer), 0);
  const title = {
    text: options.title ?? network.name ?? 'Model',
    subtitle: `${count(nodes.length)} layers, ${count(all)} parameters`,
  };
  const placed = [...boxes.values()];
  return new Chart(
    {
      title,
      width: Math.max(...placed.map((box) => box.x)) + BOX.width,
      height: Math.max(...placed.map((box) => box.y)) + BOX.height,
      layer: [...arrows(nodes, boxes), ...drawn(placed)],
    },
    `${title.text}: ${title.subtitle}. ${placed.map((box) => `${box.kind} ${box.detail}`).join('; ')}`,
  );
}

/** One row for each depth, its layers side by side around the middle. */
function place(nodes: LayerNode[]): Map<LayerNode['layer'], Box> {
  const rows = byDepth(nodes);
  const widest = Math.max(...[...rows.values()].map((row) => row.length));
  const boxes = new Map<LayerNode['layer'], Box>();
  for (const [depth, row] of rows) {
    row.forEach(({ layer }, i) => {
      const column = (widest - row.length) / 2 + i;
      const x = column * (BOX.width + BOX.gapX);
      const y = depth * (BOX.height + BOX.gapY);
      boxes.set(layer, { ...describe(layer), x, y, middle: x + BOX.width / 2 });
    });
  }
  return boxes;
}

function byDepth(nodes: LayerNode[]): Map<number, LayerNode[]> {
  const rows = new Map<number, LayerNode[]>();
  for (const node of nodes) rows.set(node.depth, [...(rows.get(node.depth) ?? []), node]);
  return rows;
}

function describe(layer: LayerNode['layer']): Pick<Box, 'name' | 'kind' | 'detail' | 'family'> {
  const kind = layer.getClassName();
  const weights = parameters(layer);
  return {
    name: layer.name,
    kind,
    detail: outputShape(layer) + (weights > 0 ? ` · ${count(weights)} parameters` : ''),
    family: families.find(([pattern]) => pattern.test(kind))![2],
  };
}

function drawn(boxes: Box[]): Spec[] {
  const values = boxes.map((box) => ({
    ...box,
    x2: box.x + BOX.width,
    y2: box.y + BOX.height,
    left: box.x + 14,
    right: box.x + BOX.width - 10,
    upper: box.y + 16,
    lower: box.y + 32,
  }));
  const used = families.filter(([, , family]) => boxes.some((box) => box.family === family));
  const scale = { domain: used.map(([, , family]) => family), range: used.map(([, color]) => color) };
  const color = { field: 'family', type: 'nominal', scale, legend: null };
  const edges = { x: pixel('x'), y: pixel('y'), y2: { field: 'y2' } };
  const text = (field: string, x: string, y: string, mark: Spec) => ({
    mark: { type: 'text', baseline: 'middle', limit: BOX.width - 24, ...mark },
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
    { data: { values }, ...text('name', 'right', 'upper', { align: 'right', limit: 110 }) },
    { data: { values }, ...text('detail', 'left', 'lower', { align: 'left' }) },
  ];
}

function arrows(nodes: LayerNode[], boxes: Map<LayerNode['layer'], Box>): Spec[] {
  const values = nodes.flatMap(({ layer, sources }) =>
    sources.map((source) => {
      const [from, to] = [boxes.get(source)!, boxes.get(layer)!];
      return { x: from.middle, y: from.y + BOX.height, x2: to.middle, y2: to.y - 4, tip: to.y - 5 };
    }),
  );
  if (values.length === 0) return [];
  const line = { x: pixel('x'), y: pixel('y'), x2: { field: 'x2' }, y2: { field: 'y2' } };
  const head = { type: 'point', shape: 'triangle-down', filled: true, size: 50, color: ink, opacity: 1 };
  return [
    { data: { values }, mark: { type: 'rule', strokeWidth: 1.5 }, encoding: line },
    { data: { values }, mark: head, encoding: { x: pixel('x2'), y: pixel('tip') } },
  ];
}

function pixel(field: string): Spec {
  return { field, type: 'quantitative', scale: null, axis: null };
}
