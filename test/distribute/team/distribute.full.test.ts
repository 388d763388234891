// `distribute()` in a program: its fits taken by other processes come to what one comes to.
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { start } from '../../engine/cluster/processes.js';

const program = join(import.meta.dirname, 'leader.mjs');
const environment = { ...process.env, TF_CONFIG: '', TENSORCELL_CLUSTER: '' };

async function run<T>(...args: string[]): Promise<T> {
  const { stdout, stderr, code } = await start([program, ...args], environment).ended;
  if (code !== 0) throw new Error(`The program ended with ${code}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

interface Curve {
  readonly histories: Record<string, number[]>[];
  readonly evaluated: Record<string, number>;
  readonly distinct: number;
  readonly isLast: boolean;
  readonly iterations: number;
  readonly processes: number;
}

const nearly = (value: unknown): unknown =>
  typeof value === 'number'
    ? expect.closeTo(value, 5)
    : Array.isArray(value)
      ? value.map(nearly)
      : Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, nearly(one)]));

test.each([2, 3])(
  '%i processes have the losses of one, fit after fit, and callbacks see the weights',
  async (count) => {
    const one = await run<Curve>('curve', '1');
    const several = await run<Curve>('curve', `${count}`);
    expect(several.processes).toBe(count);
    expect(several.histories).toEqual(nearly(one.histories));
    expect(several.evaluated).toEqual(nearly(one.evaluated));
    expect(several).toMatchObject({ distinct: 6, isLast: true, iterations: one.iterations });
  },
);

test('a callback that follows batches sees the weights of each', async () => {
  expect(await run('batches')).toBe(5);
});

test('code of a cell is refused by its name, and the processes stay', async () => {
  expect(await run('refusals')).toEqual({
    layer: expect.stringContaining("do not know the layer 'twice' of the class 'Doubled', which is your own"),
    loss: expect.stringContaining("do not know the loss 'squares', a function of your own"),
    metric: expect.stringContaining("do not know the metric 'squares', a function of your own"),
    specificity: expect.stringContaining("the metric 'specificity', which Keras' files do not hold"),
    sum: expect.stringContaining("with the reduction 'sum' together"),
    eager: expect.stringContaining('or use one process (await distribute({ processes: 1 }))'),
    optimizer: expect.stringContaining('do not carry out the optimizer'),
    generator: expect.stringContaining('do not carry out a generator of batches together'),
    afterwards: 'nothing was refused',
  });
});

test('a killed process is named, the model keeps its last epoch, and the next fit starts them anew', async () => {
  const result = await run<{ message: string }>('killed');
  expect(result).toMatchObject({ kept: true, left: 0, epochs: 2, again: 2 });
  expect(result).toMatchObject({ beside: expect.stringContaining('train another model') });
  expect(result.message).toMatch(
    /^fit: of the 2 processes that train together, process 1 \(127\.0\.0\.1:\d+\) was ended by SIGKILL\..*last whole epoch/s,
  );
});

test('stopTraining ends the fit at its epoch', async () => {
  expect(await run('stopTraining')).toBe(3);
});

test('twenty starts leave neither processes nor files nor ports', async () => {
  const listened = process.platform === 'linux' ? 40 : 0;
  expect(await run('starts')).toEqual({ started: 40, left: 0, folders: 0, listened, listening: 0 });
});

test('processes that wait end with the program', async () => {
  const members = await run<{ pid: number; address: string; state: string }[]>('waiting');
  expect(members).toEqual([0, 1].map((index) => expect.objectContaining({ index, state: 'waiting' })));
  while (members.some(({ pid }) => isThere(pid))) await setTimeout(50);
});

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
