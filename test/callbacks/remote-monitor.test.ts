// What remoteMonitor sends, to a server of this process; Keras' own sends the same.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remoteMonitor } from '../../lib/callbacks/callbacks.js';

let server: Server;
let root: string;
const requests: { url: string | undefined; type: string | undefined; mine: unknown; body: string }[] = [];
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { url, headers } = request;
    requests.push({ url, type: headers['content-type'], mine: headers['x-mine'], body });
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('a form whose field holds the epoch and its logs as JSON', async () => {
  await remoteMonitor({ root }).onEpochEnd(2, { loss: 0.5, val_loss: 0.25 });
  const { body, type, url } = requests.at(-1)!;
  expect(url).toBe('/publish/epoch/end/');
  expect(type).toMatch('application/x-www-form-urlencoded');
  expect(JSON.parse(new URLSearchParams(body).get('data')!)).toEqual({ epoch: 2, loss: 0.5, val_loss: 0.25 });
});

test('JSON by itself, where and with the headers that are asked for', async () => {
  const monitor = remoteMonitor({ root, path: '/here', sendAsJson: true, headers: { 'x-mine': 'yes' } });
  await monitor.onEpochEnd(0, { loss: 1 });
  const body = JSON.stringify({ epoch: 0, loss: 1 });
  expect(requests.at(-1)).toEqual({ url: '/here', type: 'application/json', mine: 'yes', body });
});

test('a server that is not there ends nothing', async () => {
  const seen = requests.length;
  await remoteMonitor({ root: 'http://127.0.0.1:9' }).onEpochEnd(0, { loss: 1 });
  expect(requests).toHaveLength(seen);
});
