// TensorFlow.js' own tests as one file. They are published as modules for bundlers (imports without endings), and
// register themselves by being imported, so that nothing may be shaken off.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');

/** Bundles the suite and gives the file's path; importing it declares every test. */
export async function bundleSuite() {
  const outfile = join(root, '.cache', 'conformance', 'tfjs-core.cjs');
  mkdirSync(dirname(outfile), { recursive: true });
  const core = '@tensorflow/tfjs-core/dist';
  await build({
    stdin: {
      resolveDir: root,
      contents: `
        import '${core}/public/chained_ops/register_all_chained_ops';
        import './test/conformance/tfjs-core/environment.mjs';
        import '${core}/tests';
      `,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    ignoreAnnotations: true,
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outfile;
}
