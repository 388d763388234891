// The check as one archive for a Linux machine that has nothing of ours: Node, koffi, of the built library what runs, and the
// check's own scripts, laid out as in the clone.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { root, setupLog } from '../setup/paths.mjs';
import { explainFailure, Problem } from '../setup/problem.mjs';
import { copyFiles, copyPackages, writeDescription } from '../wheel/gather.mjs';
import { nativePackages } from '../wheel/native-packages.mjs';
import { scriptsThatRun } from '../wheel/runtime-files.mjs';
import { ownPlatform, targets } from '../wheel/targets.mjs';

/** MiB at most: it is carried by hand, or by mail. */
const mostMegabytes = 60;

const name = 'tensorcell-check-gpu';

const entries = ['check', 'model-worker', 'memory-worker', 'tensorflow-worker'].map(
  (one) => `scripts/gpu/${one}.mjs`,
);

/** Read by path. */
const others = [
  'LICENSE',
  'scripts/gpu/jax_worker.py',
  ...['models.json', 'jax_models.py', 'worker_protocol.py'].map((file) => `bench/training/${file}`),
];

/** Packages of tables, pictures, files and charts, which the check does not load. */
const without = ['nodejs-polars', '@resvg/resvg-js', 'sharp', 'h5wasm', 'plotly.js-dist-min'];

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
export async function packTo(args) {
  const [place, ...more] = args;
  if (!place || more.length > 0)
    throw new Problem(
      `check-gpu --pack: expected a folder or a file .tar.gz. Received: ${args.join(' ') || 'nothing'}.`,
    );
  requireWholeNode();
  const platform = ownPlatform() ?? '';
  const file = resolve(/\.(tar\.gz|tgz)$/.test(place) ? place : join(place, `${name}-${platform}.tar.gz`));
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    await gather(targets[platform], join(folder, name));
    await archive(folder, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
}

function requireWholeNode() {
  if (process.platform !== 'linux' || ownPlatform() === undefined)
    throw new Problem(
      `check-gpu --pack: packs are made on Linux. Received: ${process.platform}-${process.arch}.`,
    );
  const { node_shared: shared } = /** @type {{ node_shared?: unknown }} */ (process.config.variables);
  if (shared === true || shared === 'true')
    throw new Problem(
      `check-gpu --pack: ${process.execPath} is no whole program, it needs a library beside it. Use a Node from nodejs.org.`,
    );
}

/**
 * @param {import('../wheel/targets.mjs').Target} target
 * @param {string} folder
 */
async function gather(target, folder) {
  copyFiles([...(await scriptsThatRun({ entries, without })), ...others], folder);
  const koffi = (await nativePackages(target)).filter(([path]) => path.includes('/@koromix/koffi-'));
  copyPackages(koffi, folder);
  writeDescription(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')), folder);
  mkdirSync(join(folder, 'bin'));
  copyFileSync(process.execPath, join(folder, 'bin', 'node'));
  chmodSync(join(folder, 'bin', 'node'), 0o755);
  writeFileSync(join(folder, 'check-gpu'), start, { mode: 0o755 });
}

const start = `#!/bin/sh
# Whether TensorCell computes on this machine's GPU, and rightly. Needs Python with JAX and its plug-in for the GPU, and
# TensorFlow's library; says what is missing and how to get it. Installs nothing.
case $0 in */*) here=\${0%/*} ;; *) here=. ;; esac
exec "$here/bin/node" "$here/scripts/gpu/check.mjs" "$@"
`;

/**
 * Written beside first and then renamed: an archive by this name is whole.
 * @param {string} folder
 * @param {string} file
 */
async function archive(folder, file) {
  const fresh = join(folder, 'pack.tar.gz');
  const { code, output } = await runQuietly(['tar', '-czf', fresh, '-C', folder, name], () => undefined);
  if (code !== 0) throw explainFailure('Packing', 'the npm registry', output, setupLog);
  const size = statSync(fresh).size / 2 ** 20;
  if (size > mostMegabytes)
    throw new Problem(`The pack is ${size.toFixed(1)} MiB, more than ${mostMegabytes}; it was not written.`);
  mkdirSync(dirname(file), { recursive: true });
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}`);
  cpSync(fresh, beside);
  renameSync(beside, file);
  console.log(`✓ ${file}, ${size.toFixed(1)} MiB. On the machine with the GPU:`);
  console.log(`    tar -xzf ${basename(file)} && ${name}/check-gpu`);
}
