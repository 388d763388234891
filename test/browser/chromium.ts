// Debian's Chromium, headless; tests that need it are skipped by name where it is missing.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';

const path = process.env.TENSORCELL_CHROMIUM ?? '/usr/bin/chromium';

/** Like `describe`; without Chromium its tests are skipped, and their names say why. */
export function describeInChromium(name: string, tests: () => void): void {
  if (existsSync(path)) describe(name, tests);
  else describe.skip(`${name} [skipped: no Chromium at ${path}; Debian: apt install chromium]`, tests);
}

// What Chromium would fetch of its own accord is turned off: a test talks to its own JupyterLab and nobody else.
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: path, headless: true, args: quiet });
}
