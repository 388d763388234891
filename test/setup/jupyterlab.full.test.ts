// `npm start` where everything is installed: JupyterLab's address, its token, our kernel, and a clean end.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';

let started: ChildProcess | undefined;
afterEach(() => {
  started?.kill('SIGKILL');
});

/** Runs `npm start` with further words and waits for the address that it prints. */
async function start(...words: string[]): Promise<{ child: ChildProcess; address: URL }> {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  let output = '';
  child.stderr.on('data', (text) => {
    output += text;
  });
  for await (const text of child.stdout) {
    output += text;
    const address = /^ +(http\S+)$/m.exec(output)?.[1];
    if (address) return { child, address: new URL(address) };
  }
  throw new Error(`npm start ended without an address:\n${output}`);
}

it('prints the real address, keeps the token on, knows our kernel, and ends on Ctrl-C', async () => {
  const { child, address } = await start('--no-browser', '--port', '0');
  const token = address.searchParams.get('token');
  expect(token).toMatch(/^[0-9a-f]{48}$/);
  const specs = new URL('/api/kernelspecs', address);
  expect((await fetch(specs)).status).toBe(403);
  const answer = await fetch(specs, { headers: { authorization: `token ${token}` } });
  const { kernelspecs } = (await answer.json()) as { kernelspecs: Record<string, { spec: object }> };
  expect(kernelspecs.tensorcell?.spec).toMatchObject({ display_name: 'TypeScript (TensorCell)' });
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await expect(fetch(specs)).rejects.toThrow();
});
