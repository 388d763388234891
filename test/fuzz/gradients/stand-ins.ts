// The committed calls on the engines that stand in for TensorFlow: each op as there, or refused by its name.
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { calls, functions, onlyOnTensorFlow } from './calls.js';
import { difference, parsed } from './derivatives.js';

const lines = parsed(readFileSync(new URL('golden/calls.jsonl', import.meta.url), 'utf8'));

export const committedOps = [...new Set(lines.map(({ op }) => op))];

/** Those that other engines compute by several ops. */
export const isForAll = (op: string): boolean => !(op in onlyOnTensorFlow);

export const allOps = [...Object.keys(calls), ...Object.keys(functions)];

/** @param refusal what the engine says to an op that it lacks */
export function expectAsTensorFlow(op: string, refusal?: RegExp): void {
  const wrong = lines.filter((line) => line.op === op).map((line) => difference(line));
  if (refusal) for (const one of wrong) expect(one).toMatch(refusal);
  else expect(wrong.filter((one) => one !== undefined).join('\n')).toBe('');
}
