import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJunitReport, readVitestReport, summaryLine } from '../../scripts/testing/reports.mjs';

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
  const test = (status: string) => ({ status, fullName: `a ${status} test` });

  it('counts tests, and a file that did not load as one failed', () => {
    const suites = [
      { status: 'failed', assertionResults: [test('passed'), test('failed'), test('skipped'), test('todo')] },
      { status: 'passed', assertionResults: [test('passed')] },
      { status: 'failed', assertionResults: [] },
    ];
    expect(readVitestReport(report(JSON.stringify({ testResults: suites })))).toEqual({
      passed: 2,
      failed: 2,
      skipped: ['a skipped test', 'a todo test'],
    });
  });

  it('knows when there is no report', () => {
    expect(readVitestReport(join(folder, 'none'))).toBeUndefined();
  });
});

describe('readJunitReport', () => {
  it('counts cases and keeps the reasons of skipped ones', () => {
    const xml = `<?xml version="1.0"?><testsuites><testsuite name="pytest">
      <testcase classname="wire.a" name="one" time="0.1" />
      <testcase classname="wire.a" name="two"><failure message="1 &gt; 2">assert</failure></testcase>
      <testcase classname="wire.a" name="three"><error message="x">boom</error></testcase>
      <testcase classname="wire.b" name="four"><skipped type="pytest.skip" message="needs &quot;x&quot;">f</skipped></testcase>
      <testcase classname="wire.b" name="five"><system-out>said &lt;failure</system-out></testcase>
    </testsuite></testsuites>`;
    expect(readJunitReport(report(xml))).toEqual({
      passed: 2,
      failed: 2,
      skipped: ['wire.b.four: needs "x"'],
    });
  });
});

describe('summaryLine', () => {
  it('names skipped tests only when there are some', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: [] })).toBe('3 passed, 0 failed');
    expect(summaryLine({ passed: 3, failed: 1, skipped: ['a'] })).toBe('3 passed, 1 failed, 1 skipped');
  });
});
