// Which JavaScript files run: esbuild follows every import from the scripts that are started, so that sources, other module
// formats, browsers' builds and packages that only an install script uses stay out.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { root } from '../setup/paths.mjs';

const require = createRequire(join(root, 'package.json'));

// `createRequire(…)('name')`, `require('name')` and `require.resolve('name')`: names that no bundler follows. In a bundle
// `require` may be `require$1`, and the module's place is `new URL(…).href`.
const loadedByName =
  /(?:require(?:\$\w+)?|\.resolve|import\.meta\.url(?:\)\.href)?\))\(\s*['"]((?!node:|tensorcell)[^'".][^'"]*)['"]\s*[,)]/g;
/** Lines of comments, which may name what they do not load. */
const comments = /^\s*(?:\/\/|\/?\*).*$/gm;

// Read as text, for a page that holds its libraries.
const readAsText = /libraries: \[([^\]]*)\]/g;

/** The compiler of tslab's converter, for which kernel/language/tslab.ts gives it another. */
const givenByUs = '@tslab/typescript-for-tslab';

/**
 * @typedef {object} Tracing
 * @property {string[]} [entries] what is started, within the project; by default all that is built
 * @property {string[]} [without] packages that are not used by what is started
 */

/**
 * @param {Tracing} [options]
 * @returns {Promise<string[]>} paths within the project, with `/`
 */
export async function tracedFiles({ entries, without = [] } = {}) {
  const own = entries ? (await inputsOf(entries, without)).filter(isOurs) : scriptsUnder('dist');
  const named = namedIn(own).filter((name) => !without.some((one) => `${name}/`.startsWith(`${one}/`)));
  return (await inputsOf([...own, ...named.map(entryOf)], without)).sort();
}

/** @param {string} file */
const isOurs = (file) => /^(build|dist|scripts|bench)\/.*\.m?js$/.test(file);

/**
 * @param {string[]} entries
 * @param {string[]} without
 */
async function inputsOf(entries, without) {
  const { metafile } = await build({
    absWorkingDir: root,
    // One entry: of several, esbuild makes a bundle each.
    stdin: { contents: entries.map(imported).join('\n'), resolveDir: root },
    preserveSymlinks: true,
    platform: 'node',
    conditions: [],
    format: 'esm',
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'silent',
    loader: { '.node': 'empty' },
    external: [givenByUs, ...without],
    plugins: [optionalImports],
  });
  return Object.keys(metafile.inputs).filter((file) => file !== '<stdin>');
}

/** @param {string} file within the project */
const imported = (file) => `import ${JSON.stringify(`./${file.replaceAll('\\', '/')}`)};`;

/**
 * What a package tries and can do without (`canvas`, other platforms' prebuilds) is not installed. What we import
 * ourselves must be.
 * @type {import('esbuild').Plugin}
 */
const optionalImports = {
  name: 'optional imports',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === 'asked') return undefined;
      const found = await esbuild.resolve(path, { ...from, pluginData: 'asked' });
      if (found.errors.length === 0) return found;
      return from.importer.includes('node_modules') ? { path, external: true } : { errors: found.errors };
    });
  },
};

/** @param {string[]} files */
function namedIn(files) {
  const names = new Set();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8').replace(comments, '');
    for (const [, name] of text.matchAll(loadedByName)) names.add(name);
    for (const [, list] of text.matchAll(readAsText)) {
      for (const [, name] of list.matchAll(/'([^']+)'/g)) names.add(name);
    }
  }
  return [...names];
}

/** @param {string} name a package, or a file in one */
function entryOf(name) {
  const [path] = require
    .resolve(name)
    .split(/[\\/]node_modules[\\/]/)
    .slice(-1);
  return join('node_modules', path);
}

/**
 * @param {string} folder within the project
 * @returns {string[]}
 */
function scriptsUnder(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}
