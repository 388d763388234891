// V8 ends a process that is told to step after its debugger has been switched off, while the code still stands.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const inspector = new URL('../../../build/kernel/session/debugger/inspector.js', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'tensorcell-inspector-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A thread switches the debugger of the main thread off where that has stopped, and asks for more at once. */
const program = (asked: string) => `
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
if (isMainThread) {
  const told = [];
  const thread = new Worker(new URL(import.meta.url));
  await new Promise((ready) => thread.on('message', (text) => (text === 'ready' ? ready() : told.push(text))));
  debugger;
  while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  console.log(told.sort().join());
  process.exit(0);
} else {
  const { Inspector } = await import('${inspector}');
  const inspector = new Inspector();
  const tell = (text) => parentPort.postMessage(text);
  inspector.on('Debugger.paused', () => {
    inspector.ask('Debugger.disable').then(() => tell('off'));
    inspector.ask('${asked}').then(() => tell('done'), ({ message }) => tell(message));
  });
  await inspector.ask('Debugger.enable');
  tell('ready');
  setInterval(() => {}, 1000);
}
`;

it.each(['Debugger.stepOut', 'Debugger.stepInto', 'Debugger.stepOver', 'Debugger.resume'])(
  'lets no %s reach V8 behind Debugger.disable',
  (asked) => {
    const file = join(folder, `${asked}.mjs`);
    writeFileSync(file, program(asked));
    const { status, signal, stdout } = spawnSync(process.execPath, [file], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect({ status, signal, stdout }).toEqual({
      status: 0,
      signal: null,
      stdout: 'The debugger has been disconnected.,off\n',
    });
  },
);
