// How Node is called where the checker's snapshot is taken, and where it is started: V8 refuses a snapshot that was
// taken with other options.

/**
 * A runaway type ends the process before it takes the machine's memory; long sums and chains need a deep stack, a little
 * less than the 8 MB that a main thread has.
 */
export const snapshotOptions = ['--max-old-space-size=1536', '--stack-size=7000', '--no-warnings'];

export function snapshotEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '' };
}

/** The file in which the process notes what it checks (check-progress.ts). */
export const progressDescriptor = 4;
