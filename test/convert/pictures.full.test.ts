// Pictures of files, converted and run: read, resized and stretched as TensorFlow and Pillow do it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tf, utils } from '../../lib/index.js';
import { runConverted } from './run-converted.js';

const head = [
  'import tensorflow as tf',
  'from tensorflow import data as tf_data',
  'from tensorflow import image as tf_image',
  'from tensorflow import io as tf_io',
  'from PIL import ImageOps',
  'from keras.utils import load_img',
  '',
].join('\n');

test('files are read, decoded and resized within a data set', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'pictures-')), 'gray.png');
  await utils.saveImg(
    file,
    tf.tensor3d([
      [[10], [20]],
      [[30], [250]],
    ]),
    { scale: false },
  );
  const python = `
def load(path, other):
    image = tf_io.read_file(path)
    image = tf_io.decode_png(image, channels=3)
    image = tf_image.resize(image, (3, 3))
    image = tf_image.convert_image_dtype(image, "float32")
    mask = tf_io.read_file(other)
    mask = tf_io.decode_png(mask, channels=1)
    mask = tf_image.resize(mask, (4, 2), method="nearest")
    mask = tf_image.convert_image_dtype(mask, "uint8")
    mask -= 1
    return image, mask

files = ["${file}", "${file}"]
ds = tf_data.Dataset.from_tensor_slices((files, files))
ds = ds.map(load, num_parallel_calls=tf_data.AUTOTUNE).batch(2)
images, masks = next(iter(ds))
image = images[1, :, :, 0]
mask = masks[1, :, :, 0]
whole = tf_image.convert_image_dtype(tf_io.decode_png(tf_io.read_file(files[0]), channels=1), tf.float32)[:, :, 0]
`;
  const made = await runConverted(head + python, ['image', 'mask', 'whole']);
  expect(made.mask).toEqual([
    [9, 19],
    [9, 19],
    [29, 249],
    [29, 249],
  ]);
  expect((made.image as number[][]).flat().map((one) => Math.round(one * 10) / 10)).toEqual([
    10, 15, 20, 20, 77.5, 135, 30, 140, 250,
  ]);
  expect((made.whole as number[][]).flat().map((one) => Math.round(one * 255))).toEqual([10, 20, 30, 250]);
});

test('autocontrast stretches what differs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const [file, flat] = [join(folder, 'gray.png'), join(folder, 'flat.png')];
  await utils.saveImg(file, tf.tensor3d([[[1], [2], [3]]]), { scale: false });
  await utils.saveImg(flat, tf.tensor3d([[[7], [7]]]), { scale: false });
  const python = `
stretched = ImageOps.autocontrast(load_img("${file}"))
same = ImageOps.autocontrast(load_img("${flat}"))
`;
  const made = await runConverted(head + python, ['stretched', 'same']);
  expect(made.stretched).toEqual([
    [
      [0, 0, 0],
      [127, 127, 127],
      [255, 255, 255],
    ],
  ]);
  expect(made.same).toEqual([
    [
      [7, 7, 7],
      [7, 7, 7],
    ],
  ]);
});

test('colors of jet', async () => {
  const python = `
import numpy as np
from matplotlib import cm
jet = cm.get_cmap("jet")
colors = np.round(jet(np.arange(256))[::51, :3] * 1000)
some = np.round(jet(np.array([0.0, 0.5, 1.0])) * 1000)
`;
  const made = await runConverted(head + python, ['colors', 'some']);
  expect(made.colors).toEqual([
    [0, 0, 500],
    [0, 300, 1000],
    [161, 1000, 806],
    [806, 1000, 161],
    [1000, 407, 0],
    [500, 0, 0],
  ]);
  expect(made.some).toEqual([
    [0, 0, 500, 1000],
    [490, 1000, 478, 1000],
    [500, 0, 0, 1000],
  ]);
});
