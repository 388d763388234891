// Holds the derivatives of every op against TensorFlow's, by chance: TensorFlow makes random calls of each and
// differentiates them twice; ours must come to the same numbers.
//
//   npm run fuzz:gradients -- --seed 1 --count 50 [--first 0] [--ops Add,Conv2D]
//
// A call is known by seed, op and number.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '50' },
    first: { type: 'string', default: '0' },
    ops: { type: 'string' },
  },
});

const { seed, count, first, ops } = values;
const env = {
  ...process.env,
  FUZZ_SEED: seed,
  FUZZ_COUNT: count,
  FUZZ_FIRST: first,
  ...(ops && { FUZZ_OPS: ops }),
};
const file = 'test/fuzz/gradients/gradients.full.test.ts';
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'full', file], { env, stdio: 'inherit' });
process.exit(status ?? 1);
