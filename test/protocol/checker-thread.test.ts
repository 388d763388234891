// The checker on its real thread: what crosses the boundary, and a thread that is given up or ends by itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Checked, Checker, type CheckerLimits } from '../../kernel/protocol/checker.js';
import { startCheckerThread, type ThreadOptions } from '../../kernel/protocol/checker-thread.js';
import { testTypes } from '../language/types.js';
import { compiledThread } from './compiled-thread.js';

// A thread starts within two seconds, on a machine that is not busy.
vi.setConfig({ testTimeout: 60_000 });

const endless = Array.from(
  { length: 200 },
  (_, n) => `let sum${n}: [...Build<${700 + n}>, ...Build<${700 + n}>]['length'] = ${2 * (700 + n)};`,
);
const build = `type Build<N extends number, T extends unknown[] = []> = T['length'] extends N ? T : Build<N, [...T, unknown]>;`;
/** A check of minutes. */
const slow = [build, ...endless].join('\n');

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-thread-'));
let checker: Checker;
let count = 0;
const silent = () => {};

function start(limits: Partial<CheckerLimits> = {}, options: Partial<ThreadOptions> = {}): void {
  const thread = { cwd: folder, preload: testTypes(), entry: compiledThread(), ...options };
  // Nothing here is about patience, which a busy machine needs.
  checker = new Checker(startCheckerThread(thread), { patience: 60_000, patienceAtStart: 60_000, ...limits });
}

afterEach(() => checker.close());
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const check = (source: string): Promise<Checked> => checker.check(source, `Cell[${++count}]`, silent);

/** As if the cell had run. */
async function declare(source: string): Promise<void> {
  const checked = await check(source);
  if (!checked.ok) throw new Error(checked.error.evalue);
  checker.commit(checked.declared);
}

async function error(source: string): Promise<string> {
  const checked = await check(source);
  return checked.ok ? '' : checked.error.evalue;
}

describe('the checker on its thread', () => {
  it('gives a cell as data that it takes back', async () => {
    start();
    const cell = await check(
      'export class Point { constructor(readonly x = 1) {} }\nconst p = new Point(); p.x',
    );
    expect(cell).toMatchObject({ ok: true, names: ['Point', 'p'], isAsync: false, imports: [] });
    if (cell.ok) checker.commit(cell.declared, ['Point']);
    expect(await error('new Point().x')).toBe('');
    expect(await error('p')).toContain("Cannot find name 'p'");
    expect((await checker.complete('new Po', 6)).matches).toContain('Point');
    expect((await checker.inspect('Point', 3, 1)).data['text/plain']).toContain('readonly x = 1');
    expect(await checker.isComplete('if (a) {')).toMatchObject({ status: 'incomplete', indent: '  ' });
    expect(await checker.isComplete('let = ]')).toEqual({ status: 'invalid' });
    checker.reset();
    expect(await error('new Point()')).toContain("Cannot find name 'Point'");
  });

  it('is stopped in the middle of a statement, and the next thread knows all that was committed', async () => {
    start({ grace: 0 });
    // More cells than are kept one by one.
    for (let n = 0; n < 30; n++)
      await declare(`interface Row${n} { id: ${n} }; let row${n}: Row${n} = { id: ${n} };`);
    const stuck = check(`let before = 1;\n${slow}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    checker.stop();
    const stopped = await stuck;
    expect(stopped).toMatchObject({ ok: false, error: { ename: 'Interrupted' } });
    expect(!stopped.ok && stopped.error.evalue).toMatch(
      /^Stopped while its types were checked, at line \d+: `let sum/,
    );
    expect(await error('row0.id + row24.id + row29.id')).toBe('');
    expect(await error('const wrong: Row29 = row0')).toContain("Type '0' is not assignable to type '29'");
    expect((await checker.inspect('row3', 3, 1)).data['text/plain']).toContain('let row3: Row3');
  });

  it('takes along a commit that the thread had no time for', async () => {
    start({ grace: 0 });
    const cell = await check('let late: { a: 1 } = { a: 1 }');
    const stuck = check(slow);
    if (cell.ok) checker.commit(cell.declared);
    checker.stop();
    expect(await stuck).toMatchObject({ ok: false });
    expect(await error('late.b')).toContain("Property 'b' does not exist on type '{ a: 1; }'");
  });

  it('has a limit, says where it was, and tells of a slow check', async () => {
    start({ check: 1500, notice: 700 });
    await declare('let kept = 1');
    const told: string[] = [];
    const checked = await checker.check(`\n// Sums.\n${slow}`, 'Cell', (notice) => told.push(notice));
    expect(checked).toMatchObject({ ok: false, error: { ename: 'CheckEnded' } });
    expect(!checked.ok && checked.error.evalue).toMatch(
      /^Check: expected an end within 1.5 s. Received: none, at line \d+: `let sum/,
    );
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Stop ends it.');
    expect(await error('kept.toFixed()')).toBe('');
  });

  it('says why it could not be started, and tries again with the next cell', async () => {
    start({}, { preload: [join(folder, 'gone.d.ts')], entry: new URL('./gone.js', compiledThread()) });
    expect(await error('1')).toContain('The checker could not be started');
    expect(await error('1')).toContain('The checker could not be started');
  });
});
