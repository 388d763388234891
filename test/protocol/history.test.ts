import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { History } from '../../kernel/protocol/history.js';
import { readContent } from '../../kernel/protocol/requests.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
  file = join(folder, 'deep', 'history.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const find = (history: History, content: object) =>
  history.find(readContent('history_request', { ...content }));
const sources = (history: History, content: object) => find(history, content).map(([, , source]) => source);

function filled(at: string | undefined, lines: readonly string[]): History {
  const history = new History(at);
  lines.forEach((line, index) => {
    history.add(index + 1, line);
  });
  return history;
}

describe('History', () => {
  it('gives the last lines in order', () => {
    const history = filled(undefined, ['a', 'b', 'c']);
    expect(sources(history, { hist_access_type: 'tail', n: 2 })).toEqual(['b', 'c']);
    expect(sources(history, { hist_access_type: 'tail' })).toEqual(['a', 'b', 'c']);
  });

  it('gives a range of this session without its end', () => {
    const history = filled(undefined, ['a', 'b', 'c', 'd']);
    expect(find(history, { hist_access_type: 'range', session: 0, start: 2, stop: 4 })).toEqual([
      [1, 2, 'b'],
      [1, 3, 'c'],
    ]);
  });

  it('searches by glob, each source once if wished', () => {
    const history = filled(undefined, ['tf.add', 'plot', 'tf.sub', 'tf.add']);
    expect(sources(history, { hist_access_type: 'search', pattern: 'tf*' })).toEqual([
      'tf.add',
      'tf.sub',
      'tf.add',
    ]);
    expect(sources(history, { hist_access_type: 'search', pattern: 'tf*', unique: true })).toEqual([
      'tf.sub',
      'tf.add',
    ]);
    expect(sources(history, { hist_access_type: 'search', pattern: 'tf*', n: 1 })).toEqual(['tf.add']);
  });

  it('carries outputs when asked', () => {
    const history = filled(undefined, ['1 + 1', 'x']);
    history.addOutput(1, '2');
    expect(find(history, { output: true })).toEqual([
      [1, 1, ['1 + 1', '2']],
      [1, 2, ['x', null]],
    ]);
  });

  it('lasts from session to session', () => {
    filled(file, ['first']).close();
    const second = filled(file, ['second']);
    expect(sources(second, { hist_access_type: 'tail' })).toEqual(['first', 'second']);
    expect(sources(second, { hist_access_type: 'range', session: -1, start: 0 })).toEqual(['first']);
    second.close();
  });

  it('is shared by kernels that run at the same time', () => {
    const [one, other] = [filled(file, ['one']), filled(file, ['other'])];
    one.flush();
    other.flush();
    expect(sources(one, { hist_access_type: 'tail' })).toEqual(['one', 'other']);
    one.close();
    other.close();
  });

  it('goes on in memory where the file is none of SQLite', () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const spoilt = join(folder, 'spoilt.sqlite');
    writeFileSync(spoilt, 'not a database at all, and long enough to be read as one'.repeat(100));
    expect(sources(filled(spoilt, ['a']), {})).toEqual(['a']);
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });

  it('takes over the lock of a kernel that was killed', () => {
    filled(file, ['a']).close();
    mkdirSync(`${file}.lock`);
    const old = new Date(Date.now() - 60_000);
    utimesSync(`${file}.lock`, old, old);
    expect(sources(filled(file, ['b']), {})).toEqual(['a', 'b']);
  });
});
