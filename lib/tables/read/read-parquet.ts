// `readParquet`: a table as Python's tools save it, with its types.
import type { CellValue } from '../column-types.js';
import { typeOf } from '../column-types.js';
import { marked, polars } from '../polars.js';
import { Table } from '../table.js';
import { openSource, type TableSource } from './source.js';
import { withoutNaN } from './typed.js';

const where = 'readParquet';

/**
 * Reads a table from a Parquet file.
 * @param source a path, an address, or bytes
 * @throws when the file is not there or is not Parquet
 * @example
 * await table({ age: [31, 22] }).saveParquet('people.parquet');
 * await readParquet('people.parquet');
 */
export async function readParquet<Columns extends object = Record<string, CellValue>>(
  source: TableSource,
): Promise<Table<Columns>> {
  const opened = await openSource(where, source);
  if (Buffer.from(opened.head.subarray(0, 4)).toString('latin1') !== 'PAR1')
    throw new Error(
      `${where}: expected a Parquet file. Received: ${opened.name}, which is none. Is it for readCsv or readJson?`,
    );
  const pl = polars();
  try {
    const frame = marked(pl.readParquet(opened.path ?? Buffer.from(await opened.bytes())));
    const columns = frame.getColumns().map((column) => {
      const { variant } = column.dtype;
      if (variant === 'Categorical') return column.cast(pl.Utf8);
      return typeOf(column.dtype) === 'number' && variant.startsWith('Float') ? withoutNaN(column) : column;
    });
    return new Table(pl.DataFrame(columns));
  } catch (cause) {
    const reason = (cause as Error).message.split('\n')[0]!.replace(/\.$/, '');
    throw new Error(
      `${where}: expected a whole Parquet file. Received: ${opened.name}, which cannot be read (${reason}).`,
      {
        cause,
      },
    );
  }
}
