// The environment of one of the processes that train together.
import { availableParallelism } from 'node:os';

/** @param worker the addresses of all @param index its own place among them @param here how many of them this machine has */
export function memberEnvironment(worker: readonly string[], index: number, here: number): NodeJS.ProcessEnv {
  const threads = Math.max(1, Math.floor(availableParallelism() / here));
  return {
    // Else each would compute on all cores, and they would get in each other's way.
    ...(here > 1 ? { TF_NUM_INTRAOP_THREADS: String(threads) } : {}),
    ...process.env,
    TENSORCELL_CLUSTER: JSON.stringify({ cluster: { worker }, task: { type: 'worker', index } }),
  };
}
