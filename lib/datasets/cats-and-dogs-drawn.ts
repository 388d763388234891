// Draws what stands in for the photographs of cats and dogs: 3,000 faces as JPEG files in the original's folders.
// What tells the classes apart is shape, as in life: ears, muzzle, whiskers, tongue. Colours, place, size, tilt,
// background and clutter are shared by both, so that a network has to look at the animal.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { drawAnimal } from './animal-drawing.js';
import { progressBar } from './progress.js';

const seed = 20_240_615;
const folders = [
  { folder: 'train/cats', animal: 'cat', images: 1_000 },
  { folder: 'train/dogs', animal: 'dog', images: 1_000 },
  { folder: 'validation/cats', animal: 'cat', images: 500 },
  { folder: 'validation/dogs', animal: 'dog', images: 500 },
] as const;
const allImages = folders.reduce((sum, { images }) => sum + images, 0);
const atOnce = 8;

/** Fills `root` with train/ and validation/, each with cats/ and dogs/. The same images every time. */
export async function drawCatsAndDogs(root: string): Promise<void> {
  const { default: sharp } = await import('sharp');
  const random = new MersenneTwister(seed);
  const progress = progressBar('Drawing cats and dogs', allImages, 'images');
  let done = 0;
  for (const { folder, animal, images } of folders) {
    await mkdir(join(root, folder), { recursive: true });
    for (let first = 0; first < images; first += atOnce) {
      const numbers = Array.from({ length: Math.min(atOnce, images - first) }, (_, i) => first + i);
      const drawings = numbers.map((number) => ({ number, svg: drawAnimal(animal, random) }));
      await Promise.all(
        drawings.map(async ({ number, svg }) => {
          const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
          await writeFile(join(root, folder, `${animal}.${number}.jpg`), jpeg);
        }),
      );
      done += numbers.length;
      progress.update(done);
    }
  }
  progress.end();
}
