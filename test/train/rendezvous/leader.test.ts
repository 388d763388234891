// The rendezvous over real sockets, with nodes that are played by the test.
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { Connection } from '../../../kernel/train/rendezvous/connection.js';
import { Leader } from '../../../kernel/train/rendezvous/leader.js';
import { freePorts } from '../../../lib/distribute/free-ports.js';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

async function lead(nodes: number, { leastNodes = nodes, maxRestarts = 0, seconds = 30 } = {}) {
  const [port] = await freePorts(1);
  const endpoint = { host: '127.0.0.1', port: port! };
  const leader = await Leader.listen({ ...endpoint, nodes, leastNodes, maxRestarts, seconds });
  opened.push(leader);
  const node = async (rank: number, ports: number[], of = nodes): Promise<Connection> => {
    const line = (await Connection.open(endpoint, 5))!;
    opened.push(line);
    line.send({ kind: 'join', nodes: of, leastNodes: Math.min(leastNodes, of), rank, ports });
    return line;
  };
  return { endpoint, node };
}

test('nodes are told the addresses of all in the order of ranks, whoever came first', async () => {
  const { node } = await lead(3);
  const second = await node(1, [2001]);
  const third = await node(2, [3001]);
  const first = await node(0, [1001, 1002]);
  const addresses = [1001, 1002, 2001, 3001].map((port) => `127.0.0.1:${port}`);
  const started = { kind: 'start', addresses, absent: [] };
  expect(await first.next()).toEqual({ ...started, first: 0 });
  expect(await second.next()).toEqual({ ...started, first: 2 });
  expect(await third.next()).toEqual({ ...started, first: 3 });
  for (const line of [third, first]) line.send({ kind: 'done' });
  await setTimeout(50);
  second.send({ kind: 'done' });
  for (const line of [first, second, third]) expect(await line.next()).toEqual({ kind: 'finished' });
});

test('who is missing is named when the time is up', async () => {
  const { node } = await lead(4, { seconds: 1 });
  const here = await node(2, [2001]);
  expect(await here.next()).toEqual({
    ...{ kind: 'end', again: false },
    reason: 'expected 4 nodes. After 1 s 3 are missing: node 0, node 1, node 3.',
  });
});

test('a node that fails ends all, and all join anew as often as asked', async () => {
  const { node } = await lead(2, { maxRestarts: 1 });
  const [first, second] = [await node(0, [1001]), await node(1, [2001])];
  for (const line of [first, second]) expect(await line.next()).toMatchObject({ kind: 'start' });
  second.send({ kind: 'failed', reason: 'it broke', isByOthers: false });
  const reason = 'node 1: it broke\nAll start anew: restart 1 of 1.';
  for (const line of [first, second]) expect(await line.next()).toEqual({ kind: 'end', again: true, reason });
  for (const [rank, line] of [first, second].entries())
    line.send({ kind: 'join', nodes: 2, leastNodes: 2, rank, ports: [1003 + rank] });
  for (const line of [first, second])
    expect(await line.next()).toMatchObject({
      kind: 'start',
      addresses: ['127.0.0.1:1003', '127.0.0.1:1004'],
    });
  first.close();
  expect(await second.next()).toEqual({
    ...{ kind: 'end', again: false },
    reason: 'node 0 is gone: ended, killed, or out of reach.',
  });
});

test('those who are there begin when the time is up, where fewer may do', async () => {
  const { node } = await lead(4, { leastNodes: 2, seconds: 1 });
  const [third, first] = [await node(2, [3001]), await node(0, [1001])];
  const addresses = ['127.0.0.1:1001', '127.0.0.1:3001'];
  expect(await first.next()).toEqual({ kind: 'start', addresses, first: 0, absent: [1, 3] });
  expect(await third.next()).toEqual({ kind: 'start', addresses, first: 1, absent: [1, 3] });
});

test('without the first node, or with fewer than may do, nobody begins', async () => {
  const { node } = await lead(3, { leastNodes: 2, seconds: 1 });
  const lines = [await node(1, [2001]), await node(2, [3001])];
  const reason = 'expected 2:3 nodes. After 1 s 1 is missing: node 0.';
  for (const line of lines) expect(await line.next()).toEqual({ kind: 'end', again: false, reason });
});

/** Three nodes that have started, of which two may do. */
async function threeOfTwo() {
  const { node } = await lead(3, { leastNodes: 2 });
  const lines = [await node(0, [1001]), await node(1, [2001]), await node(2, [3001])] as const;
  for (const line of lines) expect(await line.next()).toMatchObject({ kind: 'start' });
  return lines;
}

async function expectThoseLeft(reason: string, left: [number, Connection][]) {
  for (const [, line] of left)
    expect(await line.next()).toEqual({
      ...{ kind: 'end', again: true },
      reason: `${reason}\nThose left go on: 2 nodes.`,
    });
  for (const [rank, line] of left)
    line.send({ kind: 'join', nodes: 3, leastNodes: 2, rank, ports: [4000 + rank] });
  for (const [, line] of left)
    expect(await line.next()).toMatchObject({
      kind: 'start',
      addresses: left.map(([rank]) => `127.0.0.1:${4000 + rank}`),
    });
}

test('those left go on without the one that failed, not without those who missed it', async () => {
  const [first, second, third] = await threeOfTwo();
  first.send({ kind: 'failed', reason: 'process 1 is gone', isByOthers: true });
  await setTimeout(50);
  second.send({ kind: 'failed', reason: 'it broke', isByOthers: false });
  expect(await second.next()).toEqual({ kind: 'end', again: false, reason: 'node 1: it broke' });
  await expectThoseLeft('node 1: it broke', [
    [0, first],
    [2, third],
  ]);
});

test('those left go on without a node whose line breaks, until too few are left', async () => {
  const [first, second, third] = await threeOfTwo();
  third.close();
  await expectThoseLeft('node 2 is gone: ended, killed, or out of reach.', [
    [0, first],
    [1, second],
  ]);
  second.send({ kind: 'failed', reason: 'it broke', isByOthers: false });
  for (const line of [first, second])
    expect(await line.next()).toEqual({ kind: 'end', again: false, reason: 'node 1: it broke' });
});

test('without the first node the others do not go on', async () => {
  const [first, ...others] = await threeOfTwo();
  first.send({ kind: 'failed', reason: 'it broke', isByOthers: false });
  for (const line of [first, ...others])
    expect(await line.next()).toEqual({ kind: 'end', again: false, reason: 'node 0: it broke' });
});

test('a rank that is taken, and nodes that were told something else, are refused', async () => {
  const { node } = await lead(3);
  await node(1, [1001]);
  await setTimeout(50);
  expect(await (await node(1, [1002])).next()).toEqual({ kind: 'taken', reason: 'node 1 is there already.' });
  expect(await (await node(0, [1002], 2)).next()).toMatchObject({ kind: 'refused' });
  expect(await (await node(3, [1002])).next()).toMatchObject({
    reason: 'expected a node rank from 0 to 2. Received: 3.',
  });
});

test.each(['GET / HTTP/1.1\r\n\r\n', '{"kind"\n', '7\n', 'x'.repeat(1_100_000)])(
  'whoever says something else is cut off, and the others go on: %.12s',
  async (text) => {
    const { endpoint, node } = await lead(2);
    const first = await node(0, [1001]);
    const stranger: Socket = connect(endpoint.port, endpoint.host);
    stranger.on('error', () => {});
    stranger.write(text);
    await new Promise((resolve) => stranger.once('close', resolve));
    await node(1, [2001]);
    expect(await first.next()).toMatchObject({ kind: 'start' });
  },
);

test('a message of a stranger who has not joined counts nothing', async () => {
  const { endpoint, node } = await lead(2);
  const lines = [await node(0, [1001]), await node(1, [2001])];
  for (const line of lines) expect(await line.next()).toMatchObject({ kind: 'start' });
  const stranger = (await Connection.open(endpoint, 5))!;
  opened.push(stranger);
  stranger.send({ kind: 'failed', reason: 'ended from outside', isByOthers: false });
  await setTimeout(50);
  for (const line of lines) line.send({ kind: 'done' });
  for (const line of lines) expect(await line.next()).toEqual({ kind: 'finished' });
});

test('a port that is taken is an error that names it', async () => {
  const { endpoint } = await lead(2);
  const again = Leader.listen({ ...endpoint, nodes: 2, leastNodes: 2, maxRestarts: 0, seconds: 1 });
  await expect(again).rejects.toThrow(`cannot listen at 127.0.0.1:${endpoint.port} (EADDRINUSE)`);
});
