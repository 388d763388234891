// What nobody catches in the process that owns the sockets: it is told on stderr, a bounded number of times, and the
// process goes on, even with nobody left to read stderr.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';

const built = join(import.meta.dirname, '../../build/kernel/protocol/last-resort.js');

beforeAll(() => {
  if (!existsSync(built)) throw new Error(`There is no ${built}: run npm run build once, which makes it.`);
});

async function run(work: string, readsComplaints = true) {
  const program = `
    const { survive } = await import(${JSON.stringify(pathToFileURL(built).href)});
    survive();
    ${work}
    setTimeout(() => { process.stdout.write('alive'); process.exit(0); }, 300);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  if (!readsComplaints) child.stderr.destroy();
  const complaints = readsComplaints ? text(child.stderr) : '';
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { printed, code, complaints: await complaints };
}

it.each([
  ['an error in a timer', "setTimeout(() => { throw new Error('in a timer'); });", /in a timer/],
  ['a rejection', "Promise.reject(new Error('rejected'));", /rejected/],
  ['null', 'queueMicrotask(() => { throw null; });', /null/],
  [
    'a proxy',
    "setTimeout(() => { throw new Proxy({}, { get() { throw new Error('trap') } }); });",
    /went on after an error/,
  ],
  ['an event', "process.nextTick(() => process.emit('error', new Error('unheard')));", /unheard/],
])('goes on after %s', async (_, work, told) => {
  const { printed, code, complaints } = await run(work);
  expect([printed, code]).toEqual(['alive', 0]);
  expect(complaints).toMatch(told);
});

it('tells a bounded number of times', async () => {
  const { printed, complaints } = await run(
    "for (let i = 0; i < 5000; i++) setTimeout(() => { throw new Error('x'.repeat(100_000)); });",
  );
  expect(printed).toBe('alive');
  expect(complaints.match(/went on after an error/g)).toHaveLength(100);
  expect(complaints.length).toBeLessThan(100 * 100_000);
});

it('goes on when nobody reads what it tells', async () => {
  const { printed, code } = await run(
    "for (let i = 0; i < 50; i++) setTimeout(() => { throw new Error('unread'); }, i);",
    false,
  );
  expect([printed, code]).toEqual(['alive', 0]);
});
