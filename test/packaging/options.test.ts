import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockedFor } from '../../scripts/wheel/native-packages.mjs';
import { readOptions } from '../../scripts/wheel/options.mjs';
import { isDescription } from '../../scripts/wheel/runtime-files.mjs';
import { targets } from '../../scripts/wheel/targets.mjs';

describe('npm run wheel --', () => {
  it('takes a platform and a folder', () => {
    const { target, out } = readOptions(['--platform', 'macos-arm64', '--out', 'some/where']);
    expect(target.tag).toMatch(/^macosx_/);
    expect(out).toBe(resolve('some/where'));
  });

  it.each(['macos-x64', '', 'toString'])('names the platforms there are instead of %j', (platform) => {
    expect(() => readOptions(['--platform', platform])).toThrow(
      /--platform must be one of linux-x64, linux-arm64, macos-arm64, windows-x64\. Received: /,
    );
  });

  it.each([['--plattform', 'x'], ['extra'], ['--out']])('refuses %j in a sentence', (...args) => {
    expect(() => readOptions(args)).toThrow(/^npm run wheel: /);
  });
});

describe('packages of native code', () => {
  it.each(Object.entries(targets))(
    'for %s are sharp, its library, koffi, resvg and Polars, once each',
    (_, target) => {
      const names = lockedFor(target).map(([path]) => path.replace('node_modules/', ''));
      const wanted = [
        /^@img\/sharp-(?!libvips)/,
        /^@koromix\/koffi-/,
        /^@resvg\/resvg-js-/,
        /^nodejs-polars-/,
      ];
      for (const name of wanted) expect(names.filter((other) => name.test(other))).toHaveLength(1);
      // On Windows the library lies in sharp's own package.
      const libraries = names.filter((name) => name.startsWith('@img/sharp-libvips-'));
      expect(libraries).toHaveLength(target.os === 'win32' ? 0 : 1);
      expect(names).toHaveLength(wanted.length + libraries.length);
    },
  );
});

describe('what describes a package', () => {
  it('is package.json and every licence', () => {
    const names = ['package.json', 'LICENSE', 'LICENSE.txt', 'license.md', 'LICENCE', 'NOTICE', 'COPYING'];
    expect(names.filter((name) => !isDescription(name))).toEqual([]);
    expect(['README.md', 'index.js', 'my-license.js', 'package-lock.json'].filter(isDescription)).toEqual([]);
  });
});
