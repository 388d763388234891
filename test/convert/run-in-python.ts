// Programs run by Python itself, with TensorFlow and Keras, beside what they are converted to.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { askPython } from '../run-python.js';
import { runConverted } from './run-converted.js';

export interface PythonProgram {
  readonly python: string;
  /** What Python runs in its place, where it has a name under another path today. */
  readonly inPython?: string;
  /** Names whose values are compared. */
  readonly names: readonly string[];
}

/** A test for each program, by its name: converted and run, its names hold what they hold in Python. */
export function describeAsInPython(title: string, programs: Readonly<Record<string, PythonProgram>>): void {
  describe(title, () => {
    const theirs = new Map<string, Record<string, unknown>>();
    beforeAll(async () => {
      const values = await valuesInPython(Object.values(programs));
      for (const [i, name] of Object.keys(programs).entries()) theirs.set(name, values[i]!);
    });

    test.each(Object.entries(programs))('%s', async (name, { python, names }) => {
      const ours = await runConverted(python, names);
      expect(
        differences(
          Object.values(ours),
          names.map((one) => theirs.get(name)![one]),
        ),
      ).toEqual([]);
    });
  });
}

/** What the names of each program hold in Python; all are run by one process, which takes TensorFlow's start once. */
async function valuesInPython(programs: readonly PythonProgram[]): Promise<Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  const file = join(folder, 'programs.json');
  const run = programs.map(({ python, inPython, names }) => ({ python: inPython ?? python, names }));
  writeFileSync(file, JSON.stringify(run));
  try {
    return await askPython(join(import.meta.dirname, 'run_programs.py'), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Expects the same structure, and numbers that differ by no more than float32's rounding. */
function differences(ours: unknown, theirs: unknown, where = ''): string[] {
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) <= 1e-5 * Math.max(1, Math.abs(theirs))
      ? []
      : [`${where}: ${ours}, in Python ${theirs}`];
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length)
    return ours.flatMap((one, i) => differences(one, theirs[i], `${where}[${i}]`));
  // Truths are held as 0 and 1.
  if (typeof theirs === 'boolean' && ours === Number(theirs)) return [];
  return JSON.stringify(ours) === JSON.stringify(theirs)
    ? []
    : [`${where}: ${JSON.stringify(ours)}, in Python ${JSON.stringify(theirs)}`];
}
