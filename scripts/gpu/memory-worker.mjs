// A step that needs more memory than the device has: an error with sizes, and the model as it was.
// `node memory-worker.mjs DEVICE MEGABYTES`; the last line on the standard output is the result.
import * as library from '../../build/lib/index.js';
import { exhaustMemory } from './exhaust-memory.mjs';

const [, , device, megabytes] = process.argv;
library.engine.use(/** @type {any} */ (device));
console.log(
  JSON.stringify({ told: await exhaustMemory(/** @type {any} */ (library), 4 * Number(megabytes)) }),
);
process.exit(0);
