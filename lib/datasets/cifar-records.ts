// CIFAR's binary records: label bytes, then 1,024 red, 1,024 green and 1,024 blue values of a 32 × 32 picture.
// Source: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
import { DataFormatError } from './errors.js';
import type { PictureBytes } from './picture-options.js';

const SIDE = 32;
const PLANE = SIDE * SIDE;
const CHANNELS = 3;

/**
 * Joins files of records.
 * @param labelBytes label bytes of a record
 * @param label which of them is the label wanted
 */
export function readCifarRecords(files: Uint8Array[], labelBytes: number, label: number): PictureBytes {
  const record = labelBytes + CHANNELS * PLANE;
  const rows = files.reduce((sum, file) => sum + file.length / record, 0);
  if (!Number.isInteger(rows) || rows === 0) {
    throw new DataFormatError(
      `A CIFAR file is cut short. Expected records of ${record} bytes, received ${rows} of them.`,
    );
  }
  const values = new Uint8Array(rows * CHANNELS * PLANE);
  const labels = new Uint8Array(rows);
  let row = 0;
  for (const file of files) {
    for (let at = 0; at < file.length; at += record, row++) {
      labels[row] = file[at + label]!;
      interleave(file, at + labelBytes, values, row * CHANNELS * PLANE);
    }
  }
  return { values, shape: [SIDE, SIDE, CHANNELS], labels };
}

/** From one plane a colour to the three colours of each pixel side by side. */
function interleave(planes: Uint8Array, from: number, target: Uint8Array, to: number): void {
  for (let pixel = 0; pixel < PLANE; pixel++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      target[to + pixel * CHANNELS + channel] = planes[from + channel * PLANE + pixel]!;
    }
  }
}
