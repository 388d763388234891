// `tf.image`: what real TensorFlow makes of pictures of fractions, of bytes, and of several at once.
import { expect, test } from 'vitest';
import { convertPython } from '../../kernel/convert/program.js';
import { runConverted } from './run-converted.js';
import { describeAsInPython } from './run-in-python.js';

const head = `
import tensorflow as tf
x = tf.reshape(tf.cast(tf.range(60), tf.float32) * 7.0 % 11.0 / 11.0, [4, 5, 3])
other = tf.reshape(tf.cast(tf.range(60), tf.float32) * 5.0 % 13.0 / 13.0, [4, 5, 3])
several = tf.stack([x, other])
whole = tf.cast(x * 255.0, tf.int32)
gray = x[:, :, :1]
large = tf.reshape(tf.cast(tf.range(24 * 24), tf.float32) * 7.0 % 31.0 / 31.0, [1, 24, 24, 1])
blurred = large * 0.5 + 0.25
`;

const calls = `
tf.image.flip_left_right(x)
tf.image.flip_left_right(several)
tf.image.flip_up_down(x)
tf.image.flip_up_down(several)
tf.image.transpose(x)
tf.image.rot90(x)
tf.image.rot90(several, k=3)
tf.image.rot90(x, 2)
tf.image.grayscale_to_rgb(gray)
tf.image.per_image_standardization(x)
tf.image.per_image_standardization(several)
tf.image.adjust_brightness(x, 0.25)
tf.image.adjust_brightness(several, delta=-0.5)
tf.image.adjust_contrast(x, 1.5)
tf.image.adjust_contrast(several, contrast_factor=0.5)
tf.image.adjust_saturation(x, 0.5)
tf.image.adjust_saturation(several, 3.0)
tf.image.adjust_hue(x, 0.25)
tf.image.adjust_hue(several, delta=-0.125)
tf.image.crop_to_bounding_box(x, 1, 2, 2, 3)
tf.image.crop_to_bounding_box(several, offset_height=0, offset_width=1, target_height=3, target_width=2)
tf.image.pad_to_bounding_box(x, 1, 2, 7, 8)
tf.image.pad_to_bounding_box(several, 0, 0, 4, 6)
tf.image.central_crop(x, 0.5)
tf.image.central_crop(several, 0.7)
tf.image.extract_patches(several, sizes=[1, 2, 2, 1], strides=[1, 2, 2, 1], rates=[1, 1, 1, 1], padding='VALID')
tf.image.extract_patches(several, [1, 3, 3, 1], [1, 1, 2, 1], [1, 1, 1, 1], 'SAME')
tf.image.psnr(several, several * 0.5, 1.0)
tf.image.psnr(x, other, max_val=1.0)
tf.image.ssim(large, blurred, max_val=1.0)
tf.image.rgb_to_hsv(x)
tf.image.hsv_to_rgb(x)
tf.image.rgb_to_grayscale(x)
tf.image.resize(x, (8, 10))
tf.image.resize(x, [2, 2], antialias=True)
tf.image.resize(several, size=(3, 2), method='bicubic', antialias=True)
`
  .trim()
  .split('\n');

describeAsInPython(
  'pictures',
  Object.fromEntries(calls.map((line) => [line, { python: `${head}a = ${line}`, names: ['a'] }])),
);

/** Python's bytes are of a type of their own. */
const ofBytes = [
  'adjust_brightness(whole, 0.1)',
  'adjust_contrast(whole, 2.0)',
  'adjust_saturation(whole, 0.5)',
];

describeAsInPython(
  'pictures of bytes',
  Object.fromEntries(
    ofBytes.map((line) => [
      line,
      {
        python: `${head}a = tf.image.${line}`,
        inPython: `${head}a = tf.image.${line.replace('whole', 'tf.cast(whole, tf.uint8)')}`,
        names: ['a'],
      },
    ]),
  ),
);

test('random changes lie within their bounds, and differ', async () => {
  const python = `${head}
a = [tf.reduce_mean(tf.image.random_brightness(x, max_delta=0.2) - x) for _ in range(40)]
b = [tf.math.reduce_std(tf.image.random_contrast(x, 0.5, 1.5)) / tf.math.reduce_std(x) for _ in range(40)]
c = [tf.image.random_crop(x, (2, 3, 3)).shape for _ in range(5)]
d = [tf.reduce_sum(tf.image.random_crop(x, size=(2, 3, 3))) for _ in range(40)]
e = [tf.reduce_max(tf.image.random_saturation(x, 0.2, 0.9)) for _ in range(5)]
f = [tf.reduce_max(tf.image.random_hue(x, 0.3)) for _ in range(5)]
g = [tf.reduce_sum(tf.image.random_flip_up_down(x)[0]) for _ in range(40)]
`;
  const made = (await runConverted(python, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])) as Record<string, number[]>;
  const ends = (values: number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [darkest, lightest] = ends(made.a!);
  expect(darkest).toBeGreaterThanOrEqual(-0.2001);
  expect(lightest).toBeLessThanOrEqual(0.2001);
  expect(lightest - darkest).toBeGreaterThan(0.15);
  const [flattest, strongest] = ends(made.b!);
  expect(flattest).toBeGreaterThan(0.3);
  expect(strongest).toBeGreaterThan(flattest + 0.3);
  expect(made.c).toEqual(Array.from({ length: 5 }, () => [2, 3, 3]));
  expect(new Set(made.d).size).toBeGreaterThan(3);
  for (const one of [...made.e!, ...made.f!]) expect(one).toBeLessThanOrEqual(1.0001);
  expect(new Set(made.g).size).toBe(2);
});

test.each([
  ['tf.image.resize(x, [2, 2], preserve_aspect_ratio=True)', 'is not known here'],
  ['tf.image.resize_with_pad(x, 4, 4)', 'is not known here'],
  ["tf.image.extract_patches(x, [1, 2, 2, 1], [1, 1, 1, 1], [1, 2, 2, 1], 'SAME')", '`rates` other than'],
  ['tf.image.adjust_gamma(x, 0.5)', 'is not known here'],
])('%s is refused', (line, reason) => {
  const { reasons } = convertPython([`import tensorflow as tf\nx = tf.ones((1, 4, 4, 3))\na = ${line}`]);
  expect(reasons.map((one) => one.reason).join()).toContain(reason);
});
