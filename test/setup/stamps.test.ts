import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, isStamped, writeStamp } from '../../scripts/setup/stamps.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamps-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('stamps', () => {
  it('hold for the fingerprint they were written with', () => {
    const stamp = join(folder, 'deep', 'stamp');
    expect(isStamped(stamp, 'a')).toBe(false);
    writeStamp(stamp, 'a');
    expect(isStamped(stamp, 'a')).toBe(true);
    expect(isStamped(stamp, 'b')).toBe(false);
  });
});

describe('fingerprint', () => {
  it('changes with a file’s content, a new file and the words', () => {
    writeFileSync(join(folder, 'a'), '1');
    const first = fingerprint([folder], 'x');
    expect(fingerprint([folder], 'x')).toBe(first);
    expect(fingerprint([folder], 'y')).not.toBe(first);
    writeFileSync(join(folder, 'a'), '2');
    const second = fingerprint([folder], 'x');
    expect(second).not.toBe(first);
    writeFileSync(join(folder, 'b'), '');
    expect(fingerprint([folder], 'x')).not.toBe(second);
  });

  it('takes a missing file as nothing', () => {
    expect(fingerprint([join(folder, 'none')])).toBe(fingerprint([]));
  });
});
