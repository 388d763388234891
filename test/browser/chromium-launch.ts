// Debian's Chromium, headless, without what it would fetch of its own accord.
import { type Browser, chromium } from 'playwright-core';

export const chromiumPath = process.env.TENSORCELL_CHROMIUM ?? '/usr/bin/chromium';

// A test talks to its own JupyterLab and nobody else.
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
  return chromium.launch({ executablePath: chromiumPath, headless: true, args: quiet });
}
