// How Node is called where the checker's snapshot is taken, and where it is started: V8 refuses a snapshot that was
// taken with other options.

export const snapshotOptions = [
  // A runaway type ends the process before it takes the machine's memory.
  '--max-old-space-size=1536',
  // For long sums and chains; a little less than the 8 MB that a main thread has.
  '--stack-size=7000',
  // Each cell leaves the last one's types as garbage, of which V8 would let as much gather as there is live data.
  '--heap-growing-percent=12',
  '--max-semi-space-size=8',
  // V8 optimizes TypeScript's largest functions, which only make others, for eight seconds of a processor beside the first cells.
  '--no-turbo-escape',
  '--max-optimized-bytecode-size=12000',
  // Code between bytecode and optimized code takes 8 MB, and does not make cells faster.
  '--no-sparkplug',
  // What outlives the first cells, as all that is parsed does, V8 would make among old objects ever after; see compiler-text.ts.
  '--no-allocation-site-pretenuring',
  '--no-warnings',
];

/** Threads that compile and collect garbage need no room of their own each. */
export function snapshotEnvironment(): NodeJS.ProcessEnv {
  return { MALLOC_ARENA_MAX: '2', ...process.env, NODE_OPTIONS: '' };
}

/** The file in which the process notes what it checks (check-progress.ts). */
export const progressDescriptor = 4;
