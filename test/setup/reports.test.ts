import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  afterGoingOn,
  afterSecondRun,
  readJunitReport,
  readVitestReport,
  summaryLines,
} from '../../scripts/testing/reports.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(text: string): string {
  const file = join(folder, 'report');
  writeFileSync(file, text);
  return file;
}

describe('readVitestReport', () => {
  const run = (files: Record<string, string>) => {
    const paths = Object.entries(files).map(([name, text]) => {
      writeFileSync(join(folder, name), `import { afterAll, it } from 'vitest';\n${text}`);
      return join(folder, name);
    });
    const file = join(folder, 'not there yet', 'run.jsonl');
    const vitest = [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--pool', 'forks'];
    const reporter = [
      `--reporter=${resolve('scripts/testing/run-reporter.mjs')}`,
      `--outputFile.run=${file}`,
    ];
    const { status } = spawnSync(process.execPath, [...vitest, '--no-file-parallelism', ...reporter]);
    return { status, paths, file, report: readVitestReport(file) };
  };

  it('counts tests, and a file that did not load as one failed', () => {
    const { status, paths, report } = run({
      'a.test.ts': `
        it('passes', () => {});
        it('fails', () => { throw new Error('1 is not 2'); });
        it.skip('is left', () => {});
        it.todo('is to come');`,
      'b.test.ts': "it('passes', () => {});",
      'c.test.ts': "import './none';",
      'd.test.ts': "it('passes', () => {}); afterAll(() => { throw new Error('behind all'); });",
    });
    const [a, , c, d] = paths;
    expect(status).toBe(1);
    expect(report).toEqual({
      passed: 3,
      failed: expect.arrayContaining([
        { name: 'fails', file: a, message: expect.stringContaining('1 is not 2') },
        { name: c, file: c, message: expect.stringContaining('none') },
        { name: d, file: d, message: expect.stringContaining('behind all') },
      ]),
      flaky: [],
      skipped: ['is left', 'is to come'],
      unfinished: [],
    });
    expect(report?.failed).toHaveLength(3);
  });

  it('gives errors outside of every test the file that ran then', () => {
    const lost =
      "it('one', async () => { Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 10)); });";
    const { status, paths, report } = run({ 'lost.test.ts': lost });
    expect(status).toBe(1);
    expect(report?.failed).toEqual([
      {
        name: 'Error, outside of every test',
        file: paths[0],
        message: expect.stringMatching(/lost.*lost\.test\.ts/s),
      },
    ]);
  });

  // A worker that crashes ends the whole run: vitest does not expect its channel to close.
  it.each(['pid', 'ppid'])('knows what a run left that broke off, by SIGKILL of a %s', (pid) => {
    const { status, paths, report, file } = run({
      'a.test.ts': "it('passes', () => {});",
      'b.test.ts': `
        process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
        it('ends it', () => new Promise(() => process.kill(process.${pid}, 'SIGKILL')));`,
    });
    expect(status).not.toBe(0);
    const isFirst = report?.passed === 1;
    expect(report?.unfinished).toEqual(isFirst ? [paths[1]] : expect.arrayContaining(paths));
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -1));
    expect(() => readVitestReport(file)).not.toThrow();
  });

  it('knows when there is no report', () => {
    expect(readVitestReport(join(folder, 'none'))).toBeUndefined();
  });
});

describe('readJunitReport', () => {
  it('counts cases and keeps what failed and the reasons of skipped ones', () => {
    const xml = `<?xml version="1.0"?><testsuites><testsuite name="pytest">
      <testcase classname="wire.a" name="one" time="0.1" />
      <testcase classname="wire.a" name="two" file="wire/a.py"><failure message="1 &gt; 2&#10;x">assert</failure></testcase>
      <testcase classname="wire.a" name="three" file="wire/a.py"><error message="x">boom</error></testcase>
      <testcase classname="wire.b" name="four"><skipped type="pytest.skip" message="needs &quot;x&quot;">f</skipped></testcase>
      <testcase classname="wire.b" name="five"><system-out>said &lt;failure</system-out></testcase>
    </testsuite></testsuites>`;
    expect(readJunitReport(report(xml))).toEqual({
      passed: 2,
      failed: [
        { name: 'wire.a.two', file: 'wire/a.py', message: '1 > 2\nx' },
        { name: 'wire.a.three', file: 'wire/a.py', message: 'x' },
      ],
      flaky: [],
      skipped: ['wire.b.four: needs "x"'],
      unfinished: [],
    });
  });
});

describe('afterSecondRun', () => {
  const failure = (name: string, file: string) => ({ name, file, message: 'no' });
  const first = { passed: 7, failed: [failure('one', 'a'), failure('two', 'b')], flaky: [], skipped: ['s'] };

  it('counts what failed once as flaky', () => {
    const second = { passed: 4, failed: [], flaky: [], skipped: [] };
    expect(afterSecondRun(first, second)).toEqual({
      passed: 9,
      failed: [],
      flaky: first.failed,
      skipped: ['s'],
    });
  });

  it('keeps failures of a file in which anything failed again', () => {
    const second = { passed: 3, failed: [failure('another', 'b')], flaky: [], skipped: [] };
    const [one, two] = first.failed;
    expect(afterSecondRun(first, second)).toEqual({ passed: 8, failed: [two], flaky: [one], skipped: ['s'] });
  });

  it('keeps all failures when the second run failed as a whole', () => {
    const second = { passed: 4, failed: [failure('run', '')], flaky: [], skipped: [] };
    expect(afterSecondRun(first, second)).toEqual(first);
  });
});

describe('afterGoingOn', () => {
  const failure = (name: string, file: string) => ({ name, file, message: 'no' });
  const first = {
    passed: 7,
    failed: [failure('one', 'a'), failure('crash', 'b'), failure('tier', '')],
    flaky: [],
    skipped: ['s'],
    unfinished: ['b', 'c'],
  };

  it('tells what broke a run off as flaky when the rest ended', () => {
    const rest = { passed: 2, failed: [failure('two', 'c')], flaky: [], skipped: ['t'], unfinished: [] };
    expect(afterGoingOn(first, rest)).toEqual({
      passed: 9,
      failed: [first.failed[0], rest.failed[0]],
      flaky: [first.failed[1], first.failed[2]],
      skipped: ['s', 't'],
      unfinished: [],
    });
  });

  it('keeps it as failed when the rest broke off too', () => {
    const rest = { passed: 1, failed: [failure('tier', '')], flaky: [], skipped: [], unfinished: ['b'] };
    const all = afterGoingOn(first, rest);
    expect(all.failed).toEqual([...first.failed, ...rest.failed]);
    expect(all.flaky).toEqual([]);
  });
});

describe('summaryLines', () => {
  it('ends with the counts', () => {
    expect(summaryLines({ passed: 3, failed: [], flaky: [], skipped: [] })).toEqual(['3 passed, 0 failed']);
  });

  it('names what was skipped, flaky and failed, with messages', () => {
    const [flaky, failed] = ['one', 'two'].map((name) => ({
      name,
      file: `${name}.ts`,
      message: 'Error: no\nat x',
    }));
    expect(summaryLines({ passed: 3, failed: [failed], flaky: [flaky], skipped: ['a: why'] })).toEqual([
      'skipped: a: why',
      'flaky, passed in a second run: one (one.ts)\n    Error: no\n    at x',
      'failed: two (two.ts)\n    Error: no\n    at x',
      '3 passed, 1 failed, 1 flaky, 1 skipped',
    ]);
  });
});
