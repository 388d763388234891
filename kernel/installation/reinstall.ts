// What to do about an installation whose files are damaged: a clone is built again, a package installed again.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

export function howToReinstall(): string {
  const isClone = existsSync(join(root, 'tsconfig.build.json'));
  const command = isClone
    ? `\`npm ci && npm run build\` in ${root}`
    : `\`npm install tensorcell\` again (it is in ${root})`;
  return `Run ${command}, then restart the kernel.`;
}
