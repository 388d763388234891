// A history whose file cannot be used: the lines stay, the user is told once, and they are written when it can.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { History } from '../../kernel/protocol/history.js';
import { readContent } from '../../kernel/protocol/requests.js';

const garbage = 'not a database at all, and long enough to be read as one'.repeat(100);
const retryAfter = 10_000;

let folder: string;
let file: string;
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
  file = join(folder, 'deep', 'history.sqlite');
  told = [];
  vi.spyOn(console, 'error').mockImplementation((text) => told.push(String(text)));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function sources(history: History): unknown[] {
  return history
    .find(readContent('history_request', { hist_access_type: 'tail' }))
    .map(([, , source]) => source);
}

/** What another kernel finds in the file. */
function inFile(): unknown[] {
  const other = new History(file);
  const found = sources(other);
  other.close();
  return found;
}

/** Each makes the file unusable, and gives back what makes it usable again. */
const faults: Record<string, () => () => void> = {
  'locked by a kernel that was killed': () => {
    mkdirSync(`${file}.lock`);
    return () => vi.advanceTimersByTime(2 * retryAfter);
  },
  'locked by a file': () => {
    writeFileSync(`${file}.lock`, '');
    return () => rmSync(`${file}.lock`);
  },
  'in a folder that was deleted': () => {
    rmSync(join(folder, 'deep'), { recursive: true });
    return () => {};
  },
  'in a folder that became a file': () => {
    rmSync(join(folder, 'deep'), { recursive: true });
    writeFileSync(join(folder, 'deep'), 'x');
    return () => rmSync(join(folder, 'deep'));
  },
  overwritten: () => {
    writeFileSync(file, garbage);
    return () => rmSync(file);
  },
  'cut to nothing': () => {
    writeFileSync(file, '');
    return () => {};
  },
  'replaced by a folder': () => {
    rmSync(file);
    mkdirSync(file);
    return () => rmSync(file, { recursive: true });
  },
};

describe.each(Object.keys(faults))('a history %s', (name) => {
  it('loses no line and is written as soon as that is possible', () => {
    const history = new History(file);
    history.add(1, 'before');
    history.flush();
    const remedy = faults[name]!();
    history.add(2, 'meanwhile');
    history.addOutput(2, "'shown'");
    vi.advanceTimersByTime(retryAfter / 2);
    expect(sources(history)).toEqual(['before', 'meanwhile']);
    expect(told.length).toBeLessThanOrEqual(1);
    remedy();
    history.add(3, 'after');
    vi.advanceTimersByTime(2 * retryAfter);
    expect(inFile()).toEqual(['before', 'meanwhile', 'after']);
    expect(told.length).toBeLessThanOrEqual(1);
    history.close();
  });

  it('is tried a last time when the kernel ends', () => {
    const history = new History(file);
    history.add(1, 'before');
    history.flush();
    const remedy = faults[name]!();
    history.add(2, 'last');
    history.flush();
    remedy();
    history.close();
    expect(inFile()).toEqual(['before', 'last']);
  });

  it('takes no kernel along that starts meanwhile', () => {
    const first = new History(file);
    first.add(1, 'first');
    first.flush();
    faults[name]!();
    const second = new History(file);
    second.add(1, 'second');
    vi.advanceTimersByTime(1000);
    expect(sources(second)).toContain('second');
    expect(() => second.close()).not.toThrow();
    expect(() => first.close()).not.toThrow();
  });
});

describe('a history that fails', () => {
  it('is told about once, with its file and the reason', () => {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(file, garbage);
    const history = new History(file);
    for (let line = 1; line < 10; line++) {
      history.add(line, `line ${line}`);
      vi.advanceTimersByTime(retryAfter + 1);
    }
    expect(told).toEqual([
      expect.stringMatching(/history\.sqlite cannot be used now \(.*not a database.*\)/),
    ]);
    history.close();
    expect(told.at(-1)).toMatch(/9 lines could not be written/);
    expect(readFileSync(file, 'utf8')).toBe(garbage);
  });

  it('is not blocked for long by one that is locked', () => {
    new History(file).close();
    mkdirSync(join(folder, 'deep'), { recursive: true });
    mkdirSync(`${file}.lock`);
    const history = new History(file);
    vi.useRealTimers();
    const start = performance.now();
    history.add(1, 'x');
    for (let i = 0; i < 20; i++) expect(sources(history)).toEqual(['x']);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('undoes what a failed write began', () => {
    const history = new History(file);
    history.add(1, 'a');
    history.flush();
    const database = new sqlite.Database(file);
    database.exec('DROP TABLE output_history');
    database.close();
    history.add(2, 'b');
    history.addOutput(2, 'half of the write fails');
    history.flush();
    expect(inFile()).toEqual(['a']);
    vi.advanceTimersByTime(2 * retryAfter);
    expect(inFile()).toEqual(['a', 'b']);
    history.close();
  });

  it('keeps two kernels apart that both come back', () => {
    const [one, other] = [new History(file), new History(file)];
    for (const [history, source] of [
      [one, 'one'],
      [other, 'other'],
    ] as const) {
      history.add(1, source);
      history.flush();
    }
    rmSync(join(folder, 'deep'), { recursive: true });
    for (const history of [one, other]) history.flush();
    expect(existsSync(file)).toBe(true);
    expect(inFile().sort()).toEqual(['one', 'other']);
    one.close();
    other.close();
  });

  it('does not mind bytes at the end of the file', () => {
    const history = new History(file);
    history.add(1, 'a');
    history.flush();
    appendFileSync(file, 'trailing');
    history.add(2, 'b');
    history.flush();
    expect(sources(history)).toEqual(['a', 'b']);
    history.close();
  });
});

describe('a search', () => {
  it.each([
    ['*', ['aaa', 'a[b]c', 'tf.add', 'z']],
    ['?', ['z']],
    ['a*c', ['a[b]c']],
    ['a[[]b*', ['a[b]c']],
    ['[a-t]*a*', ['aaa', 'tf.add']],
    ['[^a]*', ['tf.add', 'z']],
    ['*]c', ['a[b]c']],
    ['[', []],
    ['', []],
    ['**a**', ['aaa', 'a[b]c', 'tf.add']],
  ])('for %s', (pattern, expected) => {
    const history = new History();
    ['aaa', 'a[b]c', 'tf.add', 'z'].forEach((source, index) => {
      history.add(index + 1, source);
    });
    const request = readContent('history_request', { hist_access_type: 'search', pattern });
    expect(history.find(request).map(([, , source]) => source)).toEqual(expected);
  });

  it('ends in time, whatever the pattern', () => {
    const history = new History();
    for (let line = 1; line <= 50; line++) history.add(line, 'a'.repeat(50_000));
    const start = performance.now();
    for (const pattern of [
      `${'*a'.repeat(30)}b`,
      `${'*'.repeat(10_000)}b`,
      '*[^b]'.repeat(200),
      'x'.repeat(100_000),
    ])
      history.find(readContent('history_request', { hist_access_type: 'search', pattern }));
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it.each([
    { n: 1e300 },
    { n: -5 },
    { session: -1e15 },
    { start: 2 ** 53, stop: 1 },
    { n: 2.5, pattern: '\0' },
  ])('answers %o', (content) => {
    const history = new History();
    history.add(1, 'a');
    for (const hist_access_type of ['tail', 'range', 'search'])
      expect(history.find(readContent('history_request', { hist_access_type, ...content }))).toBeInstanceOf(
        Array,
      );
  });
});
