// A part of `npm run build`: the thousand modules that tsc wrote to build/ as the few files that run, in dist/. Node takes a
// millisecond of its own for each module that it loads, which every start of a kernel would wait for.
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, posix, relative } from 'node:path';
import { rollup } from 'rollup';
import { giveNamesBack } from './bundles/names.mjs';
import { root } from './setup/paths.mjs';

const build = join(root, 'build');
const dist = join(root, 'dist');

/** What is imported from outside, or started as a program or a thread. All else is within these, and what they share. */
const entries = {
  lib: ['index', 'kernel-door', 'cache-folder', 'distribute/team/member', 'image/workers/worker'],
  kernel: [
    ...['main', 'session/main', 'session/listener-thread', 'session/modules/compiler-thread'],
    ...['language/take-snapshot', 'language/thread', 'protocol/snapshot-file', 'train/worker'],
    // For benches and tests.
    ...['convert/notebook', 'convert/program', 'language/language'],
    ...['protocol/checker', 'protocol/checker-process', 'protocol/start-checker'],
  ],
};

for (const part of /** @type {const} */ (['lib', 'kernel'])) {
  rmSync(join(dist, part), { recursive: true, force: true });
  const chunks = await write(part, entries[part]);
  if (part === 'lib') writeNames(chunks);
}
// Declarations, for programs that import the library.
cpSync(build, dist, { recursive: true, filter: (file) => !/\.js$|\.tsbuildinfo$/.test(file) });

/**
 * @param {string} part a folder of build/
 * @param {string[]} names
 */
async function write(part, names) {
  const bundle = await rollup({
    input: Object.fromEntries(names.map((name) => [name, join(build, part, `${name}.js`)])),
    // Packages, Node's own modules, and the library where the kernel uses it: there is one of each in a process.
    external: (id, importer) => importer !== undefined && !isWithin(part, id, importer),
    treeshake: false,
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
    plugins: [{ name: 'own places and names', resolveImportMeta, renderChunk: giveNamesBack }],
  });
  const { output } = await bundle.write({
    dir: join(dist, part),
    format: 'es',
    generatedCode: 'es2015',
    hoistTransitiveImports: false,
    chunkFileNames: 'part-[hash].js',
  });
  return output;
}

/**
 * The library's names, by which the kernel knows what runs before it is loaded (kernel/contract/needs-library.ts).
 * @param {readonly (import('rollup').OutputChunk | import('rollup').OutputAsset)[]} output
 */
function writeNames(output) {
  const index = output.find((file) => file.name === 'index');
  if (index?.type !== 'chunk') throw new Error("Expected the library's index among its bundles.");
  writeFileSync(join(dist, 'lib', 'names.json'), `${JSON.stringify(index.exports)}\n`);
}

/**
 * @param {string} part
 * @param {string} id as it is imported, or a path
 * @param {string} importer
 */
function isWithin(part, id, importer) {
  if (!id.startsWith('.') && !isAbsolute(id)) return false;
  const path = relative(build, isAbsolute(id) ? id : join(importer, '..', id)).replaceAll('\\', '/');
  if (path.startsWith(`${part}/`)) return true;
  const isThere = Object.entries(entries).some(([other, all]) =>
    all.some((name) => `${other}/${name}.js` === path),
  );
  if (!isThere)
    throw new Error(`${importer} imports ${path}: expected one of the entries in build-bundles.mjs.`);
  return false;
}

/**
 * `import.meta.url` stays the place of the module, from which files beside it are found.
 * @param {string | null} property
 * @param {{ chunkId: string, moduleId: string }} where
 */
function resolveImportMeta(property, { chunkId, moduleId }) {
  if (property !== 'url') return null;
  const [, own] = relative(build, moduleId)
    .replaceAll('\\', '/')
    .split(/^(?:lib|kernel)\//);
  const place = posix.relative(posix.dirname(chunkId), own ?? '');
  return place === posix.basename(chunkId) ? null : `new URL('${place}', import.meta.url).href`;
}
