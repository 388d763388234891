// How a table looks: its first and last rows, with the columns' types and how many values are missing.
import type { DataFrame } from 'nodejs-polars';
import { type CellValue, type ColumnType, typeOf, valuesOf } from '../column-types.js';
import { columnOf, namesOf } from '../polars.js';

/** What is shown of a table. */
export interface View {
  readonly heads: readonly { name: string; type: ColumnType; missing: number }[];
  /** Row numbers and texts; undefined stands for rows left out. */
  readonly rows: readonly ({ place: number; cells: readonly (string | null)[] } | undefined)[];
  readonly note: string;
}

/** Up to so many rows are shown whole; of more, both ends. */
const shownWhole = 20;
const shownEnds = 5;
const shownColumns = 20;

export function viewOf(frame: DataFrame, limit = shownWhole): View {
  const { height, width } = frame;
  const columns = namesOf(frame);
  const names = width > shownColumns ? [...columns.slice(0, 10), ...columns.slice(-10)] : columns;
  const whole = height <= limit;
  const ends = limit < shownWhole ? Math.max(1, Math.ceil(limit / 2)) : shownEnds;
  const head = rowsOf(frame, names, 0, whole ? height : ends);
  const rows = whole ? head : [...head, undefined, ...rowsOf(frame, names, height - ends, ends)];
  const left = width > shownColumns ? `, ${width - names.length} of them in the middle not shown` : '';
  return {
    heads: names.map((name) => headOf(frame, name)),
    rows,
    note: `${count(height, 'row')}, ${count(width, 'column')}${left}`,
  };
}

function headOf(frame: DataFrame, name: string): View['heads'][number] {
  const column = columnOf(frame, name);
  return { name, type: typeOf(column.dtype), missing: column.nullCount() };
}

function rowsOf(frame: DataFrame, names: readonly string[], from: number, length: number): View['rows'] {
  const part = frame.slice(from, length);
  const columns = names.map((name) => valuesOf(columnOf(part, name)));
  const withTime = columns.map((values) => values.some(hasTime));
  return Array.from({ length: part.height }, (_, row) => ({
    place: from + row,
    cells: columns.map((values, i) => cellText(values[row]!, withTime[i]!)),
  }));
}

const hasTime = (value: CellValue): boolean => value instanceof Date && value.getTime() % 86_400_000 !== 0;

function cellText(value: CellValue, withTime: boolean): string | null {
  if (value === null) return null;
  if (value instanceof Date)
    return value
      .toISOString()
      .slice(0, withTime ? 19 : 10)
      .replace('T', ' ');
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === 'object') return JSON.stringify(value);
  return cut(String(value).replace(/\s+/g, ' '));
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}

const isRight = (type: ColumnType): boolean => type === 'number';

/** Aligned columns, a headline of types, and what is missing. */
export function textOf({ heads, rows, note }: View): string {
  const places = rows.map((row) => (row ? String(row.place) : '…'));
  const lead = ['', '', ...(anyMissing(heads) ? ['missing'] : []), ...places];
  const columns = heads.map(({ name, type, missing }, i) => {
    const cells = rows.map((row) => (row ? (row.cells[i] ?? '–') : '…'));
    return [name, type, ...(anyMissing(heads) ? [missing === 0 ? '' : String(missing)] : []), ...cells];
  });
  const all = [
    { texts: lead, right: true },
    ...columns.map((texts, i) => ({ texts, right: isRight(heads[i]!.type) })),
  ];
  const padded = all.map(({ texts, right }) => padAll(texts, right));
  const lines = lead.map((_, line) =>
    padded
      .map((texts) => texts[line]!)
      .join('  ')
      .trimEnd(),
  );
  return [...lines, note].join('\n');
}

const anyMissing = (heads: View['heads']): boolean => heads.some(({ missing }) => missing > 0);

function padAll(texts: readonly string[], right: boolean): string[] {
  const width = Math.max(...texts.map(widthOf));
  return texts.map((text) => {
    const space = ' '.repeat(width - widthOf(text));
    return right ? space + text : text + space;
  });
}

/** Korean, Chinese and Japanese letters take two places of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  );
}

/** Colours are the page's own, faded, so that it reads in both themes. */
export function htmlOf({ heads, rows, note }: View): string {
  const faded = 'opacity:0.65;font-weight:normal';
  const align = (type: ColumnType): string => `text-align:${isRight(type) ? 'right' : 'left'}`;
  const head = heads
    .map(({ name, type, missing }) => {
      const gap = missing === 0 ? '' : `<br>${missing.toLocaleString('en')} missing`;
      return `<th style="${align(type)};vertical-align:top">${escaped(name)}<br><span style="${faded}">${type}${gap}</span></th>`;
    })
    .join('');
  const body = rows.map((row) => htmlRow(row, heads, align, faded)).join('');
  return (
    `<div style="overflow-x:auto"><table><thead><tr><th></th>${head}</tr></thead><tbody>${body}</tbody></table></div>` +
    `<p style="${faded}">${note}</p>`
  );
}

function htmlRow(
  row: View['rows'][number],
  heads: View['heads'],
  align: (type: ColumnType) => string,
  faded: string,
): string {
  if (!row)
    return `<tr><th style="${faded}">…</th>${heads.map(({ type }) => `<td style="${align(type)}">…</td>`).join('')}</tr>`;
  const cells = row.cells.map((text, i) => {
    const shown = text === null ? `<span style="${faded}" title="missing">–</span>` : escaped(text);
    return `<td style="${align(heads[i]!.type)}">${shown}</td>`;
  });
  return `<tr><th style="${faded}">${row.place}</th>${cells.join('')}</tr>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
