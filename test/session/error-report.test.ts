import { describe, expect, it } from 'vitest';
import { codeFrame, reportError } from '../../kernel/session/error-report.js';
import { addSource } from '../../kernel/session/sources.js';

const map = { version: 3, sources: ['Cell[1]'], names: [], mappings: '' } as const;
addSource('Cell[1]', 'const a = 1;\nfail(a);\nconst b = 2;\nconst c = 3;\nconst d = 4;', map);

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const plain = (lines: readonly string[]) => lines.join('\n').replace(/\u001b\[\d+m/g, '');

function errorAt(stack: string): Error {
  return Object.assign(new RangeError('too far'), { stack: `RangeError: too far\n${stack}` });
}

describe('codeFrame', () => {
  it('marks the place and shows the lines around it', () => {
    expect(plain(codeFrame('Cell[1]', { line: 2, column: 6 }))).toBe(
      [
        '  1 | const a = 1;',
        '> 2 | fail(a);',
        '    |      ^',
        '  3 | const b = 2;',
        '  4 | const c = 3;',
      ].join('\n'),
    );
  });

  it('is empty for a place that is not in the source', () => {
    expect(codeFrame('Cell[1]', { line: 99, column: 1 })).toEqual([]);
    expect(codeFrame('Cell[9]', { line: 1, column: 1 })).toEqual([]);
  });
});

describe('reportError', () => {
  it('names the error and shows its first line within a cell', () => {
    const report = reportError(errorAt('    at f (/elsewhere/lib.js:1:2)\n    at g (Cell[1]:2:1)'));
    expect(report).toMatchObject({ ename: 'RangeError', evalue: 'too far' });
    expect(plain(report.traceback)).toContain('> 2 | fail(a);');
    expect(plain(report.traceback)).toContain('at f (/elsewhere/lib.js:1:2)');
  });

  it('folds the packages that the library calls with it, and keeps those that call it', () => {
    const library = new URL('../../lib/tables/table.js', import.meta.url).href;
    const polars = '    at select (/x/node_modules/nodejs-polars/bin/dataframe.js:1:2)';
    const others = '    at other (/x/node_modules/other/index.js:1:2)';
    const frames = [
      polars,
      `    at Table.select (${library}:1:2)`,
      others,
      '    at Cell[1]:2:1',
      polars,
      '    at Cell[1]:1:1',
    ];
    const text = plain(reportError(errorAt(frames.join('\n'))).traceback);
    expect(text).toContain(
      ['    … 2 lines within TensorCell', others, '    at Cell[1]:2:1', polars, '    at Cell[1]:1:1'].join(
        '\n',
      ),
    );
  });

  it('folds the frames within the library to one line, and keeps the others', () => {
    const library = new URL('../../lib/training/fit.js', import.meta.url).href;
    const frames = [
      `    at check (${library}:1:2)`,
      `    at async Network.fit (${library}:3:4)`,
      '    at own (/elsewhere/mine.js:1:2)',
      '    at f (/x/node_modules/@tensorflow/tfjs/dist/tf.node.js:1:2)',
      '    at Cell[1]:2:1',
    ];
    const text = plain(reportError(errorAt(frames.join('\n'))).traceback);
    expect(text).toContain(
      '    … 2 lines within TensorCell\n    at own (/elsewhere/mine.js:1:2)\n    … 1 line within TensorCell\n    at Cell[1]:2:1',
    );
  });

  it('shows the frames of a recursion once, and no more than a screen of others', () => {
    const same = Array.from({ length: 48 }, () => '    at f (Cell[1]:2:1)');
    const others = Array.from({ length: 30 }, (_, i) => `    at g${i} (/lib.js:1:2)`);
    const text = plain(
      reportError(errorAt(['    at f (Cell[1]:1:9)', ...same, ...others].join('\n'))).traceback,
    );
    expect(text).toContain(
      'at f (Cell[1]:1:9)\n    at f (Cell[1]:2:1)\n    … the same 47 times more\n    at g0',
    );
    expect(text).toContain('at g16 (/lib.js:1:2)\n    … 13 more lines');
    expect(text).not.toContain('at g17');
  });

  it('shows causes and the parts of an aggregate, to a bounded depth', () => {
    const error = new Error('outer', { cause: new AggregateError([new Error('one'), 'two'], 'several') });
    const text = plain(reportError(error).traceback);
    for (const part of ['Caused by AggregateError: several', 'Caused by Error: one', "Caused by 'two'"]) {
      expect(text).toContain(part);
    }
    const circle = new Error('circle');
    circle.cause = circle;
    expect(plain(reportError(circle).traceback).match(/circle/g)?.length).toBeLessThan(20);
  });

  it.each([
    ['text', "'text'"],
    [undefined, 'undefined'],
    [{ code: 5 }, '{ code: 5 }'],
    [null, 'null'],
  ])('reports the thrown value %o', (thrown, evalue) => {
    expect(reportError(thrown)).toMatchObject({ ename: 'Thrown', evalue });
  });

  it('survives values and errors that throw when looked at', () => {
    const hostile = new Proxy({}, { get: () => fail(), ownKeys: () => fail(), getPrototypeOf: () => null });
    const fail = (): never => {
      throw new Error('hands off');
    };
    expect(reportError(hostile).ename).toBe('Thrown');
    expect(reportError(Object.assign(new Error('a'), { stack: 5 })).evalue).toBe('a');
  });
});
