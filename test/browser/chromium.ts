// Tests in Chromium are skipped by name where it is missing.
import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import { chromiumPath } from './chromium-launch.js';

export { launchChromium } from './chromium-launch.js';

/** Like `describe`; without Chromium its tests are skipped, and their names say why. */
export function describeInChromium(name: string, tests: () => void): void {
  if (existsSync(chromiumPath)) describe(name, tests);
  else
    describe.skip(`${name} [skipped: no Chromium at ${chromiumPath}; Debian: apt install chromium]`, tests);
}
