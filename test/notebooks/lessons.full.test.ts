// Every lesson on the real kernel, all its cells twice in one session, in quick form: it must run without an
// error and keep the claims that its claims file states for that form.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { venvPython } from '../../scripts/setup/paths.mjs';

const run = promisify(execFile);
const lessons = readdirSync('notebooks/source')
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -'.md'.length));

describe('in quick form', () => {
  it.each(lessons)(
    '%s runs, reruns and keeps its claims',
    async (name) => {
      const report = await run(venvPython, ['scripts/lessons.py', name, '--twice'], {
        encoding: 'utf8',
      }).catch((failure: { stdout: string; stderr: string }) => failure);
      expect(`${report.stdout}\n${report.stderr}`).toContain('1 passed, 0 failed');
    },
    300_000,
  );
});
