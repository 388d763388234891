#!/usr/bin/env node
// `npm run test:nodes -- [VERSION …]`: the fast tier, Jupyter's own test of kernels and the tests over the wire on each
// other version of Node that is supported. Needs the build and the Python environment of `npm test`.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { root, venvPython } from './setup/paths.mjs';
import { runMain } from './setup/problem.mjs';
import { nodeOfVersion, otherNodes } from './testing/nodes.mjs';

await runMain(async () => {
  const versions = process.argv.slice(2);
  let failed = 0;
  for (const version of versions.length > 0 ? versions : otherNodes) {
    failed += testOn(await nodeOfVersion(version), version);
  }
  return failed === 0 ? 0 : 1;
});

/**
 * How many of the suites failed.
 * @param {string} node
 * @param {string} version
 */
function testOn(node, version) {
  const suites = [
    [node, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'fast*'],
    [venvPython, '-m', 'pytest', '-q', 'test/conformance/jupyter_kernel_test', 'test/wire'],
  ];
  // The kernels that the tests start are those of the first `node` on the path.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  return suites.filter(([program = '', ...args]) => {
    console.log(`\n── Node ${version}: ${args.slice(0, 4).join(' ')}`);
    return spawnSync(program, args, { cwd: root, env, stdio: 'inherit' }).status !== 0;
  }).length;
}
