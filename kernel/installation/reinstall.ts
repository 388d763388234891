// What to do about an installation whose files are damaged: a clone is built again, a package installed again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonPrefix } from './python-prefix.js';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

export function howToReinstall(): string {
  return `Run ${command()}, then restart the kernel.`;
}

function command(): string {
  if (existsSync(join(root, 'tsconfig.build.json'))) return `\`npm ci && npm run build\` in ${root}`;
  const prefix = pythonPrefix();
  if (prefix) return `\`pip install --force-reinstall --no-deps tensorcell\` in the environment ${prefix}`;
  return `\`npm install tensorcell\` again (it is in ${root})`;
}
