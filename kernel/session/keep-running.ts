// What a user starts to outlive Stop.
import { runKept } from './current-cell.js';

/**
 * Starts something that goes on when Stop is pressed: a server, an interval, a child process. All that `start` begins
 * is kept, and so is all that follows from it; it ends when you end it, or with the session. A child process that is
 * kept and was started with `detached: true` outlives the session too.
 *
 * Without it, Stop ends everything that the running cell has started, and, where no cell runs, what ended cells have
 * left running.
 *
 * @returns what `start` returns
 *
 * @example
 * const ticking = keepRunning(() => setInterval(() => console.log(Date.now()), 60_000));
 * clearInterval(ticking);
 */
export function keepRunning<T>(start: () => T): T {
  if (typeof start !== 'function') {
    throw new Error(
      'keepRunning: expected a function that starts what is kept, such as ' +
        '() => server.listen(8080). What runs already cannot be kept: start it inside of the function.',
    );
  }
  return runKept(start);
}
