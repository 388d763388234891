// `tf.image`: pictures turned, cut and coloured, [height, width, channels] or several of them. Functions written where they
// are called, since Keras' ops have none of them.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { type Code, call, code, levels, object, within } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { isTensor, tensor } from '../translate/kinds.js';
import { type Handler, type Handlers, taken, textOf } from './handler.js';
import { kerasCall } from './keras.js';
import { parameterOf } from './tensorflow-ops.js';

interface Change {
  /** Names in order, `k = 1` where there is a default. */
  readonly takes: string;
  /** Of `image` and of what it takes; what is drawn is drawn anew at each call. */
  readonly gives: string;
}

const size = 'image.shape.slice(-3).reduce((product, length) => product * length, 1)';

const changes: Readonly<Record<string, Change>> = {
  flip_left_right: { takes: '', gives: 'ops.flip(image, { axis: -2 })' },
  flip_up_down: { takes: '', gives: 'ops.flip(image, { axis: -3 })' },
  random_flip_up_down: { takes: '', gives: 'Math.random() < 0.5 ? ops.flip(image, { axis: -3 }) : image' },
  transpose: { takes: '', gives: 'ops.swapaxes(image, -3, -2)' },
  rot90: { takes: 'k = 1', gives: 'ops.rot90(image, { k, axes: [-3, -2] })' },
  grayscale_to_rgb: { takes: '', gives: 'ops.repeat(image, 3, { axis: -1 })' },
  per_image_standardization: {
    takes: '',
    gives: `ops.divide(ops.subtract(image, ops.mean(image, { axis: [-3, -2, -1], keepdims: true })), ops.maximum(ops.std(image, { axis: [-3, -2, -1], keepdims: true }), 1 / Math.sqrt(${size})))`,
  },
};

/** Of fractions: TensorFlow takes bytes as parts of 255, and brings what is made of them back. */
const ofFractions: Readonly<Record<string, { readonly takes: string; readonly makes: readonly string[] }>> = {
  adjust_brightness: { takes: 'delta', makes: ['const made = ops.add(x, delta);'] },
  adjust_contrast: {
    takes: 'contrast_factor: factor',
    makes: [
      'const mean = ops.mean(x, { axis: [-3, -2], keepdims: true });',
      'const made = ops.add(ops.multiply(ops.subtract(x, mean), factor), mean);',
    ],
  },
  adjust_saturation: {
    takes: 'saturation_factor: factor',
    makes: [
      'const hsv = ops.multiply(ops.image.rgbToHsv(x), [1, factor, 1]);',
      'const made = ops.image.hsvToRgb(ops.minimum(hsv, [Infinity, 1, Infinity]));',
    ],
  },
  adjust_hue: {
    takes: 'delta',
    makes: [
      'const hsv = ops.add(ops.image.rgbToHsv(x), [delta, 0, 0]);',
      'const made = ops.image.hsvToRgb(ops.subtract(hsv, ops.multiply(ops.floor(hsv), [1, 0, 0])));',
    ],
  },
};

/** Random forms of others: between two bounds, or as far as one of them on either side of 0. */
const random: Readonly<Record<string, { readonly of: string; readonly bounds: readonly string[] }>> = {
  random_brightness: { of: 'adjust_brightness', bounds: ['max_delta'] },
  random_contrast: { of: 'adjust_contrast', bounds: ['lower', 'upper'] },
  random_saturation: { of: 'adjust_saturation', bounds: ['lower', 'upper'] },
  random_hue: { of: 'adjust_hue', bounds: ['max_delta'] },
};

const changed =
  (takes: string, body: (context: Context) => Doc): Handler =>
  (given, context) => {
    const parameters = takes === '' ? [] : takes.split(', ').map(parameterOf);
    const values = taken(given, 'image', ...parameters.map(({ name }) => name));
    const image = values.get('image');
    if (!image) return undefined;
    const others = parameters.map(({ name, told }) => {
      const value = values.get(name);
      return value ? asNumber(context.expression(value)) : told;
    });
    if (others.includes(undefined)) return undefined;
    return applied(
      body(context),
      ['image', ...parameters.map(({ keras }) => keras!)],
      image,
      others as Doc[],
      context,
    );
  };

function drawn(name: string): Handler {
  const { of, bounds } = random[name]!;
  const { takes, makes } = ofFractions[of]!;
  return (given, context) => {
    const values = taken(given, 'image', ...bounds, 'seed');
    noteSeed(values, context);
    const image = values.get('image');
    const [low, high] = bounds.map((one) => values.get(one) && context.expression(values.get(one)!));
    if (!image || !low || (bounds.length > 1 && !high)) return undefined;
    const span = high && [within(high, levels.sum), ' - ', within(low, levels.sum + 1)];
    const value: Doc = span
      ? [within(low, levels.sum), ' + Math.random() * (', span, ')']
      : ['(Math.random() * 2 - 1) * ', within(low, levels.product + 1)];
    return applied(
      throughFractions(makes, context),
      ['image', parameterOf(takes).keras!],
      image,
      [value],
      context,
    );
  };
}

function noteSeed(values: ReadonlyMap<string, Expression>, context: Context): void {
  if (values.has('seed')) context.note('`seed` is left out: each call draws anew.');
}

const asNumber = (value: Code): Doc =>
  isTensor(value.kind) ? [object(value), '.dataSync()[0]!'] : within(value, levels.assign);

function throughFractions(makes: readonly string[], context: Context): Doc {
  context.note('Whole numbers are taken as bytes, of 0 … 255.');
  return {
    statements: [
      "const isOfBytes = image.dtype === 'int32';",
      'const x = isOfBytes ? ops.divide(image, 255) : image;',
      ...makes,
      "return isOfBytes ? ops.cast(ops.clip(ops.multiply(made, 255.5), 0, 255), 'int32') : made;",
    ],
  };
}

function applied(
  body: Doc,
  names: readonly string[],
  image: Expression,
  others: readonly Doc[],
  context: Context,
): Code {
  context.facts.use('ops');
  const parameters = names.map((name) => `${name}: ${name === 'image' ? 'tf.Tensor' : 'number'}`).join(', ');
  return code(call([`((${parameters}) => `, body, ')'], [context.expression(image).doc, ...others]), tensor);
}

/** A part of a picture, or a picture within a larger one that is 0 elsewhere. */
const boxed =
  (name: 'cropImages' | 'padImages', top: string, left: string): Handler =>
  (given, context) => {
    const names = ['offset_height', 'offset_width', 'target_height', 'target_width'];
    const values = taken(given, 'image', ...names);
    const image = values.get('image');
    if (!image || values.size <= names.length) return undefined;
    const items = [top, left, 'targetHeight', 'targetWidth'].map((option, i) => ({
      doc: [`${option}: `, asNumber(context.expression(values.get(names[i]!)!))],
    }));
    const settings: Doc = { open: '{', items, close: '}' };
    return code(
      call(context.facts.use(`ops.image.${name}`), [context.expression(image).doc, settings]),
      tensor,
    );
  };

/** Sizes and steps are told for all four axes there. */
const patches: Handler = (given, context) => {
  const names = ['images', 'sizes', 'strides', 'rates', 'padding'];
  const values = taken(given, ...names);
  const inner = (name: string): Expression | undefined => {
    const node = values.get(name);
    return node?.type === 'list' || node?.type === 'tuple'
      ? { ...node, type: 'list', items: node.items.slice(1, 3) }
      : undefined;
  };
  const [images, size, strides, rates] = [
    values.get('images'),
    inner('sizes'),
    inner('strides'),
    inner('rates'),
  ];
  const padding = textOf(values.get('padding'));
  if (!images || !size || !strides || padding === undefined) return undefined;
  const isDense =
    rates?.type === 'list' && rates.items.every((one) => one.type === 'number' && one.text === '1');
  if (!isDense) throw new Untranslated('patches of places that lie apart: `rates` other than [1, 1, 1, 1]');
  const [from, steps] = [size, strides].map((one) => context.expression(one).doc);
  return code(
    call(context.facts.use('ops.image.extractPatches'), [
      context.expression(images).doc,
      [from!, ' as [number, number]'],
      ['{ strides: ', steps!, ` as [number, number], padding: '${padding.toLowerCase()}' }`],
    ]),
    tensor,
  );
};

const randomCrop: Handler = (given, context) => {
  const values = taken(given, 'value', 'size', 'seed');
  noteSeed(values, context);
  const [image, size] = [values.get('value'), values.get('size')];
  if (!image || !size) return undefined;
  context.facts.use('ops');
  const places = 'size.map((length, axis) => Math.floor(Math.random() * (image.shape[axis]! - length + 1)))';
  const made = `((image: tf.Tensor, size: number[]) => ops.slice(image, ${places}, size))`;
  return code(call(made, [context.expression(image).doc, context.expression(size).doc]), tensor);
};

/** Of each picture: TensorFlow's is over the last three axes. */
const signalToNoise: Handler = (given, context) => {
  const names = ['a', 'b', 'max_val'];
  const values = taken(given, ...names);
  const [a, b, most] = names.map((name) => values.get(name));
  if (!a || !b || !most) return undefined;
  context.facts.use('ops');
  const error =
    "ops.mean(ops.square(ops.subtract(ops.cast(a, 'float32'), ops.cast(b, 'float32'))), { axis: [-3, -2, -1] })";
  const made = `((a: tf.Tensor, b: tf.Tensor, most: number) => ops.subtract(20 * Math.log10(most), ops.multiply(10, ops.log10(${error}))))`;
  return code(
    call(
      made,
      [a, b, most].map((one) => context.expression(one).doc),
    ),
    tensor,
  );
};

const centralCrop: Handler = (given, context) => {
  const values = taken(given, 'image', 'central_fraction');
  const [image, fraction] = [values.get('image'), values.get('central_fraction')];
  if (!image || !fraction) return undefined;
  context.facts.use('ops');
  const body = [
    'const [top, left] = [-3, -2].map((axis) => Math.trunc((image.shape.at(axis)! * (1 - fraction)) / 2));',
    'const sides = { topCropping: top!, bottomCropping: top!, leftCropping: left!, rightCropping: left! };',
    'return ops.image.cropImages(image, sides);',
  ];
  return code(
    [
      '((image: tf.Tensor, fraction: number) => ',
      { statements: body },
      ')(',
      context.expression(image).doc,
      ', ',
      context.expression(fraction).doc,
      ')',
    ],
    tensor,
  );
};

const named = (handlers: Handlers): Handlers =>
  Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [`image.${name}`, handler]));

const asKeras =
  (name: string, ...parameters: string[]): Handler =>
  (given, context) =>
    kerasCall(`ops.image.${name}`, given, context, parameters);

export const images: Handlers = named({
  ...Object.fromEntries(
    Object.entries(changes).map(([name, { takes, gives }]) => [name, changed(takes, () => gives)]),
  ),
  ...Object.fromEntries(
    Object.entries(ofFractions).map(([name, { takes, makes }]) => [
      name,
      changed(takes, (context) => throughFractions(makes, context)),
    ]),
  ),
  ...Object.fromEntries(Object.keys(random).map((name) => [name, drawn(name)])),
  crop_to_bounding_box: boxed('cropImages', 'topCropping', 'leftCropping'),
  pad_to_bounding_box: boxed('padImages', 'topPadding', 'leftPadding'),
  extract_patches: patches,
  random_crop: randomCrop,
  central_crop: centralCrop,
  psnr: signalToNoise,
  ssim: asKeras('ssim', 'image1', 'image2', 'max_val', 'filter_size', 'filter_sigma', 'k1', 'k2'),
  rgb_to_hsv: asKeras('rgb_to_hsv', 'images'),
  hsv_to_rgb: asKeras('hsv_to_rgb', 'images'),
});
