// Notices what makes a traced function wrong at its next call: numbers that JavaScript draws anew each time.
import { TraceError } from './trace-error.js';

/** Runs `body` and throws a TraceError when it asked JavaScript for chance or for the time. */
export function withoutChance<T>(body: () => T): T {
  const asked = new Set<string>();
  const restore = [
    watch(Math, 'random', () => asked.add('Math.random')),
    watch(Date, 'now', () => asked.add('Date.now')),
    watch(performance, 'now', () => asked.add('performance.now')),
  ];
  try {
    const result = body();
    if (asked.size > 0) {
      throw new TraceError(`it uses ${[...asked].join(' and ')}, which would be the same at each call`);
    }
    return result;
  } finally {
    for (const undo of restore) undo();
  }
}

function watch<Name extends string>(
  owner: Record<Name, () => number>,
  name: Name,
  note: () => void,
): () => void {
  const original = owner[name];
  owner[name] = () => {
    note();
    return original.call(owner);
  };
  return () => {
    owner[name] = original;
  };
}
