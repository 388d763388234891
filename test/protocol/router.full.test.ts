// The ports for requests with ZeroMQ's own sockets as their peers, and with peers that are none.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dealer, Request } from 'zeromq';
import { Router } from '../../kernel/protocol/router.js';
import { encodeMessage, greeting, readyCommand } from '../../kernel/protocol/zmtp.js';

let folder: string;
let path: string;
let address: string;
let router: Router;
let received: Buffer[][];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tensorcell-router-'));
  path = join(folder, 'socket');
  address = `ipc://${path}`;
  router = new Router(1000);
  received = [];
  await router.listen(address, (frames) => {
    received.push(frames);
    router.send(frames);
  });
});

afterEach(async () => {
  await router.close();
  rmSync(folder, { recursive: true });
});

function dealer(options: ConstructorParameters<typeof Dealer>[0] = {}): Dealer {
  const socket = new Dealer({ linger: 0, receiveTimeout: 20_000, ...options });
  socket.connect(address);
  return socket;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

describe('answers', () => {
  it('go to the peer that asked', async () => {
    const peers = [dealer(), dealer({ routingId: 'named' }), dealer()];
    for (const [number, peer] of peers.entries()) await peer.send([`from ${number}`, Buffer.of(number), '']);
    for (const [number, peer] of peers.entries())
      expect((await peer.receive()).map(String)).toEqual([`from ${number}`, String.fromCharCode(number), '']);
    const names = received.map(([name]) => name!.toString('latin1'));
    expect(names).toContain('named');
    expect(new Set(names).size).toBe(3);
    for (const peer of peers) peer.close();
  });

  it('of any size come whole and in their order', async () => {
    const peer = dealer();
    const sizes = [0, 1, 255, 256, 65_535, 65_536, 5_000_000, 60_000_000];
    for (const size of sizes) await peer.send([Buffer.alloc(size, size % 251), 'end']);
    for (const size of sizes) {
      const [body, end] = await peer.receive();
      expect(end!.toString()).toBe('end');
      expect(body!.equals(Buffer.alloc(size, size % 251))).toBe(true);
    }
    peer.close();
  });

  it('reach request sockets, which have an empty frame before theirs', async () => {
    const peer = new Request({ linger: 0, receiveTimeout: 20_000 });
    peer.connect(address);
    for (const beat of ['one', 'two']) {
      await peer.send(beat);
      expect((await peer.receive()).map(String)).toEqual([beat]);
    }
    peer.close();
  });

  it('go to the newest peer of a name', async () => {
    const first = dealer({ routingId: 'twin' });
    await first.send('first');
    await first.receive();
    const second = dealer({ routingId: 'twin', receiveTimeout: 5000 });
    await second.send('second');
    expect(String(await second.receive())).toBe('second');
    first.close();
    await until(() => received.length === 2);
    await pause(50);
    router.send([Buffer.from('twin'), Buffer.from('still there')]);
    expect(String(await second.receive())).toBe('still there');
    second.close();
  });

  it('to nobody are lost', () => {
    expect(() => router.send([Buffer.from('nobody'), Buffer.from('x')])).not.toThrow();
    expect(() => router.send([])).not.toThrow();
  });

  it('that are left when the port closes are still taken', async () => {
    const peer = dealer();
    await peer.send('x');
    await peer.receive();
    router.send([received[0]![0]!, Buffer.alloc(30_000_000, 7)]);
    const [[body]] = await Promise.all([peer.receive(), router.close()]);
    expect(body!.length).toBe(30_000_000);
    peer.close();
  });
});

it('reads on when a message could not be handled', async () => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const other = new Router(0);
  const at = `ipc://${join(folder, 'other')}`;
  await other.listen(at, (frames) => {
    if (String(frames[1]) === 'bad') throw new Error('on purpose');
    other.send(frames);
  });
  const peer = new Dealer({ linger: 0, receiveTimeout: 20_000 });
  peer.connect(at);
  await peer.send('bad');
  await peer.send('good');
  expect(String(await peer.receive())).toBe('good');
  expect(told.mock.calls.join()).toContain('on purpose');
  told.mockRestore();
  peer.close();
  await other.close();
});

describe('a peer that sends and does not read', () => {
  const request = encodeMessage([Buffer.alloc(1_000_000, 1)]);

  /** As a dealer, by hand. */
  async function flooding(): Promise<Socket> {
    const socket = connect(path);
    socket.on('error', () => {});
    socket.write(Buffer.concat([greeting(), readyCommand('DEALER')]));
    socket.pause();
    for (let sent = 0; sent < 200; sent++) socket.write(request);
    await until(() => received.length > 60);
    return socket;
  }

  it('is not read any more, keeps nobody else waiting, and gets all of it later', async () => {
    const stuck = await flooding();
    await pause(300);
    const read = received.length;
    expect(read).toBeLessThan(80);
    const other = dealer();
    await other.send('hello');
    expect(String(await other.receive())).toBe('hello');
    let length = 0;
    stuck.on('data', (chunk) => {
      length += chunk.length;
    });
    stuck.resume();
    await until(() => length > 200 * request.length);
    expect(received).toHaveLength(201);
    stuck.destroy();
    other.close();
  });

  it('may leave', async () => {
    const stuck = await flooding();
    stuck.destroy();
    const other = dealer();
    await other.send('hello');
    expect(String(await other.receive())).toBe('hello');
    other.close();
  });
});

describe('what is no peer', () => {
  const closed = (bytes: Buffer) =>
    new Promise<void>((resolve) => {
      const socket = connect(path);
      socket.on('error', () => {});
      socket.on('close', () => resolve());
      socket.resume();
      socket.write(bytes);
    });

  it.each<[string, Buffer]>([
    ['a browser', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a subscriber', Buffer.concat([greeting(), readyCommand('SUB')])],
    ['a dealer that asks before it is ready', Buffer.concat([greeting(), encodeMessage(['x'])])],
    [
      'a dealer that is ready twice',
      Buffer.concat([greeting(), readyCommand('DEALER'), readyCommand('DEALER')]),
    ],
    [
      'a frame of 2 GB',
      Buffer.concat([greeting(), readyCommand('DEALER'), Buffer.from('020000000080000000', 'hex')]),
    ],
  ])('is disconnected: %s', async (_, bytes) => {
    await closed(bytes);
    expect(received).toEqual([]);
  });
});
