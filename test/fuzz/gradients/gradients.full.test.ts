// A sample of fresh random calls of every op, first and second derivatives, on TensorFlow and compiled; with
// `npm run fuzz:gradients` as many as wanted.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import { gradients } from '../../../lib/engine/gradients/table.js';
import { compile } from '../../../lib/engine/tracing/compile.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import { calls, functions } from './calls.js';
import { type As, difference, type Line, parsed } from './derivatives.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { FUZZ_SEED = String(Date.now() % 1e6), FUZZ_COUNT = '1', FUZZ_FIRST = '0', FUZZ_OPS } = process.env;
const wanted = FUZZ_OPS?.split(',') ?? [...Object.keys(calls), ...Object.keys(functions)];

let lines: Line[] = [];

beforeAll(async () => {
  installOnTfjs();
  await registerEngine();
  await tf.ready();
  lines = drawn();
}, 600_000);

function drawn(): Line[] {
  const options = [
    '--seed',
    FUZZ_SEED,
    '--count',
    FUZZ_COUNT,
    '--first',
    FUZZ_FIRST,
    '--ops',
    wanted.join(','),
  ];
  const script = 'test/fuzz/gradients/derivatives.py';
  const made = spawnSync('.venv/bin/python', [script, ...options], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (made.status !== 0) throw new Error(made.stderr);
  return parsed(made.stdout);
}

/** What is wrong, and how to have it again. */
function faults(as?: As): string[] {
  return lines.flatMap((line) => {
    const wrong = difference(line, as);
    if (wrong === undefined) return [];
    const again = `--seed ${FUZZ_SEED} --first ${line.number} --count 1 --ops ${line.op}`;
    return [
      `${again}\n  ${JSON.stringify(line.attributes)} ${line.inputs.map(({ dtype, shape }) => `${dtype}[${shape}]`)}\n  ${wrong}`,
    ];
  });
}

describe(`seed ${FUZZ_SEED}, ${FUZZ_COUNT} calls an op`, () => {
  test('no op is left out', () => {
    const counts = new Map(wanted.map((name) => [name, 0]));
    for (const { op } of lines) counts.set(op, counts.get(op)! + 1);
    expect([...counts].filter(([, count]) => count !== Number(FUZZ_COUNT))).toEqual([]);
    const size = Object.keys(gradients).length;
    console.log(
      `${lines.length} calls of ${counts.size} ops and functions; the table has ${size} ops, ${Object.keys(calls).length} with a derivative.`,
    );
  });

  test('op by op', () => {
    expect(faults().join('\n')).toBe('');
  }, 600_000);
});

const compiled: As = (fn) => {
  const traced = compile(fn);
  return (...xs) => {
    traced(...xs);
    const values = traced(...xs);
    traced.dispose();
    return values;
  };
};

test.skipIf(FUZZ_OPS !== undefined || Number(FUZZ_COUNT) > 1)(
  'compiled equals op by op',
  () => {
    expect(faults(compiled).join('\n')).toBe('');
  },
  600_000,
);
