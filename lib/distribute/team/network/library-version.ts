import { createRequire } from 'node:module';

/** Processes of other versions may compute something else. */
export const libraryVersion = (
  createRequire(import.meta.url)('tensorcell/package.json') as { version: string }
).version;
