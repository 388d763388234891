// The rows of a CSV text by their lines, for messages that name a line: looked at only where something is odd.

/** For each row: the line it begins in (from 1), and how many values it has; 0 for an empty line. */
export interface ScannedRows {
  readonly lines: number[];
  readonly widths: number[];
}

export interface Layout {
  /** Codes of the characters. */
  readonly separator: number;
  /** Lines at the beginning that are no rows. */
  readonly skip: number;
  readonly comment?: string;
}

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** All rows, the header among them. */
export function scanRows(bytes: Uint8Array, { separator, skip, comment }: Layout): ScannedRows {
  const rows: ScannedRows = { lines: [], widths: [] };
  const marker = comment === undefined ? undefined : Buffer.from(comment);
  let line = 1;
  let start = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
  const lastBreak = bytes.includes(lineFeed) ? lineFeed : carriageReturn;
  while (start < bytes.length) {
    const row = scanRow(bytes, start, separator, lastBreak);
    if (line > skip && !(marker && startsWith(bytes, start, marker))) {
      rows.lines.push(line);
      rows.widths.push(row.width);
    }
    line += row.breaks;
    start = row.end;
  }
  return rows;
}

/** One row: a quoted value may hold separators and line breaks. */
function scanRow(
  bytes: Uint8Array,
  start: number,
  separator: number,
  lastBreak: number,
): { end: number; width: number; breaks: number } {
  let width = 1;
  let breaks = 1;
  let quoted = false;
  let place = start;
  for (; place < bytes.length; place++) {
    const byte = bytes[place];
    if (byte === quote) quoted = !quoted;
    else if (byte === lastBreak && !quoted) break;
    else if (byte === lastBreak) breaks += 1;
    else if (byte === separator && !quoted) width += 1;
  }
  const isEmpty = place === start || (place === start + 1 && bytes[start] === carriageReturn);
  return { end: place + 1, width: isEmpty ? 0 : width, breaks };
}

function startsWith(bytes: Uint8Array, start: number, marker: Uint8Array): boolean {
  return marker.every((byte, i) => bytes[start + i] === byte);
}
