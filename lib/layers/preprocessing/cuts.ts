// Parts of images [images, height, width, channels], and margins around them, placed as Keras places them.
import { tf } from '../../tf.js';

/** The largest part about the middle with the proportions height : width. @param precise how divisions are rounded */
export function cropTo(
  images: tf.Tensor4D,
  height: number,
  width: number,
  precise?: (value: number) => number,
): tf.Tensor4D {
  return middle(images, ...proportioned(images, height, width, precise));
}

/** The size of the largest part with the proportions height : width. */
export function proportioned(
  { shape: [, rows, columns] }: tf.Tensor4D,
  height: number,
  width: number,
  precise = (value: number): number => value,
): [number, number] {
  const part = (side: number, least: number): number => Math.max(Math.min(Math.trunc(least), side), 1);
  return [part(rows, precise((columns * height) / width)), part(columns, precise((rows * width) / height))];
}

/** The part about the middle. */
export function middle(images: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [count, rows, columns, channels] = images.shape;
  const [top, left] = [Math.floor((rows - height) / 2), Math.floor((columns - width) / 2)];
  return tf.slice(images, [0, top, left, 0], [count, height, width, channels]);
}

/** The same margin on both sides, up to the proportions height : width. */
export function padTo(images: tf.Tensor4D, height: number, width: number, fill: number): tf.Tensor4D {
  const [, rows, columns] = images.shape;
  const margin = (side: number, wanted: number): number =>
    Math.max(Math.floor((Math.trunc(Math.fround(wanted)) - side) / 2), 0);
  const [above, beside] = [
    margin(rows, (columns * height) / width),
    margin(columns, (rows * width) / height),
  ];
  if (above === 0 && beside === 0) return images;
  return tf.pad(
    tf.cast(images, 'float32') as tf.Tensor4D,
    [
      [0, 0],
      [above, above],
      [beside, beside],
      [0, 0],
    ],
    fill,
  );
}

/** How images come to new proportions: by a cut, by a margin of the fill value, or not at all. */
export interface Fitting {
  readonly cropToAspectRatio: boolean;
  readonly padToAspectRatio: boolean;
  readonly fillValue: number;
}

/** @param where the function or layer, for the message */
export function checkFitting(where: string, { cropToAspectRatio, padToAspectRatio }: Fitting): void {
  if (!cropToAspectRatio || !padToAspectRatio) return;
  throw new Error(
    `${where}: only one of cropToAspectRatio and padToAspectRatio can be true. Received: both. Leave one out.`,
  );
}

/** Images of the proportions height : width, where that is asked for; a margin makes floats of them. */
export function fitted(images: tf.Tensor4D, height: number, width: number, fitting: Fitting): tf.Tensor4D {
  if (fitting.cropToAspectRatio) return cropTo(images, height, width, Math.fround);
  return fitting.padToAspectRatio ? padTo(images, height, width, fitting.fillValue) : images;
}
