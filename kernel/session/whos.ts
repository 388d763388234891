// `whos`: the notebook's variables, each with what it is, its shape and its size.
import { displaySymbol, isTensor } from '../../lib/kernel-door.js';

/** One variable. */
export interface Variable {
  name: string;
  /** A tensor's type, else the class of the value: `Tensor float32`, `Table`, `Array`, `number`. */
  type: string;
  /** `[60000, 784]`; a list's or text's length; empty where there is none. */
  shape: string;
  /** The bytes of a tensor or typed array; undefined for others. */
  bytes: number | undefined;
}

/** What the converter adds. */
const hidden = /^(__esModule|__tensorcell|tsLastExpr\d*)$/;

let variables: Readonly<Record<string, unknown>> = {};

/** Called once: where cells keep their variables. */
export function connectVariables(all: Readonly<Record<string, unknown>>): void {
  variables = all;
}

/**
 * The notebook's variables, by name: type, shape and size of each. On a cell's last line it is shown as a table.
 *
 * @example
 * const x = tf.zeros([2, 3]);
 * whos();
 */
export function whos(): Variable[] {
  const all = variableNames().map((name) => describe(name, variables[name]));
  return Object.defineProperty(all, displaySymbol, { value: () => bundleOf(all) });
}

/** Of the notebook's variables, in the order of the alphabet. */
export function variableNames(): string[] {
  const isVariable = (name: string) => /^[\p{L}_$]/u.test(name) && !hidden.test(name);
  return Object.keys(variables).filter(isVariable).sort();
}

/** What a variable is, its shape and its size. */
export function describe(name: string, value: unknown): Variable {
  if (isTensor(value)) {
    const { shape, dtype, isDisposed } = value;
    const size = shape.reduce((product, length) => product * length, 1);
    const bytes = isDisposed || dtype === 'string' ? undefined : size * bytesOf(dtype);
    return {
      name,
      type: `Tensor ${dtype}${isDisposed ? ' (disposed)' : ''}`,
      shape: `[${shape.join(', ')}]`,
      bytes,
    };
  }
  return {
    name,
    type: typeName(value),
    shape: shapeOf(value),
    bytes: ArrayBuffer.isView(value) ? value.byteLength : undefined,
  };
}

const bytesOf = (dtype: string): number => (dtype === 'bool' ? 1 : dtype === 'complex64' ? 8 : 4);

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' ? name : 'object';
}

function shapeOf(value: unknown): string {
  if (typeof value === 'string') return `[${value.length}]`;
  if (typeof value !== 'object' || value === null) return '';
  const { rowCount, columns, length, size } = value as Partial<
    Record<'rowCount' | 'columns' | 'length' | 'size', unknown>
  >;
  if (typeof rowCount === 'number' && Array.isArray(columns)) return `[${rowCount}, ${columns.length}]`;
  if (Array.isArray(value)) return listShape(value);
  const count = typeof length === 'number' ? length : size;
  return typeof count === 'number' ? `[${count}]` : '';
}

/** Of lists in lists, as the first of them are. */
function listShape(list: readonly unknown[]): string {
  const lengths: number[] = [];
  for (let part: unknown = list; Array.isArray(part); part = part[0]) lengths.push(part.length);
  return `[${lengths.join(', ')}]`;
}

const heads = ['name', 'type', 'shape', 'size'];

function bundleOf(all: readonly Variable[]): Record<string, string> {
  const rows = all.map(({ name, type, shape, bytes }) => [
    name,
    type,
    shape,
    bytes === undefined ? '' : sizeText(bytes),
  ]);
  if (rows.length === 0) return { 'text/plain': 'No variables yet.' };
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  const lines = [heads, ...rows].map((row) =>
    row
      .map((text, i) => text.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return {
    'text/plain': lines.join('\n'),
    'text/html': `<table>${[heads, ...rows].map(htmlRow).join('')}</table>`,
  };
}

function htmlRow(row: readonly string[], place: number): string {
  const tag = place === 0 ? 'th' : 'td';
  const cells = row.map(
    (text) =>
      `<${tag} style="text-align:left">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${tag}>`,
  );
  return `<tr>${cells.join('')}</tr>`;
}

function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${units[step]}`;
}
