import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPython, refuseLink } from '../../scripts/setup/python.mjs';

type Facts = { version: [number, number]; hasPip: boolean };

/** A machine with these Pythons by command name. */
const machine = (pythons: Record<string, Facts>) => (command: string[]) => pythons[command.join(' ')];

const whole = (major: number, minor: number): Facts => ({ version: [major, minor], hasPip: true });

describe('findPython', () => {
  it('takes python3 when it will do', () => {
    expect(findPython(machine({ python3: whole(3, 10), 'python3.12': whole(3, 12) }))).toEqual(['python3']);
  });

  it('looks further when python3 is too old or cannot make environments', () => {
    const old = machine({ python3: whole(3, 8), python: whole(2, 7), 'python3.12': whole(3, 12) });
    expect(findPython(old)).toEqual(['python3.12']);
    const bare = { version: [3, 11], hasPip: false } satisfies Facts;
    expect(findPython(machine({ python3: bare, 'python3.10': whole(3, 10) }))).toEqual(['python3.10']);
  });

  it('says that Python is missing', () => {
    expect(() => findPython(machine({}))).toThrow(/Python is missing.*install Python 3\.10 or newer/);
  });

  it('says that the newest one is too old', () => {
    const pythons = machine({ python3: whole(3, 9), python: whole(2, 7) });
    expect(() => findPython(pythons)).toThrow(/Python 3\.9 is too old.*install Python 3\.10 or newer/);
  });

  it('says which Debian package is missing', () => {
    const pythons = machine({ python3: { version: [3, 11], hasPip: false } });
    expect(() => findPython(pythons)).toThrow(/without its venv.*apt install python3-venv/);
  });
});

it('an environment that is a link is left alone, and named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linked-'));
  const link = join(folder, '.venv');
  expect(() => refuseLink(link)).not.toThrow();
  expect(() => refuseLink(folder)).not.toThrow();
  symlinkSync(folder, link);
  expect(() => refuseLink(link)).toThrow(/\.venv is a link.*remove the link/);
  rmSync(folder, { recursive: true });
});
