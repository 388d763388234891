// CIFAR's binary records: label bytes, then 1,024 red, 1,024 green and 1,024 blue values of a 32 × 32 image.
// Source: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
import { DataFormatError } from './errors.js';
import type { ImageBytes } from './image-options.js';

const side = 32;
const plane = side * side;
const channels = 3;

/**
 * Joins files of records.
 * @param labelBytes label bytes of a record
 * @param label which of them is the label wanted
 */
export function readCifarRecords(files: Uint8Array[], labelBytes: number, label: number): ImageBytes {
  const record = labelBytes + channels * plane;
  const rows = files.reduce((sum, file) => sum + file.length / record, 0);
  if (!Number.isInteger(rows) || rows === 0) {
    throw new DataFormatError(
      `A CIFAR file is cut short. Expected records of ${record} bytes, received ${rows} of them.`,
    );
  }
  const values = new Uint8Array(rows * channels * plane);
  const labels = new Uint8Array(rows);
  let row = 0;
  for (const file of files) {
    for (let at = 0; at < file.length; at += record, row++) {
      labels[row] = file[at + label]!;
      interleave(file, at + labelBytes, values, row * channels * plane);
    }
  }
  return { values, shape: [side, side, channels], labels };
}

/** From one plane a colour to the three colours of each pixel side by side. */
function interleave(planes: Uint8Array, from: number, target: Uint8Array, to: number): void {
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      target[to + pixel * channels + channel] = planes[from + channel * plane + pixel]!;
    }
  }
}
