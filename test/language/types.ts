// The declaration files that the language tests preload, made by the build's own scripts from the fixture library.
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment, rareModules } from '../../scripts/types/environment.mjs';
import { library } from '../../scripts/types/library.mjs';

const fixture = fileURLToPath(new URL('fixture', import.meta.url));
const scripts = fileURLToPath(new URL('../../scripts/types', import.meta.url));
const sources = [
  ...['docs', 'environment', 'globals', 'library', 'modules', 'unions', 'variances', 'web-globals'].map(
    (name) => join(scripts, `${name}.mjs`),
  ),
  ...['library', 'plot', 'drawing'].map((name) => join(fixture, `${name}.d.ts`)),
];

/** Made once for each state of what they are made from, and shared by the test files' processes. */
export function testTypes(): string[] {
  const stamp = Math.max(...sources.map((file) => statSync(file).mtimeMs)).toFixed(0);
  const folder = join(tmpdir(), `tensorcell-test-types-${stamp}`);
  if (!existsSync(folder)) make(folder);
  return ['environment', 'library', 'globals'].map((name) => join(folder, `${name}.d.ts`));
}

function make(folder: string): void {
  const draft = `${folder}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const ours = library(fixture, [{ file: join(fixture, 'library.d.ts'), module: 'tensorcell' }]);
  for (const [name, content] of Object.entries({
    environment: environment(),
    rare: rareModules(),
    library: ours,
  })) {
    writeFileSync(join(draft, `${name}.d.ts`), content.declarations);
    writeFileSync(join(draft, `${name}.docs.json`), JSON.stringify(content.docs));
  }
  writeFileSync(join(draft, 'globals.d.ts'), ours.globals);
  try {
    renameSync(draft, folder);
  } catch {
    // Another process was first; its files are as good.
  }
}
