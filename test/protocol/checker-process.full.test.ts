// The checker as a process from a snapshot: what a thread says, it says, and it ends with the kernel.
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checked, Checker, type CheckerLimits } from '../../kernel/protocol/checker.js';
import { CheckerProcess } from '../../kernel/protocol/checker-process.js';
import { type StartThread, startCheckerThread } from '../../kernel/protocol/checker-thread.js';

const dist = join(import.meta.dirname, '../../dist/kernel');
const folder = mkdtempSync(join(tmpdir(), 'tensorcell-process-'));
const snapshot = join(folder, 'mark-node-state.blob');
const taker = join(dist, 'language', 'take-snapshot.js');
beforeAll(() => void execFileSync(process.execPath, [taker, snapshot]));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fromSnapshot: StartThread = (listener) => new CheckerProcess(snapshot, folder, listener);
const entry = pathToFileURL(join(dist, 'language', 'thread.js'));
const onThread = startCheckerThread({ cwd: folder, entry });

const checkers: Checker[] = [];
afterEach(() => checkers.splice(0).forEach((checker) => void checker.close()));

function start(startThread = fromSnapshot, limits: Partial<CheckerLimits> = {}): Checker {
  const checker = new Checker(startThread, { patience: 60_000, patienceAtStart: 60_000, ...limits });
  checkers.push(checker);
  return checker;
}

async function run(checker: Checker, source: string): Promise<Checked> {
  const checked = await checker.check(source, 'Cell[1]', () => {});
  if (checked.ok) checker.commit(checked.declared);
  return checked;
}

async function error(checker: Checker, source: string): Promise<string> {
  const checked = await run(checker, source);
  return checked.ok ? '' : checked.error.evalue;
}

const build = `type Build<N extends number, T extends unknown[] = []> = T['length'] extends N ? T : Build<N, [...T, unknown]>;`;
const slow = `${build}\n${Array.from({ length: 200 }, (_, n) => `let sum${n}: [...Build<${700 + n}>, ...Build<${700 + n}>]['length'] = ${2 * (700 + n)};`).join('\n')}`;

/** What a cell may be: right, wrong in many ways, and of another language. */
const cells = [
  'const a: number = 1; a',
  "let wrong: string = 1; layers.dense({ units: '2' });",
  'import { readFileSync } from "node:fs"; readFileSync("x").length',
  'import * as test from "node:test"; import { Worker } from "worker_threads"; [typeof test, typeof Worker]',
  'new SharedArrayBuffer(8); Atomics; WebAssembly; navigator; new Set([1]).union(new Set([2]))',
  'new WebSocket("ws://x"); localStorage; Promise.try(() => 1); Iterator.from([1]).map((x) => x)',
  'class Mine extends layers.Layer { call(x: tf.Tensor) { return x } }\nconst mine = new Mine();',
  'await datasets.iris.load()',
  'for i in range(3):\n  print(i)\n  x = [i for i in range(4)]',
  'const model = sequential([layers.dense({ units: 1, inputShape: [2] })]);\nmodel.fit(tf.ones([1, 3]), tf.ones([1, 1]))',
  "import './local.js'; import 'not-there';",
  'const el = <div/>;',
  'tsc(;',
];

describe('a checker from a snapshot', () => {
  it('says of each cell what one on a thread says', async () => {
    writeFileSync(join(folder, 'local.ts'), 'export const local: number = "text";\n');
    const [process, thread] = [start(), start(onThread)];
    for (const cell of cells) expect(await run(process, cell), cell).toEqual(await run(thread, cell));
    expect(await process.complete('model.f', 7)).toEqual(await thread.complete('model.f', 7));
    expect(await process.inspect('model', 3, 1)).toEqual(await thread.inspect('model', 3, 1));
    expect(await process.inspect('layers.dense', 9, 0)).toEqual(await thread.inspect('layers.dense', 9, 0));
  });

  it('is stopped in the middle of a statement, says where, and the next one knows what was committed', async () => {
    const checker = start(fromSnapshot, { grace: 0 });
    await run(checker, 'let kept: { id: 1 } = { id: 1 };');
    const stuck = checker.check(`let before = 1;\n${slow}`, 'Cell', () => {});
    await pause(2000);
    checker.stop();
    const stopped = await stuck;
    expect(!stopped.ok && stopped.error.evalue).toMatch(
      /^Stopped while its types were checked, at line \d+: `let sum/,
    );
    expect(await error(checker, 'kept.question')).toContain("Property 'question' does not exist");
  });

  // A minute on two cores.
  it('lasts when it has too little memory, and says so', { timeout: 300_000 }, async () => {
    const rows = Array.from(
      { length: 500_000 },
      (_, n) => `{ id: ${n}, ['n${n}']: [${n}, '${n}', { n: ${n} }] }`,
    );
    const checker = start(fromSnapshot, { patience: 240_000 });
    await run(checker, 'let kept = 1');
    expect(await error(checker, `const rows = [${rows.join(', ')}]`)).toMatch(
      /^Check: expected types that fit into memory/,
    );
    expect(await error(checker, 'kept.toFixed()')).toBe('');
  });

  it.each([
    ['brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['conditions', `${'true ? 1 : '.repeat(10_000)}0`],
  ])('lasts over a text that is nested deeply: %s', async (_, text) => {
    const checker = start();
    await run(checker, 'let kept = 1');
    await error(checker, text);
    expect(await error(checker, 'kept.question')).toContain("Property 'question' does not exist");
  });

  it('leaves no process and no file behind', async () => {
    const before = leftovers();
    const checker = start();
    await run(checker, '1');
    checker.close();
    for (let i = 0; i < 100 && leftovers() !== before; i++) await pause(50);
    expect(leftovers()).toBe(before);
  });

  it('ends with a kernel that is killed while it checks', async () => {
    const parent = spawn(process.execPath, ['--input-type=module', '-e', parentOf(slow)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (text) => resolve(Number(text))),
    );
    await pause(2500);
    expect(isThere(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let i = 0; i < 100 && isThere(pid); i++) await pause(50);
    expect(isThere(pid)).toBe(false);
  });
});

describe('a snapshot', () => {
  it('that was cut off is replaced by a thread, and removed', async () => {
    const cache = join(folder, 'cache');
    const place = placeIn(cache);
    cpSync(snapshot, place);
    truncateSync(place, 1_000_000);
    expect(checkedBy(cache)).toBe('true');
    expect(existsSync(place)).toBe(false);
  });

  it('is taken by the first kernel for the next', async () => {
    const cache = join(folder, 'fresh');
    expect(checkedBy(cache, 7000)).toBe('true');
    for (let i = 0; i < 300 && !existsSync(placeIn(cache)); i++) await pause(100);
    expect(readdirSync(join(cache, 'checker'))).toHaveLength(1);
  });

  it('is taken once by two that are started at the same time', async () => {
    const place = join(folder, 'two', 'mark-node-state.blob');
    await Promise.all([1, 2].map(() => promisify(execFile)(process.execPath, [taker, place])));
    expect(readdirSync(join(folder, 'two'))).toEqual(['mark-node-state.blob']);
  });

  it('is not left half where it cannot be taken', () => {
    const { status } = spawnSync(process.execPath, [taker, '/dev/null/x/y.blob'], { encoding: 'utf8' });
    expect(status).toBe(1);
  });
});

function leftovers(): string {
  const files = readdirSync(tmpdir()).filter((name) => name.startsWith('tensorcell-check-'));
  const processes = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout;
  return [...files, ...processes.split('\n').filter((line) => line.includes(snapshot))].join('\n');
}

function isThere(pid: number): boolean {
  // A process that nobody waited for is a zombie.
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  return stat !== '' && !/\) Z /.test(stat);
}

/** A process that checks a cell and writes its checker's process id. */
function parentOf(cell: string): string {
  return `
    import { CheckerProcess } from ${JSON.stringify(join(dist, 'protocol', 'checker-process.js'))};
    import { execFileSync } from 'node:child_process';
    const checker = new CheckerProcess(${JSON.stringify(snapshot)}, '/tmp', { ended() {}, message() {
      checker.send({ type: 'convert', source: ${JSON.stringify(cell)}, cellName: 'Cell' });
      const line = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\\n')
        .find((one) => one.includes('--snapshot-blob') && Number(one.trim().split(/ +/)[1]) === process.pid);
      console.log(line.trim().split(/ +/)[0]);
    } });`;
}

function placeIn(cache: string): string {
  return output(
    cache,
    `
    import { snapshotPath } from ${built('snapshot-file')};
    console.log(snapshotPath());`,
  );
}

/** Whether a cell passed a kernel's checker. */
function checkedBy(cache: string, stays = 0): string {
  return output(
    cache,
    `
    import { Checker } from ${built('checker')};
    import { startChecker } from ${built('start-checker')};
    const checker = new Checker(startChecker(${JSON.stringify(folder)}));
    console.log((await checker.check('1', 'Cell', () => {})).ok);
    setTimeout(() => process.exit(), ${stays});`,
  );
}

const built = (name: string) => JSON.stringify(join(dist, 'protocol', `${name}.js`));

function output(cache: string, code: string): string {
  const file = join(folder, 'program.mjs');
  writeFileSync(file, code);
  const env = { ...process.env, TENSORCELL_CACHE: cache, TENSORCELL_CHECKER: '' };
  return execFileSync(process.execPath, [file], { env, encoding: 'utf8' }).trim();
}
