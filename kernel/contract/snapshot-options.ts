// How Node is called where the checker's snapshot is taken, and where it is started: V8 refuses a snapshot that was
// taken with other options.

/**
 * A runaway type ends the process before it takes the machine's memory; long sums and chains need a deep stack, a little
 * less than the 8 MB that a main thread has. Each cell leaves the last one's types as garbage, of which V8 would let as much
 * gather as there is live data.
 */
export const snapshotOptions = [
  '--max-old-space-size=1536',
  '--stack-size=7000',
  '--heap-growing-percent=30',
  '--no-warnings',
];

/** Threads that compile and collect garbage need no room of their own each. */
export function snapshotEnvironment(): NodeJS.ProcessEnv {
  return { MALLOC_ARENA_MAX: '2', ...process.env, NODE_OPTIONS: '' };
}

/** The file in which the process notes what it checks (check-progress.ts). */
export const progressDescriptor = 4;
