// Notices what a graph could not do again: numbers that JavaScript draws anew each time, and new variables.
import { tf } from '../../tf.js';
import { TraceError } from './trace-error.js';

/** Runs `body` and throws a TraceError when it asked JavaScript for a random number or for the time. */
export function withoutRandomness<T>(body: () => T): T {
  const asked = new Set<string>();
  const restore = [
    watch(Math, 'random', () => asked.add('Math.random')),
    watch(Date, 'now', () => asked.add('Date.now')),
    watch(performance, 'now', () => asked.add('performance.now')),
  ];
  try {
    const result = body();
    if (asked.size > 0) {
      const hint = asked.has('Math.random')
        ? ' (draw with random.uniform or tf.randomUniform instead: a graph does it anew)'
        : '';
      throw new TraceError(
        `it uses ${[...asked].join(' and ')}, which would be the same at each call${hint}`,
      );
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

/**
 * Runs `body` and ends it with a TraceError as soon as it makes a variable: before there is one, so that none with
 * a value that exists only in the graph stays behind in its maker's hands.
 */
export function withoutNewVariables<T>(body: () => T): T {
  const engine = tf.engine() as { makeVariable?: unknown };
  engine.makeVariable = () => {
    throw new TraceError('it makes a new variable');
  };
  try {
    return body();
  } finally {
    // The class's own method shows again.
    delete engine.makeVariable;
  }
}
