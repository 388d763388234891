// Parts of Node's `util` that the TensorFlow.js Node backend calls: deprecated with a warning each, and gone since
// Node 23.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Puts plain functions in the place of `util.isNullOrUndefined` and `util.isArray`. */
export function supplyRemovedUtilities(): void {
  const util = require('node:util') as Record<string, unknown>;
  util.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}
