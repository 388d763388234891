// A sample of fresh random calls of every op, first and second derivatives, on TensorFlow, op by op and compiled; with
// `npm run fuzz:gradients` as many as wanted.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
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
const ops = FUZZ_OPS?.split(',') ?? [...Object.keys(calls), ...Object.keys(functions)];

let lines: Line[] = [];

beforeAll(async () => {
  installOnTfjs();
  await registerEngine();
  await tf.ready();
  lines = await drawn();
}, 1_800_000);

/** Not waited for in one piece: the runner wants to hear from us. */
async function drawn(): Promise<Line[]> {
  const options = ['--seed', FUZZ_SEED, '--count', FUZZ_COUNT, '--first', FUZZ_FIRST, '--ops', ops.join(',')];
  const child = spawn('.venv/bin/python', ['test/fuzz/gradients/derivatives.py', ...options], { cwd: root });
  const [made, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const all = parsed(made);
  if (all.length !== ops.length * Number(FUZZ_COUNT)) throw new Error(errors);
  return all;
}

/** What is wrong, and how to have it again. */
function faults(op: string, as?: As): string {
  const found = lines.flatMap((line) => {
    const wrong = line.op === op ? difference(line, as) : undefined;
    if (wrong === undefined) return [];
    const inputs = line.inputs.map(({ dtype, shape }) => `${dtype}[${shape}]`);
    const again = `--seed ${FUZZ_SEED} --first ${line.number} --count 1 --ops ${op}`;
    return [`${again}\n  ${JSON.stringify(line.attributes)} ${inputs.join(' ')}\n  ${wrong}`];
  });
  return found.join('\n');
}

test('no op is left out', () => {
  const counts = ops.map((op) => [op, lines.filter((line) => line.op === op).length]);
  expect(counts).toEqual(ops.map((op) => [op, Number(FUZZ_COUNT)]));
  const [all, differentiable] = [gradients, calls].map((table) => Object.keys(table).length);
  console.log(
    `Seed ${FUZZ_SEED}: ${lines.length} calls of ${ops.length} ops and functions. ` +
      `The table has ${all} ops, ${differentiable} with a derivative.`,
  );
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

describe.each(ops)('%s', (op) => {
  test('op by op', () => {
    expect(faults(op)).toBe('');
  });

  test.skipIf(Number(FUZZ_COUNT) > 1)('compiled', () => {
    expect(faults(op, compiled)).toBe('');
  });
});
