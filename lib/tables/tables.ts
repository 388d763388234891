// Tables: one's own data, from a file to a model.
export type { CellValue, ColumnType } from './column-types.js';
export { type ColumnValues, table, type ValueIn } from './make-table.js';
export type { Aggregate } from './ops/group.js';
export type { JoinOptions } from './ops/join.js';
export type { Filling } from './ops/missing.js';
export type { CsvOptions } from './read/csv-options.js';
export { readCsv } from './read/read-csv.js';
export { readJson } from './read/read-json.js';
export { readParquet } from './read/read-parquet.js';
export type { TableSource } from './read/source.js';
export {
  type Aggregated,
  GroupedTable,
  type OneHotOptions,
  type SampleOptions,
  type SortOptions,
  Table,
  type Without,
} from './table.js';
