// Subscribers that come while the kernel publishes without a pause: none may see a message before its welcome (JEP 65).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { XSubscriber } from 'zeromq';
import { address, type Connection } from '../../kernel/protocol/connection.js';
import { Sockets } from '../../kernel/protocol/sockets.js';
import { Wire } from '../../kernel/protocol/wire.js';

const subscribeToAll = Buffer.from([1]);
const unsubscribeFromAll = Buffer.from([0]);

let folder: string;
let connection: Connection;
let sockets: Sockets;
let publishing: Promise<void>;
let stopped: boolean;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tensorcell-sockets-'));
  const ports = { shell_port: 1, control_port: 2, iopub_port: 3, stdin_port: 4, hb_port: 5 };
  connection = { transport: 'ipc', ip: join(folder, 'kernel'), key: 'secret', ports };
  sockets = new Sockets(connection, new Wire(connection.key));
  await sockets.listen(() => {});
  stopped = false;
  publishing = publishWithoutPause();
});

afterEach(async () => {
  stopped = true;
  await publishing;
  await sockets.close();
  rmSync(folder, { recursive: true });
});

async function publishWithoutPause(): Promise<void> {
  while (!stopped) {
    for (let i = 0; i < 100; i++)
      await sockets.send('iopub', { type: 'stream', content: { name: 'stdout', text: `${i}\n` } });
    await new Promise(setImmediate);
  }
}

/** Without a filter of its own, so that all that is sent to it shows. */
async function connect(): Promise<XSubscriber> {
  const subscriber = new XSubscriber({ receiveTimeout: 20_000, receiveHighWaterMark: 100_000, linger: 0 });
  subscriber.connect(address(connection, 'iopub_port'));
  await subscriber.send(subscribeToAll);
  return subscriber;
}

async function nextType(subscriber: XSubscriber): Promise<string> {
  const [type] = await subscriber.receive();
  return type!.toString();
}

it('greets each subscriber before anything else', async () => {
  const first: string[] = [];
  for (let i = 0; i < 100; i++) {
    const subscriber = await connect();
    first.push(await nextType(subscriber));
    subscriber.close();
  }
  expect(new Set(first)).toEqual(new Set(['iopub_welcome']));
});

it('sends to a subscriber until it unsubscribes', async () => {
  const subscriber = await connect();
  const types = [await nextType(subscriber), await nextType(subscriber), await nextType(subscriber)];
  expect(types).toEqual(['iopub_welcome', 'stream', 'stream']);
  await subscriber.send(unsubscribeFromAll);
  subscriber.receiveTimeout = 500;
  const untilSilence = async () => {
    for (;;) await nextType(subscriber);
  };
  await expect(untilSilence()).rejects.toThrow('timed out');
  subscriber.close();
});
