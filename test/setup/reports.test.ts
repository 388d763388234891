import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  afterSecondRun,
  readErrorsReport,
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
  const test = (status: string) => ({
    status,
    fullName: `a ${status} test`,
    failureMessages: ['1 is not 2'],
  });

  it('counts tests, and a file that did not load as one failed', () => {
    const suites = [
      {
        name: 'a.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [test('passed'), test('failed'), test('skipped'), test('todo')],
      },
      { name: 'b.test.ts', status: 'passed', message: '', assertionResults: [test('passed')] },
      { name: 'c.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    ];
    expect(readVitestReport(report(JSON.stringify({ testResults: suites })))).toEqual({
      passed: 2,
      failed: [
        { name: 'a failed test', file: 'a.test.ts', message: '1 is not 2' },
        { name: 'c.test.ts', file: 'c.test.ts', message: 'no such module' },
      ],
      flaky: [],
      skipped: ['a skipped test', 'a todo test'],
    });
  });

  it('knows when there is no report', () => {
    expect(readVitestReport(join(folder, 'none'))).toBeUndefined();
  });
});

describe('readErrorsReport', () => {
  it('gives errors outside of every test the file that ran then', () => {
    const suite = join(folder, 'lost.test.ts');
    const file = join(folder, 'not there yet', 'errors.json');
    writeFileSync(
      suite,
      "import { test } from 'vitest';\n" +
        "test('one', async () => { Promise.reject(new Error('lost')); await new Promise((r) => setTimeout(r, 10)); });\n",
    );
    const reporter = [
      `--reporter=${resolve('scripts/testing/errors-reporter.mjs')}`,
      `--outputFile.errors=${file}`,
    ];
    const run = spawnSync(process.execPath, [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root',
      folder,
      ...reporter,
    ]);
    expect(run.status).toBe(1);
    expect(readErrorsReport(file)).toEqual([
      {
        name: 'Error, outside of every test',
        file: suite,
        message: expect.stringMatching(/lost.*lost\.test\.ts/s),
      },
    ]);
  });

  it('knows none where there is no report', () => {
    expect(readErrorsReport(join(folder, 'none'))).toEqual([]);
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
