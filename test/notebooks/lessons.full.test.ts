// Every lesson on the real kernel, all its cells twice in one session, in quick form: it must run without an
// error and keep the claims that its claims file states for that form. Of the first run is written down which cell
// reads what another gave it: that is what the marks of stale cells must say.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { venvPython } from '../../scripts/setup/paths.mjs';
import { codeCells, marksOf } from './stale/marks.js';
import { dependantsByRunning, type RecordedCell, recordingEnvironment } from './stale/recorded.js';

const run = promisify(execFile);
const lessons = readdirSync('notebooks/source')
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -'.md'.length));

const records = mkdtempSync(join(tmpdir(), 'tensorcell-recorded-'));
afterAll(() => rmSync(records, { recursive: true }));

describe('in quick form', () => {
  it.each(lessons)(
    '%s runs, reruns, keeps its claims, and its marks of stale cells are true',
    async (name) => {
      const texts = codeCells(name);
      const record = join(records, name);
      const report = await run(venvPython, ['scripts/lessons.py', name, '--twice'], {
        encoding: 'utf8',
        env: { ...process.env, ...recordingEnvironment(record, texts.length) },
      }).catch((failure: { stdout: string; stderr: string }) => failure);
      expect(`${report.stdout}\n${report.stderr}`).toContain('1 passed, 0 failed');
      const recorded = JSON.parse(readFileSync(record, 'utf8')) as RecordedCell[];
      expect(marksOf(texts)).toEqual(dependantsByRunning(recorded, texts));
    },
    300_000,
  );
});
