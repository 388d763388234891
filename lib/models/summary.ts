// model.summary: the layers as a table, with Keras' columns and numbers.

import type { Layer } from '../core/layer.js';
import type { Network } from '../core/network.js';
import type { Shape } from '../core/shape.js';
import type { LayerVariable } from '../core/variable.js';
import { host, type MimeBundle } from '../host.js';

interface Row {
  layer: string;
  shape: string;
  parameters: string;
  /** Layers whose outputs come in; empty for a plain sequence. */
  from: string;
}

/** Shows the table: Markdown in a notebook, text elsewhere. */
export function showSummary(model: Network): void {
  host().display(summaryOf(model));
}

export function summaryOf(model: Network): MimeBundle {
  const inSequence = model.stack !== undefined;
  // Layers in sequence can be told before the shape of their input is; the graph says what else is missing.
  const isOpen = inSequence && !model.isDescribed && model.layers.length > 0;
  const graph = isOpen ? undefined : model.graph;
  const rows = model.layers.map((layer) => {
    if (!graph) return openRowOf(layer);
    const calls = graph.callsOf(layer);
    const inbound = inSequence
      ? []
      : calls.flatMap(({ inboundLayers }) => inboundLayers.map(({ name }) => name));
    return rowOf(
      layer,
      calls[0]!.outputTensors.map(({ shape }) => shape),
      inbound,
    );
  });
  const columns = columnsFor(rows);
  const totals = totalsOf(model);
  const title = `Model: "${model.name}"`;
  return {
    'text/markdown': [
      `**${title}**`,
      '',
      markdown(rows, columns),
      '',
      totals.map((line) => `${line}  `).join('\n'),
    ].join('\n'),
    'text/plain': [title, plain(rows, columns), ...totals].join('\n'),
  };
}

const headings: Record<keyof Row, string> = {
  layer: 'Layer (type)',
  shape: 'Output shape',
  parameters: 'Parameters',
  from: 'Connected to',
};

function columnsFor(rows: Row[]): (keyof Row)[] {
  const plainSequence = rows.every(({ from }) => from === '');
  return plainSequence ? ['layer', 'shape', 'parameters'] : ['layer', 'shape', 'parameters', 'from'];
}

function rowOf(layer: Layer, shapes: Shape[], inbound: string[]): Row {
  return {
    layer: `${layer.name} (${layer.getClassName()})`,
    shape: shapes.map(shapeText).join(', '),
    parameters: sizeOf(layer.weights).toLocaleString('en-US'),
    from: inbound.join(', '),
  };
}

/** As Keras has it: what is not built has no shape and no weights yet. */
function openRowOf(layer: Layer): Row {
  return { ...rowOf(layer, [], []), shape: '?', ...(layer.built ? {} : { parameters: '0 (unbuilt)' }) };
}

function shapeText(shape: Shape): string {
  return `(${shape.map((size) => size ?? 'None').join(', ')})`;
}

function totalsOf({ trainableWeights: trainable, nonTrainableWeights: fixed }: Network): string[] {
  return [
    `Total parameters: ${sized([...trainable, ...fixed])}`,
    `Trainable parameters: ${sized(trainable)}`,
    `Non-trainable parameters: ${sized(fixed)}`,
  ];
}

function sizeOf(weights: LayerVariable[]): number {
  return weights.reduce((sum, { shape }) => sum + shape.reduce<number>((n, size) => n * size!, 1), 0);
}

/** In bytes as in Keras and its files: whole numbers of 8 bits are one each. */
const bytesOf = (weights: LayerVariable[]): number =>
  weights.reduce((sum, weight) => sum + sizeOf([weight]) * (weight.fileType === 'int8' ? 1 : 4), 0);

function sized(weights: LayerVariable[]): string {
  const parameters = sizeOf(weights);
  const units = ['B', 'KB', 'MB', 'GB'];
  let bytes = bytesOf(weights);
  let unit = 0;
  for (; bytes >= 1024 && unit < units.length - 1; unit++) bytes /= 1024;
  return `${parameters.toLocaleString('en-US')} (${bytes.toFixed(2)} ${units[unit]})`;
}

function markdown(rows: Row[], columns: (keyof Row)[]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map((column) => (column === 'parameters' ? '---:' : '---'));
  return [
    line(columns.map((column) => headings[column])),
    line(rule),
    ...rows.map((row) => line(columns.map((column) => row[column]))),
  ].join('\n');
}

function plain(rows: Row[], columns: (keyof Row)[]): string {
  const width = (column: keyof Row): number =>
    Math.max(headings[column].length, ...rows.map((row) => row[column].length));
  const line = (row: Record<keyof Row, string>): string =>
    columns
      .map((column) =>
        column === 'parameters' ? row[column].padStart(width(column)) : row[column].padEnd(width(column)),
      )
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(columns.reduce((sum, column) => sum + width(column) + 2, -2));
  return [rule, line(headings), rule, ...rows.map(line), rule].join('\n');
}
