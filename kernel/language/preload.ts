// The declarations that every cell starts with, written by `npm run build`.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** ECMAScript and Node first, then the library's modules and its globals. */
export function preloadedTypes(): string[] {
  const files = ['environment', 'library', 'globals'].map((name) =>
    fileURLToPath(new URL(`../../types/${name}.d.ts`, import.meta.url)),
  );
  const missing = files.find((file) => !existsSync(file));
  if (missing)
    throw new Error(`The declaration file ${missing} is missing. Run \`npm run build\` to make it.`);
  return files;
}

/** The modules of Node that are added when a cell imports one of them; a file beside the preloaded ones. */
export function rareModules(preload: readonly string[]): string {
  return join(dirname(preload[0] ?? ''), 'rare.d.ts');
}
