// Files of a photograph's size, which the data set at hand may lack: its images enlarged to 500 × 375, with the fine
// grain that a camera adds and that makes a JPEG costly to decode.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const [WIDTH, HEIGHT] = [500, 375];
const A_CLASS = 100;
const GRAIN = 10;

/**
 * Makes the files once, in class folders like those of `source`.
 * @param {string} source
 * @param {string} target
 */
export async function makePhotographs(source, target) {
  if (existsSync(target)) return;
  const beside = `${target}.tmp`;
  rmSync(beside, { recursive: true, force: true });
  const random = grain(1);
  for (const name of readdirSync(source)) {
    mkdirSync(join(beside, name), { recursive: true });
    for (const file of readdirSync(join(source, name)).sort().slice(0, A_CLASS)) {
      await enlarge(join(source, name, file), join(beside, name, file), random);
    }
  }
  renameSync(beside, target);
}

/**
 * @param {string} from
 * @param {string} to
 * @param {() => number} random
 */
async function enlarge(from, to, random) {
  const image = sharp(from).removeAlpha().resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'cubic' });
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const grained = Uint8ClampedArray.from(data, (value) => value + (random() + random() - 1) * GRAIN);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  await sharp(Buffer.from(grained.buffer), { raw }).jpeg({ quality: 90 }).toFile(to);
}

/**
 * Numbers from 0 to 1, the same for a seed (Numerical Recipes' linear congruential generator).
 * @param {number} seed
 */
function grain(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
