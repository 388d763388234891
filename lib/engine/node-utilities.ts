// Parts of Node's `util` that newer Nodes dropped and the TensorFlow.js Node backend still calls.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Supplies `util.isNullOrUndefined` and `util.isArray` (gone since Node 23) where they are missing. */
export function supplyRemovedUtilities(): void {
  const util = require('node:util') as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
