// Two processes of ours on one machine add up one tensor over TensorFlow's own runtime.
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const worker = join(import.meta.dirname, 'worker.mjs');

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

test('each process has the sum of both', async () => {
  const ports = [await freePort(), await freePort()].map(String);
  const run = (task: number) => promisify(execFile)(process.execPath, [worker, String(task), ...ports]);
  const results = await Promise.all([run(0), run(1)]);
  for (const { stdout } of results) expect(JSON.parse(stdout)).toEqual([3, 20]);
});
