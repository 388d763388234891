// XLA's plug-in for processors stands in for a GPU in tests; where it is not installed, they are skipped by name.
import { afterAll, beforeAll, describe } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { chooseDevice } from '../../../lib/engine/pjrt/choose-device.js';
import { findPlugin } from '../../../lib/engine/pjrt/find-plugin.js';
import { host, setHost } from '../../../lib/host.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';

/** Tests on the plug-in, with TensorFlow beside it. */
export function describeOnPlugin(what: string, tests: () => void): void {
  const { file } = findPlugin('xla-cpu');
  const about = file
    ? what
    : `${what} (skipped: no plug-in of XLA's for processors, see requirements-test.txt)`;
  describe.skipIf(!file)(about, () => {
    beforeAll(async () => {
      await registerEngine();
      await tf.ready();
      installOnTfjs();
    });
    tests();
  });
}

/** Runs `body` with traced functions on the plug-in. */
export async function onPlugin<T>(body: () => T | Promise<T>): Promise<T> {
  chooseDevice('xla-cpu');
  try {
    return await body();
  } finally {
    chooseDevice('cpu');
  }
}

/** Collects what the user is told of functions that stay on TensorFlow, from here on. */
export function leftNotices(): () => string[] {
  const told: string[] = [];
  const before = host();
  beforeAll(() => {
    setHost({
      ...before,
      kind: 'terminal',
      signal: before.signal,
      display: (bundle) => told.push(String(bundle['text/plain'])),
    });
  });
  afterAll(() => setHost(before));
  return () => told;
}
