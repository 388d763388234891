// Folders of modules whose `main.mjs` exports what is to be compared. Their paths are left out of the results.
export const folders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  live: {
    'main.mjs': `
      import bump, { count, list, later as second } from './counter.mjs';
      import * as all from './counter.mjs';
      const before = [count, all.count, list.length];
      bump(); bump(5);
      export const result = [before, count, all.count, list, second, { count }, \`\${count}\`, typeof bump];`,
    'counter.mjs': `
      export let count = 0;
      export const list = [], later = 'x';
      export default function (by = 1) { count += by; list.push(by); }`,
  },
  circle: {
    'main.mjs': "import { seen, even } from './a.mjs'; export const result = [seen, even(10), even(7)];",
    'a.mjs': `
      import { odd, early } from './b.mjs';
      export function even(n) { return n === 0 || odd(n - 1); }
      export const late = 1;
      export const seen = early;`,
    'b.mjs': `
      import * as a from './a.mjs';
      import { even, late } from './a.mjs';
      export function odd(n) { return n !== 0 && even(n - 1); }
      const tried = (() => { try { return late; } catch (error) { return error.name; } })();
      export const early = [even(4), tried, typeof a.even];`,
  },
  commonjs: {
    'main.mjs': `
      import whole, { one, nested } from './object.cjs';
      import * as all from './object.cjs';
      import Thing from './class.cjs';
      import * as thing from './class.cjs';
      import make from './function.cjs';
      import number from './number.cjs';
      export const result = [whole.one, one, nested.deep, all.one, all.default === whole, new Thing(3).twice,
        thing.default === Thing, make('x'), make.extra, number, Object.keys(all).filter((name) => name !== 'module.exports')];`,
    'object.cjs': 'exports.one = 1; exports.nested = { deep: true }; exports.this = this === exports;',
    'class.cjs':
      'module.exports = class Thing { constructor(n) { this.n = n; } get twice() { return 2 * this.n; } };',
    'function.cjs': "function make(x) { return x + x; } make.extra = 'more'; module.exports = make;",
    'number.cjs': 'module.exports = 42;',
  },
  'commonjs-circle': {
    'main.mjs': "import a from './a.cjs'; export const result = [a.done, a.fromB, a.later()];",
    'a.cjs':
      "exports.done = false; const b = require('./b.cjs'); exports.fromB = b.sawA; exports.later = () => b.again(); exports.done = true;",
    'b.cjs': "const a = require('./a.cjs'); exports.sawA = a.done; exports.again = () => a.done;",
  },
  'top-level-await': {
    'main.mjs': `
      import { log } from './log.mjs';
      import { slow } from './slow.mjs';
      import { quick } from './quick.mjs';
      import { middle } from './middle.mjs';
      log.push('main');
      export const result = [log, slow, quick, middle];`,
    'log.mjs': 'export const log = [];',
    'slow.mjs':
      "import { log } from './log.mjs'; log.push('slow starts'); export const slow = await new Promise((go) => setTimeout(go, 20, 'slow')); log.push('slow ends');",
    'quick.mjs': "import { log } from './log.mjs'; log.push('quick'); export const quick = 'quick';",
    'middle.mjs':
      "import { slow } from './slow.mjs'; import { log } from './log.mjs'; log.push('middle'); export const middle = slow + '!'; for await (const x of [1, 2]) log.push(x);",
  },
  'awaiting-circle': {
    'main.mjs': "import { a } from './a.mjs'; import { b } from './b.mjs'; export const result = [a, b()];",
    'a.mjs':
      "import { b } from './b.mjs'; export const a = await Promise.resolve(1); export const fromA = () => b;",
    'b.mjs': "import { a } from './a.mjs'; await null; export const b = () => a + 1;",
  },
  reexports: {
    'main.mjs': `
      import * as all from './all.mjs';
      import fallback, { renamed, space } from './all.mjs';
      export const result = [Object.keys(all), fallback, renamed, space.x, all.own, all.same, 'clash' in all];`,
    'all.mjs': `
      import { x as hidden } from './x.mjs';
      export * from './x.mjs'; export * from './y.mjs'; export * as space from './x.mjs';
      export { x as renamed, x as default } from './x.mjs';
      export { hidden as again };
      export const own = 'own';`,
    'x.mjs':
      "export const x = 'x', clash = 1, own = 'hidden'; export default 'not exported'; export { same } from './z.mjs';",
    'y.mjs': "export const y = 'y', clash = 2; export { same } from './z.mjs';",
    'z.mjs': 'export const same = 3;',
  },
  names: {
    'main.mjs': `
      import arrow from './arrow.mjs'; import fn from './fn.mjs'; import named from './named.mjs';
      import cls from './cls.mjs'; import value, { first, rest, c, Class, gen } from './value.mjs';
      import early from './early.mjs';
      export const result = [arrow.name, fn.name, named.name, cls.name, value, first, rest, c, Class.name, gen().next(), early];`,
    'arrow.mjs': 'export default () => 1;',
    'fn.mjs': 'export default function () {}',
    'named.mjs': 'export default async function itself() { return itself; }',
    'cls.mjs': 'export default class { x = 1; }',
    'value.mjs':
      'const object = { a: 1, b: { c: 2 } }; export const [first, ...rest] = [1, 2, 3]; export const { b: { c } } = object; export class Class {} export function* gen() { yield c; } export { object as default };',
    'early.mjs': 'const saw = later(); export default saw; export function later() { return typeof later; }',
  },
  strict: {
    'main.mjs': `
      import * as space from './space.mjs';
      import { value } from './space.mjs';
      import { sloppy } from './sloppy.cjs';
      const attempt = (work) => { try { work(); return 'worked'; } catch (error) { return error.name; } };
      export const result = [
        typeof this, (function () { return typeof this; })(), attempt(() => { undeclared = 1; }),
        attempt(() => { space.value = 2; }), attempt(() => { space.more = 2; }), value,
        Object.prototype.toString.call(space), Object.getPrototypeOf(space), Object.isExtensible(space),
        space.method(), (0, space.method)(), sloppy, typeof require, typeof module, typeof exports, typeof __dirname,
      ];`,
    'space.mjs': 'export const value = 1; export function method() { return this === undefined; }',
    'sloppy.cjs': 'exports.sloppy = (function () { return typeof this; })();',
  },
  places: {
    'main.mjs': `
      import places from './sub/places.cjs';
      import { fileURLToPath } from 'node:url';
      import { basename, dirname, join } from 'node:path';
      const here = dirname(fileURLToPath(import.meta.url));
      const __filename = fileURLToPath(import.meta.url), __dirname = dirname(__filename), require = () => 'mine';
      export const result = [places, basename(import.meta.url).slice(0, 5), here === __dirname, require(),
        import.meta.resolve('node:fs'), import.meta.resolve('./not there.js').endsWith('/not%20there.js'),
        import.meta.url === String(new URL(basename(import.meta.url), import.meta.url))];`,
    'sub/places.cjs': `
      const { basename, dirname, relative } = require('node:path');
      const before = require('./again.cjs');
      delete require.cache[require.resolve('./again.cjs')];
      const after = require('./again.cjs');
      module.exports = [basename(__dirname), basename(__filename).slice(0, 6), module.filename === __filename, module.id === __filename,
        module.loaded, relative(__dirname, require.resolve('./again')).slice(0, 5), require.resolve('fs'), before === after,
        require('./again.cjs') === after, module.children.length, require.cache[__filename] === module,
        require.main === module, exports !== module.exports, module.paths[0] === __dirname + '/node_modules',
        (() => { try { require('./nothing'); } catch (error) { return error.code; } })(),
        (() => { try { require.resolve('no-such-package'); } catch (error) { return error.code; } })()];`,
    'sub/again.cjs': 'module.exports = {};',
    'sub/again.js': "throw new Error('the other one is named')",
  },
  packages: {
    'package.json':
      '{ "name": "own", "type": "module", "imports": { "#deep/*": "./src/*.js", "#plain": "./plain.cjs" }, "exports": { "./part": "./src/part.js" } }',
    'main.mjs': `
      import part from '#deep/part'; import { part as itself } from 'own/part'; import plain from '#plain';
      import old from './old/index.js'; import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      export const result = [part, itself, plain, old, require('./data.json'), require('#plain') === plain];`,
    'src/part.js': "export const part = 'part'; export default typeof require;",
    'plain.cjs':
      "module.exports = { folder: require('./folder'), main: require('./with-main'), json: require('./data') };",
    'folder/index.js': 'exports.index = true;',
    'folder/package.json': '{ "main": "" , "type": "commonjs" }',
    'with-main/package.json': '{ "main": "lib/start", "type": "commonjs" }',
    'with-main/lib/start.js': "exports.from = 'start'; exports.up = require('..') === module.exports;",
    'data.json': '{ "n": [1, 2] }',
    'old/package.json': '{ "type": "commonjs" }',
    'old/index.js': 'module.exports = [typeof require, typeof module, this === exports];',
  },
  dynamic: {
    'main.mjs': `
      const [one, again] = [await import('./one.mjs'), await import('./one.mjs')];
      const { load } = (await import('./load.cjs')).default;
      const failed = await import('./failing.mjs').catch((error) => error.message);
      const gone = await import('./' + 'gone.mjs').catch((error) => error.code);
      export const result = [one === again, one.default, Object.keys(one), (await load('one')) === one,
        (await import('./plain.cjs')).default.x, failed, gone, (await import(new URL('./one.mjs', import.meta.url))) === one];`,
    'one.mjs': "#!/usr/bin/env node\nexport const b = 1, a = 2; export default 'one';",
    'load.cjs': 'exports.load = (name) => import("./" + name + ".mjs");',
    'plain.cjs': 'exports.x = 1;',
    'failing.mjs': "export const x = 1; throw new Error('fails');",
  },
  data: {
    'main.mjs': `
      import { readFileSync } from 'node:fs';
      import fs from 'node:fs';
      import * as path from 'node:path';
      import assert, { equal } from 'node:assert';
      import EventEmitter, { once } from 'node:events';
      assert(true); equal(1, 1);
      export const result = [fs.readFileSync === readFileSync, path.basename('/a/b'), path.default.sep === path.sep,
        new EventEmitter() instanceof EventEmitter, typeof once, EventEmitter.once === once];`,
  },
};
