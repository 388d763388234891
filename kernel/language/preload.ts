// The declarations that every cell starts with, written by `npm run build`.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../types', import.meta.url)).replaceAll('\\', '/');

/**
 * ECMAScript and Node first, then the library's modules and its globals.
 *
 * @param folder where the build wrote them
 */
export function preloadedTypes(folder = built): string[] {
  const environment = existsSync(folder) ? `${nodeFolder(folder)}/environment` : 'environment';
  const files = [environment, 'library', 'globals'].map((name) => `${folder}/${name}.d.ts`);
  const missing = files.find((file) => !existsSync(file));
  if (missing)
    throw new Error(`The declaration file ${missing} is missing. Run \`npm run build\` to make it.`);
  return files;
}

/** Of the Node that runs; where there are no types of its own, those of the one before it, or else of the first. */
function nodeFolder(folder: string): string {
  const running = Number.parseInt(process.versions.node, 10);
  const folders = readdirSync(folder).filter((name) => /^node\d+$/.test(name));
  const versions = folders.map((name) => Number(name.slice('node'.length))).sort((a, b) => a - b);
  return `node${versions.findLast((version) => version <= running) ?? versions[0]}`;
}

/** The modules of Node that are added when a cell imports one of them; a file beside the preloaded ones. */
export function rareModules(preload: readonly string[]): string {
  return join(dirname(preload[0] ?? ''), 'rare.d.ts');
}
