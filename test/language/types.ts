// The declaration files that the language tests preload, made by the build's own scripts from the fixture library.
import { existsSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preloadedTypes } from '../../kernel/language/preload.js';
import { nodeVersions } from '../../scripts/types/environment.mjs';
import { library } from '../../scripts/types/library.mjs';
import { writeTypes } from '../../scripts/types/write.mjs';

const running = Number.parseInt(process.versions.node, 10);
const nearest = nodeVersions.findLast((version) => version <= running) ?? nodeVersions[0]!;
/** What it has and the running one has not is refused in words of its own. */
const newest = nodeVersions.at(-1)!;

const fixture = fileURLToPath(new URL('fixture', import.meta.url));
const scripts = fileURLToPath(new URL('../../scripts/types', import.meta.url));
const sources = [
  ...[
    'docs',
    'environment',
    'globals',
    'library',
    'modules',
    'names',
    'reachable',
    'reached',
    'undocumented',
    'unions',
    'variances',
    'web-globals',
    'write',
  ].map((name) => join(scripts, `${name}.mjs`)),
  ...['library', 'layers', 'plot', 'drawing'].map((name) => join(fixture, `${name}.d.ts`)),
];

/** Made once for each state of what they are made from, and shared by the test files' processes. */
export function testTypes(): string[] {
  const stamp = Math.max(...sources.map((file) => statSync(file).mtimeMs)).toFixed(0);
  const folder = join(tmpdir(), `tensorcell-test-types-${nearest}-${newest}-${stamp}`);
  if (!existsSync(folder)) make(folder);
  return preloadedTypes(folder);
}

function make(folder: string): void {
  const draft = `${folder}-${process.pid}`;
  const ours = library(fixture, [{ file: join(fixture, 'library.d.ts'), module: 'tensorcell' }]);
  writeTypes(draft, ours, [...new Set([nearest, newest])]);
  try {
    renameSync(draft, folder);
  } catch {
    // Another process was first; its files are as good.
  }
}
