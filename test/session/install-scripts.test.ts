// What `install` tells of scripts that it did not run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeScripts, scriptedPackages } from '../../kernel/session/install-scripts.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tensorcell-install-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: unknown): void {
  const file = join(folder, 'node_modules', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
}

it('names the packages with their scripts, those of others left out', () => {
  write('.package-lock.json', {
    packages: {
      'node_modules/quiet': { version: '1.0.0' },
      'node_modules/@own/built': { version: '2.0.0', hasInstallScript: true },
      'node_modules/quiet/node_modules/loud': { version: '3.1.0', hasInstallScript: true },
    },
  });
  write('@own/built/package.json', { scripts: { test: 'x' } });
  write('@own/built/binding.gyp', '{}');
  write('quiet/node_modules/loud/package.json', { scripts: { postinstall: 'node a.js', test: 'y' } });
  const told = describeScripts(scriptedPackages(folder));
  expect(told).toContain('@own/built@2.0.0  install: node-gyp rebuild');
  expect(told).toContain('loud@3.1.0  postinstall: node a.js');
  expect(told).toContain("await install('@own/built', 'loud', { scripts: true })");
  expect(told).not.toContain('quiet@');
});

it.each(['', '{', '[]', 'null', '{ "packages": {} }'])(
  'reads nothing from a lock file that holds %j',
  (text) => {
    write('.package-lock.json', text);
    expect(scriptedPackages(folder)).toEqual([]);
  },
);

it('needs no folder of packages', () => {
  expect(scriptedPackages(folder)).toEqual([]);
});
