// The width of a text in the bundled font, read from the font file itself: Vega lays out legends, titles and
// overlapping labels by it. Two tables of the format are needed: `cmap` (letter to glyph) and `hmtx` (widths).
import { readFileSync } from 'node:fs';
import { fontFiles } from './fonts.js';

interface Font {
  unitsPerEm: number;
  /** Advance width by code point, in font units. */
  advance: Map<number, number>;
}

let fonts: [Font, Font] | undefined;

/** Width in pixels. A letter the font lacks counts as one em. */
export function textWidth(text: string, size: number, bold: boolean): number {
  fonts ??= fontFiles().map((path) => parseFont(readFileSync(path))) as [Font, Font];
  const { unitsPerEm, advance } = fonts[bold ? 1 : 0];
  let width = 0;
  for (const letter of String(text)) width += advance.get(letter.codePointAt(0)!) ?? unitsPerEm;
  return (width * size) / unitsPerEm;
}

function parseFont(file: Buffer): Font {
  const tables = tableOffsets(file);
  const glyphs = readGlyphs(file, tables.cmap!);
  const longMetrics = file.readUInt16BE(tables.hhea! + 34);
  const widthOf = (glyph: number) => file.readUInt16BE(tables.hmtx! + 4 * Math.min(glyph, longMetrics - 1));
  return {
    unitsPerEm: file.readUInt16BE(tables.head! + 18),
    advance: new Map(glyphs.map(([code, glyph]) => [code, widthOf(glyph)])),
  };
}

function tableOffsets(file: Buffer): Record<string, number> {
  const entries = Array.from({ length: file.readUInt16BE(4) }, (_, i) => 12 + 16 * i);
  return Object.fromEntries(
    entries.map((at) => [file.toString('latin1', at, at + 4), file.readUInt32BE(at + 8)]),
  );
}

/** Pairs of code point and glyph from the `cmap` subtable of format 4, which covers what the fonts here hold. */
function readGlyphs(file: Buffer, cmap: number): [code: number, glyph: number][] {
  const table = subtableOfFormat4(file, cmap);
  const doubled = file.readUInt16BE(table + 6);
  const [ends, starts, deltas, ranges] = [14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled].map(
    (x) => table + x,
  );
  const pairs: [number, number][] = [];
  for (let i = 0; i < doubled; i += 2) {
    const delta = file.readUInt16BE(deltas! + i);
    const range = file.readUInt16BE(ranges! + i);
    const start = file.readUInt16BE(starts! + i);
    for (let code = start; code <= file.readUInt16BE(ends! + i) && code < 0xffff; code++) {
      const listed = range ? file.readUInt16BE(ranges! + i + range + 2 * (code - start)) : code;
      if (listed) pairs.push([code, (listed + delta) & 0xffff]);
    }
  }
  return pairs;
}

function subtableOfFormat4(file: Buffer, cmap: number): number {
  const count = file.readUInt16BE(cmap + 2);
  const offsets = Array.from({ length: count }, (_, i) => cmap + file.readUInt32BE(cmap + 8 + 8 * i));
  const found = offsets.find((at) => file.readUInt16BE(at) === 4);
  if (found === undefined) throw new Error('The bundled font has no cmap subtable of format 4.');
  return found;
}
