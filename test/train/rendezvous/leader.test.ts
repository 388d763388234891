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

async function lead(nodes: number, { maxRestarts = 0, seconds = 30 } = {}) {
  const [port] = await freePorts(1);
  const endpoint = { host: '127.0.0.1', port: port! };
  const leader = await Leader.listen({ ...endpoint, nodes, maxRestarts, seconds });
  opened.push(leader);
  const node = async (rank: number, ports: number[], of = nodes): Promise<Connection> => {
    const line = (await Connection.open(endpoint, 5))!;
    opened.push(line);
    line.send({ kind: 'join', nodes: of, rank, ports });
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
  expect(await first.next()).toEqual({ kind: 'start', addresses, first: 0 });
  expect(await second.next()).toEqual({ kind: 'start', addresses, first: 2 });
  expect(await third.next()).toEqual({ kind: 'start', addresses, first: 3 });
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
  second.send({ kind: 'failed', reason: 'it broke' });
  const reason = 'node 1: it broke\nAll start anew: restart 1 of 1.';
  for (const line of [first, second]) expect(await line.next()).toEqual({ kind: 'end', again: true, reason });
  for (const [rank, line] of [first, second].entries())
    line.send({ kind: 'join', nodes: 2, rank, ports: [1003 + rank] });
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
  stranger.send({ kind: 'failed', reason: 'ended from outside' });
  await setTimeout(50);
  for (const line of lines) line.send({ kind: 'done' });
  for (const line of lines) expect(await line.next()).toEqual({ kind: 'finished' });
});

test('a port that is taken is an error that names it', async () => {
  const { endpoint } = await lead(2);
  const again = Leader.listen({ ...endpoint, nodes: 2, maxRestarts: 0, seconds: 1 });
  await expect(again).rejects.toThrow(`cannot listen at 127.0.0.1:${endpoint.port} (EADDRINUSE)`);
});
