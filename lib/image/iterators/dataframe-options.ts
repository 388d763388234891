// What flowFromDataframe is asked for.
import type { LoadingOptions } from './loading-options.js';
import type { ClassMode } from './targets.js';

/** A row by column. @inline */
export type TableRow = Readonly<Record<string, unknown>>;

/**
 * As for folders, and `raw`: y holds the numbers of the column, or columns, `yCol`; `multiOutput`: y is a list with a
 * tensor for each of the columns `yCol`. For `categorical` a row's class may be a list of classes.
 * @inline
 */
export type TableClassMode = ClassMode | 'raw' | 'multiOutput';

/** Options of `ImageDataGenerator.flowFromDataframe`. */
export interface DataframeFlowOptions extends LoadingOptions {
  /** The folder that file names start from. Default: the current one. */
  readonly directory?: string;
  /** The column with the file names. Default: 'filename'. */
  readonly xCol?: string;
  /** The column with the class names; for 'raw' the column, or columns, with numbers; for 'multiOutput' a list of columns. Default: 'class'. */
  readonly yCol?: string | readonly string[];
  /** The column with sample weights. Default: none. */
  readonly weightCol?: string;
  /** The classes to take, in the order of their numbers. Default: all, by name. */
  readonly classes?: readonly string[];
  /** What y is. Default: 'categorical'. */
  readonly classMode?: TableClassMode;
  /** Leaves out rows whose file does not exist or is not an image by its name. Default: true. */
  readonly validateFilenames?: boolean;
}
