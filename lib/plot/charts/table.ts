// A table of objects as a table.
import { describe } from '../../data/describe.js';
import { RowTable } from '../../data/row-table.js';
import { type Displayable, displaySymbol, host, type MimeBundle } from '../../host.js';
import { count } from '../scales/series.js';
import type { Row, Rows } from './table-data.js';

/** Options of `plot.table`. */
export interface TableViewOptions {
  /** Above the table. Default: none. */
  title?: string;
  /** Columns in their order. Default: all, as they first appear. */
  columns?: readonly string[];
  /** Digits after the point for numbers that are not whole. Default: up to five significant digits. */
  digits?: number;
  /** At most so many rows. Default: 50. */
  limit?: number;
}

/**
 * Rows and columns of text, numbers to the right.
 * @example
 * const table = plot.table([{ model: 'Original', loss: 0.1349 }]);
 * await table.show();
 */
export class Table implements Displayable {
  readonly #numeric: readonly boolean[];
  readonly #note: string;
  readonly #title: string;

  constructor(
    readonly columns: readonly string[],
    readonly cells: readonly (readonly string[])[],
    numeric: readonly boolean[],
    note: string,
    title: string,
  ) {
    this.#numeric = numeric;
    this.#note = note;
    this.#title = title;
  }

  /** Shows the table now. With a `displayId` shown before, replaces what stands there. */
  async show(options: { displayId?: string } = {}): Promise<void> {
    host().display(this[displaySymbol](), options);
  }

  toString(): string {
    const rows = [this.columns, ...this.cells];
    const widths = this.columns.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)));
    const pad = (text: string, c: number) =>
      this.#numeric[c] ? text.padStart(widths[c]!) : text.padEnd(widths[c]!);
    return [
      ...rows.map((row) => row.map(pad).join('  ').trimEnd()),
      ...(this.#note ? [this.#note] : []),
    ].join('\n');
  }

  [displaySymbol](): MimeBundle {
    return { 'text/html': this.#html(), 'text/plain': this.toString() };
  }

  #html(): string {
    const align = (c: number) => ` style="text-align:${this.#numeric[c] ? 'right' : 'left'}"`;
    const row = (texts: readonly string[], tag: 'th' | 'td') =>
      `<tr>${texts.map((text, c) => `<${tag}${align(c)}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
    const body = this.cells.map((texts) => row(texts, 'td')).join('');
    const note = this.#note ? `<p>${escapeHtml(this.#note)}</p>` : '';
    const caption = this.#title ? `<p><strong>${escapeHtml(this.#title)}</strong></p>` : '';
    return `${caption}<table><thead>${row(this.columns, 'th')}</thead><tbody>${body}</tbody></table>${note}`;
  }
}

/**
 * Shows objects as a table.
 *
 * @throws when it is not a list of objects
 * @example
 * plot.table([{ model: 'Original', loss: 0.1349, accuracy: 0.98 }, { model: 'Dropout', loss: 0.0704, accuracy: 0.9829 }]);
 */
export function table(given: Rows, options: TableViewOptions = {}): Table {
  const rows: readonly Row[] = given instanceof RowTable ? given.records() : given;
  if (!Array.isArray(rows))
    throw new Error(`plot.table expects rows: [{ a: 1 }, …]. Received: ${describe(rows)}.`);
  const { limit = 50, digits } = options;
  const columns = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const shown = rows.slice(0, limit);
  const cells = shown.map((row) => columns.map((column) => cellText(row[column], digits)));
  const numeric = columns.map((column) => shown.some((row) => typeof row[column] === 'number'));
  const note = shown.length < rows.length ? `${count(limit)} of ${count(rows.length)} rows` : '';
  return new Table(columns, cells, numeric, note, options.title ?? '');
}

function cellText(value: unknown, digits: number | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  return digits === undefined ? String(Number(value.toPrecision(5))) : value.toFixed(digits);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
