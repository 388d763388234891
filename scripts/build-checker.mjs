// The last part of `npm run build`: the compiler's text, what the checker's snapshot is taken of, as one script, and a
// fingerprint of all that is in the snapshot, by which one that is out of date is known.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { changedCompiler } from '../build/kernel/language/compiler-text.js';
import { root } from './setup/paths.mjs';
import { fingerprint } from './setup/stamps.mjs';

const folder = join(root, 'dist', 'kernel', 'language');
const script = join(folder, 'snapshot.cjs');

await build({
  entryPoints: [join(root, 'build', 'kernel', 'language', 'snapshot.js')],
  outfile: script,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  alias: { 'node:module': join(root, 'scripts', 'checker', 'modules.mjs') },
  // All modules lie in folders of dist/kernel, from which packages and ../../types are found alike.
  banner: { js: "const ownAddress = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'ownAddress' },
});
const compiler = join(folder, 'compiler.cjs');
const typescript = createRequire(import.meta.url).resolve('typescript');
const short = { minifyWhitespace: true, minifyIdentifiers: true, target: 'node20' };
// One character beyond Latin-1, and V8 takes two bytes for each.
const { code } = await transform(changedCompiler(typescript), { ...short, charset: 'ascii' });
writeFileSync(compiler, code);

const packages = ['typescript', 'tslab'].map((name) => join(root, 'node_modules', name, 'package.json'));
// V8 takes a snapshot only with the options with which it was taken.
const options = join(root, 'build', 'kernel', 'contract', 'snapshot-options.js');
const content = {
  fingerprint: fingerprint([script, compiler, options, join(root, 'dist', 'types'), ...packages]),
};
writeFileSync(join(folder, 'snapshot.json'), `${JSON.stringify(content)}\n`);
