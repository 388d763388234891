// model.summary: the layers as a table, with Keras' columns and numbers.
import { host, type MimeBundle } from '../host.js';
import { tf } from '../tf.js';
import { ensureBuilt, internals, type LayerVariable } from './internals.js';
import { callsOf } from './layers-of.js';

type Shape = (number | null)[];

interface Row {
  layer: string;
  shape: string;
  parameters: string;
  /** Layers whose outputs come in; empty for a plain sequence. */
  from: string;
}

/** Shows the table: Markdown in a notebook, text elsewhere. */
export function showSummary(model: tf.LayersModel): void {
  host().display(summaryOf(model));
}

export function summaryOf(model: tf.LayersModel): MimeBundle {
  ensureBuilt(model);
  const inSequence = model instanceof tf.Sequential;
  const rows = model.layers.map((layer) => rowOf(layer, inSequence ? [] : inboundNames(model, layer)));
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

function rowOf(layer: tf.layers.Layer, inbound: string[]): Row {
  return {
    layer: `${layer.name} (${layer.getClassName()})`,
    shape: shapeText(layer.outputShape as Shape | Shape[]),
    parameters: layer.countParams().toLocaleString('en-US'),
    from: inbound.join(', '),
  };
}

function inboundNames(model: tf.LayersModel, layer: tf.layers.Layer): string[] {
  return callsOf(model, layer).flatMap((call) => call.inboundLayers.map(({ name }) => name));
}

function shapeText(shape: Shape | Shape[]): string {
  if (Array.isArray(shape[0])) return (shape as Shape[]).map(shapeText).join(', ');
  return `(${(shape as Shape).map((size) => size ?? 'None').join(', ')})`;
}

function totalsOf(model: tf.LayersModel): string[] {
  const { trainableWeights, nonTrainableWeights } = internals(model);
  const trainable = sizeOf(trainableWeights);
  const fixed = sizeOf(nonTrainableWeights);
  return [
    `Total parameters: ${sized(trainable + fixed)}`,
    `Trainable parameters: ${sized(trainable)}`,
    `Non-trainable parameters: ${sized(fixed)}`,
  ];
}

/** Each variable once, also when layers share it. */
function sizeOf(weights: LayerVariable[]): number {
  const sizes = new Map(
    weights.map(({ name, shape }) => [name, shape.reduce<number>((n, size) => n * size!, 1)]),
  );
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

function sized(parameters: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let bytes = parameters * 4;
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
