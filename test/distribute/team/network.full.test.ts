// Fits taken by processes that wait at addresses, with a token, as on other machines.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { freePorts } from '../../../lib/distribute/free-ports.js';
import { start } from '../../engine/cluster/processes.js';

const program = join(import.meta.dirname, 'leader.mjs');
const command = join(import.meta.dirname, '../../../dist/kernel/main.js');
const token = 'a token of the tests';
const environment = { ...process.env, TF_CONFIG: '', TENSORCELL_CLUSTER: '', TENSORCELL_TOKEN: '' };

interface Waiting {
  readonly address: string;
  readonly child: ChildProcess;
  /** Resolves when it has said so. */
  said(text: string): Promise<void>;
}

let waiting: Waiting[] = [];
afterEach(async () => {
  await Promise.all(
    waiting.map(async ({ child }) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
    }),
  );
  waiting = [];
});

/** Starts commands that wait for a notebook, and resolves when they listen. */
async function listening(count: number, given: readonly string[] = ['--token', token]): Promise<string[]> {
  for (const port of await freePorts(count)) {
    const address = `127.0.0.1:${port}`;
    const child = spawn(process.execPath, [command, 'train', '--listen', address, ...given], {
      env: environment,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    const said = async (text: string) => {
      while (!output.includes(text)) await setTimeout(20);
    };
    waiting.push({ address, child, said });
    await said('In a notebook');
  }
  return waiting.map(({ address }) => address);
}

async function run<T>(addresses: readonly string[], name: string, known = token): Promise<T> {
  const env = { ...environment, TEST_ADDRESSES: addresses.join(' '), TENSORCELL_TOKEN: known };
  const { stdout, stderr, code } = await start([program, name], env).ended;
  if (code !== 0) throw new Error(`The program ended with ${code}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

interface Curve {
  readonly histories: Record<string, number[]>[];
  readonly isLast: boolean;
  readonly processes: number;
}

test('two that wait have the losses of one process, and wait for the next notebook afterwards', async () => {
  const addresses = await listening(2);
  const { stdout } = await start([program, 'curve', '1'], environment).ended;
  const one = JSON.parse(stdout) as Curve;
  for (let turn = 0; turn < 2; turn++) {
    const several = await run<Curve>(addresses, 'curve');
    expect(several).toMatchObject({ processes: 2, isLast: true });
    for (const [i, history] of several.histories.entries())
      for (const [key, values] of Object.entries(history))
        expect(values).toEqual(one.histories[i]![key]!.map((value) => expect.closeTo(value, 5)));
  }
});

test('a process of theirs that is killed is named, and the next fit starts all anew', async () => {
  const result = await run<{ message: string }>(await listening(2), 'killed');
  expect(result).toMatchObject({ kept: true, epochs: 2, again: 2 });
  expect(result.message).toMatch(/process 1 \(127\.0\.0\.1:\d+\) was ended by SIGKILL\..*last whole epoch/s);
});

test('a command that is gone in mid-fit is named', async () => {
  const addresses = await listening(2);
  const env = { ...environment, TEST_ADDRESSES: addresses.join(' '), TENSORCELL_TOKEN: token };
  const { stdout } = await start([program, 'endless', `${waiting[1]!.child.pid}`], env).ended;
  expect(stdout).toMatch(/process 1 \(127\.0\.0\.1:\d+\) is out of reach/);
});

test('a wrong token is refused, by both', async () => {
  const addresses = await listening(1);
  const message = await run<string>(addresses, 'refused', 'another, wrong token');
  expect(message).toContain(`distribute: ${addresses[0]}: it refused the token.`);
  await waiting[0]!.said('did not know the token');
});

test('a caller that proves nothing gets nothing, and is dropped', async () => {
  const [address] = await listening(1);
  const socket = connect(Number(address!.split(':')[1]), '127.0.0.1');
  let received = 0;
  socket.on('data', (chunk) => {
    received += chunk.length;
  });
  const start = performance.now();
  await once(socket, 'close');
  expect(performance.now() - start).toBeLessThan(8000);
  // The greeting and a number of 32 bytes.
  expect(received).toBe('tensorcell 1\n'.length + 32);
});

test('addresses where nobody listens are named', async () => {
  const [port] = await freePorts(1);
  expect(await run<string>([`127.0.0.1:${port}`], 'refused')).toMatch(
    /^distribute: 127\.0\.0\.1:\d+: after 2 s, nobody answers there/,
  );
});

test('without a token of its own the command makes one', async () => {
  await listening(1, []);
  await waiting[0]!.said("token: '");
});
