// `readJson`: records in a JSON file, in a list or one a line.
import { received } from '../../core/messages.js';
import type { CellValue } from '../column-types.js';
import { table } from '../make-table.js';
import type { Table } from '../table.js';
import { type Opened, openSource, type TableSource } from './source.js';

const where = 'readJson';

/**
 * Reads a table from JSON: a list of rows `[{ "age": 31 }, …]`, columns `{ "age": [31, 22] }`, or one row a line. Dates
 * stay text, which JSON has in their place.
 * @param source a path, an address, bytes, or text of several lines
 * @throws when the file is not there or is not JSON, with its line
 * @example await readJson('{"age": 31}\n{"age": 22}')
 */
export async function readJson<Columns extends object = Record<string, CellValue>>(
  source: TableSource,
): Promise<Table<Columns>>;
export async function readJson(source: TableSource): Promise<Table<never>> {
  const opened = await openSource(where, source);
  const text = new TextDecoder().decode(await opened.bytes());
  return fromValue(opened, parsed(opened, text));
}

function parsed(opened: Opened, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const lines = text.split(/\r?\n/);
    if (
      lines.filter((line) => line.trim() !== '').length > 1 &&
      isJson(lines.find((line) => line.trim() !== '')!)
    )
      return lines.flatMap((line, i) => (line.trim() === '' ? [] : [lineValue(opened, line, i + 1)]));
    throw new Error(`${where}: expected JSON in ${opened.name}. Received: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

function lineValue(opened: Opened, line: string, number: number): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (cause) {
    throw new Error(
      `${where}: expected a row in each line of ${opened.name}. Received: ${(cause as Error).message} in line ${number}.`,
      { cause },
    );
  }
}

function fromValue({ name }: Opened, value: unknown): Table<never> {
  if (Array.isArray(value) || isColumns(value)) return table(value as object[]) as Table<never>;
  if (typeof value === 'object' && value !== null && !holdsLists(value))
    return table([value]) as Table<never>;
  throw new Error(
    `${where}: expected rows [{ "age": 31 }, …] or columns { "age": [31, 22] } in ${name}. Received: ${received(value)}. ` +
      'Take the list out by JSON.parse, and give it to table(…).',
  );
}

function isColumns(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const lists = Object.values(value);
  return (
    lists.length > 0 &&
    lists.every((list) => Array.isArray(list) && list.every((one) => typeof one !== 'object' || one === null))
  );
}

const holdsLists = (value: object): boolean =>
  Object.values(value).some((one) => typeof one === 'object' && one !== null);
