// What stands behind `npm run wheel --`.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../setup/paths.mjs';
import { Problem } from '../setup/problem.mjs';
import { ownPlatform, targets } from './targets.mjs';

/** @param {string[]} args */
export function readOptions(args) {
  const { platform, out } = parse(args);
  const name = platform ?? ownPlatform();
  if (name !== undefined && Object.hasOwn(targets, name)) {
    return { target: targets[name], out: out === undefined ? join(root, 'wheels') : resolve(out) };
  }
  const received = platform ?? `${process.platform}-${process.arch}`;
  throw new Problem(
    `npm run wheel: --platform must be one of ${Object.keys(targets).join(', ')}. Received: ${received}.`,
  );
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: { platform: { type: 'string' }, out: { type: 'string' } } }).values;
  } catch (error) {
    throw new Problem(`npm run wheel: ${/** @type {Error} */ (error).message}`);
  }
}
