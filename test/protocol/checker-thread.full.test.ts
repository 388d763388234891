// Cells that the checker's thread does not survive, or only just.
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { Checker } from '../../kernel/protocol/checker.js';
import { startCheckerThread, type ThreadOptions } from '../../kernel/protocol/checker-thread.js';
import { testTypes } from '../language/types.js';
import { compiledThread } from './compiled-thread.js';

let checker: Checker;
afterEach(() => checker.close());

async function start(resourceLimits: ThreadOptions['resourceLimits'] = {}): Promise<void> {
  const thread = { cwd: tmpdir(), preload: testTypes(), entry: compiledThread() };
  const options = resourceLimits ? { ...thread, resourceLimits } : thread;
  checker = new Checker(startCheckerThread(options));
  const cell = await checker.check('let kept = 1', 'Cell[1]', () => {});
  if (cell.ok) checker.commit(cell.declared);
}

async function error(source: string): Promise<string> {
  const checked = await checker.check(source, 'Cell[2]', () => {});
  return checked.ok ? '' : checked.error.evalue;
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, n) => `{ id: ${n}, ['n${n}']: [${n}, '${n}', { n: ${n} }] }`).join(', ');

const tuples = `type Build<N extends number, T extends unknown[] = []> = T['length'] extends N ? T : Build<N, [...T, unknown]>;
${Array.from({ length: 40 }, (_, n) => `let sum${n}: [...Build<${940 + n}>, ...Build<${940 + n}>]['length'] = 1;`).join('\n')}`;

describe('the checker', () => {
  it.each([
    ['a literal', `const rows = [${rows(40_000)}]`],
    ['a recursive type', tuples],
    [
      'code',
      rows(40_000)
        .replaceAll('{ id', 'f({ id')
        .replaceAll('}] }', '}] })')
        .replace(/^/, 'const f = (row: object) => row; '),
    ],
  ])('lasts when its thread has too little memory for %s, and says so', async (_, cell) => {
    await start({ maxOldGenerationSizeMb: 150 });
    expect(await error(cell)).toMatch(/^Check: expected types that fit into memory/);
    expect(await error('kept.toFixed()')).toBe('');
  });

  it.each([
    ['sums', Array.from({ length: 20_000 }, (_, n) => n).join(' + ')],
    ['calls', `[1]${'.map((n) => n)'.repeat(1000)}`],
    ['brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['conditions', `${'true ? 1 : '.repeat(10_000)}0`],
  ])('lasts over a text that is nested deeply: %s', async (_, text) => {
    await start();
    await error(text);
    expect(await error('kept.toFixed()')).toBe('');
    expect(await error('kept.question')).toContain("Property 'question' does not exist");
  });
});
