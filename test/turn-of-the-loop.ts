// Tests that never wait hold the event loop for as long as they follow one another. vitest's reports to its main
// process give up after a minute without it, which fails a run with all its tests passed.
import { afterEach } from 'vitest';

// Kept, for tests that put clocks of their own in its place.
const { setImmediate } = globalThis;

afterEach(() => new Promise<void>((resolve) => void setImmediate(resolve)));
