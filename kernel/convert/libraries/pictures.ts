// Pictures: TensorFlow's functions on them, and Pillow's.
import type { Doc } from '../code/layout.js';
import type { Expression } from '../python/syntax.js';
import { isConstant } from '../python/walk.js';
import { byName } from '../translate/arguments.js';
import { type Code, call, code, levels } from '../translate/code.js';
import { type Context, Untranslated } from '../translate/context.js';
import { isTensor, type Kind, none, tensor } from '../translate/kinds.js';
import { isIdentifier } from '../translate/names.js';
import { type Handler, type Handlers, type Methods, optional, required, textOf } from './handler.js';
import { kerasCall } from './keras.js';

/** A tensor that is shown as a picture. */
export const picture: Kind = { name: 'tensor', className: 'picture' };

const colors: Readonly<Record<string, string>> = { 1: 'grayscale', 3: 'rgb', 4: 'rgba' };

/** Decodes what was read of a file: whole numbers of 0 … 255, [height, width, channels]. */
const decoded: Handler = (given, context) => {
  const values = byName(given, ['contents', 'channels']);
  const channels = values.get('channels');
  const color = channels?.type === 'number' ? colors[channels.text] : undefined;
  const file = values.get('contents') && context.expression(values.get('contents')!);
  if (file?.kind.className !== 'bytes')
    throw new Untranslated('`loadImage(path, { size })` reads and decodes an image');
  if (color === undefined)
    throw new Untranslated('a picture of as many channels as its file has: say 1, 3 or 4');
  context.wait();
  const loaded: Doc = [
    'await ',
    call(context.facts.use('loadImage'), [file.doc, `{ colorMode: '${color}' }`]),
  ];
  const alone = call(context.facts.use('ops.squeeze'), [loaded, '{ axis: 0 }']);
  return code(call(context.facts.use('ops.cast'), [alone, "'int32'"]), tensor);
};

export const pictures: Handlers = {
  'io.read_file': (given, context) =>
    code(required(given, 0, 'filename', context).doc, { name: 'file', className: 'bytes' }),
  ...Object.fromEntries(
    ['io.decode_png', 'io.decode_jpeg', 'image.decode_png', 'image.decode_jpeg'].map((name) => [
      name,
      decoded,
    ]),
  ),
  'image.resize': (given, context) => {
    const values = byName(given, ['images', 'size', 'method', 'preserve_aspect_ratio', 'antialias']);
    const [images, size] = [values.get('images'), values.get('size')];
    const method = values.has('method') ? textOf(values.get('method')) : 'bilinear';
    const isSmoothed = isConstant(values.get('antialias'), 'True');
    const known = ['images', 'size', 'method', ...(isSmoothed ? ['antialias'] : [])];
    if (!images || !size || [...values.keys()].some((name) => !known.includes(name))) return undefined;
    if (method !== 'bilinear' && method !== 'nearest' && method !== 'bicubic') return undefined;
    const taken = context.expression(images);
    // TensorFlow gives numbers with fractions, but by `nearest`.
    const numbers =
      method === 'nearest' ? taken.doc : call(context.facts.use('ops.cast'), [taken.doc, "'float32'"]);
    const settings = [
      ...(method === 'bilinear' ? [] : [`interpolation: '${method}'`]),
      ...(isSmoothed && method !== 'nearest' ? ['antialias: true'] : []),
    ];
    const options: Doc[] = settings.length === 0 ? [] : [`{ ${settings.join(', ')} }`];
    const to: Doc = [context.expression(size).doc, ' as [number, number]'];
    const kind = taken.kind.name === 'symbolic' ? taken.kind : tensor;
    return code(call(context.facts.use('ops.image.resize'), [numbers, to, ...options]), kind);
  },
  'image.rgb_to_grayscale': (given, context) => kerasCall('ops.image.rgb_to_grayscale', given, context),
  'image.convert_image_dtype': (given, context) => {
    const values = byName(given, ['image', 'dtype']);
    const [image, dtype] = [values.get('image'), values.get('dtype')];
    const type = dtype && typeAsked(dtype);
    if (!image || values.size > 2 || (type !== 'float32' && type !== 'uint8')) return undefined;
    context.note('Whole numbers are taken as bytes, of 0 … 255.');
    const change =
      type === 'float32' ? 'ops.divide(image, 255)' : "ops.cast(ops.multiply(image, 255.5), 'int32')";
    context.facts.use('ops.cast');
    const [whole, others] = type === 'float32' ? [change, 'image'] : ['image', change];
    return onOne(context.expression(image), `image.dtype === 'int32' ? ${whole} : ${others}`);
  },
  'image.random_flip_left_right': (given, context) => {
    const image = optional(given, 0, 'image', context);
    if (!image || given.plain.length + given.named.size > 1) return undefined;
    context.facts.use('ops.flip');
    return onOne(image, 'Math.random() < 0.5 ? ops.flip(image, { axis: -2 }) : image');
  },
};

const typeAsked = (node: Expression): string | undefined =>
  node.type === 'text' ? node.value : node.type === 'attribute' ? node.name : undefined;

/** An expression of a picture that it names more than once. */
function onOne(value: Code, expression: string): Code {
  if (!isTensor(value.kind)) throw new Untranslated('a picture that is not known to be a tensor');
  if (typeof value.doc === 'string' && isIdentifier(value.doc))
    return code(['(', expression.replaceAll(/\bimage\b(?!:)/g, value.doc), ')'], tensor);
  return code([`((image: tf.Tensor) => ${expression})(`, value.doc, ')'], tensor);
}

/** Matplotlib's `jet`: 256 colors, red, green, blue and opaque, each along straight lines. */
const jet: Handler = (given, context) => {
  if (textOf(given.plain[0]) !== 'jet' || given.plain.length + given.named.size > 1) return undefined;
  for (const name of ['divide', 'floor', 'clip', 'add', 'subtract', 'multiply', 'stack', 'onesLike'])
    context.facts.use(`ops.${name}`);
  const body = [
    "const place = at.dtype === 'int32' ? at : ops.clip(ops.floor(ops.multiply(at, 256)), 0, 255);",
    'const x = ops.divide(place, 255);',
    'const rise = (from: number, to: number) => ops.clip(ops.divide(ops.subtract(x, from), to - from), 0, 1);',
    'const red = ops.subtract(rise(0.35, 0.66), ops.multiply(rise(0.89, 1), 0.5));',
    'const green = ops.subtract(rise(0.125, 0.375), rise(0.64, 0.91));',
    'const blue = ops.subtract(ops.add(ops.multiply(rise(0, 0.11), 0.5), 0.5), rise(0.34, 0.65));',
    'return ops.stack([red, green, blue, ops.onesLike(red)], { axis: -1 });',
  ];
  return code(
    ['(at: tf.Tensor) => ', { statements: body }],
    { name: 'function', gives: tensor },
    levels.assign,
  );
};

export const pillow: Handlers = {
  'matplotlib.cm.get_cmap': jet,
  'matplotlib.pyplot.get_cmap': jet,
  'PIL.Image.open': (given, context) => {
    if (given.plain.length !== 1 || given.named.size > 0) return undefined;
    context.note('A picture is read with three colors, whatever its file has.');
    context.wait();
    const path = required(given, 0, 'fp', context);
    return code(['await ', call(context.facts.use('utils.loadImg'), [path.doc])], picture, levels.unary);
  },
  'PIL.Image.fromarray': (given, context) => {
    const pixels = required(given, 0, 'obj', context);
    if (!isTensor(pixels.kind) || given.plain.length + given.named.size > 1) return undefined;
    return code(pixels.doc, picture, pixels.level);
  },
  'PIL.ImageOps.autocontrast': (given, context) => {
    const image = required(given, 0, 'image', context);
    if (!isTensor(image.kind) || given.plain.length + given.named.size > 1) return undefined;
    context.facts.use('ops.where');
    const ends = 'const [low, high] = [ops.min(image, { axis: [0, 1] }), ops.max(image, { axis: [0, 1] })];';
    const stretched =
      'ops.floor(ops.multiply(ops.subtract(image, low), ops.divide(255, ops.maximum(ops.subtract(high, low), 1))))';
    const made = `return ops.where(ops.greater(high, low), ${stretched}, image);`;
    return code(
      ['((image: tf.Tensor) => ', { statements: [ends, made] }, ')(', image.doc, ')'],
      picture,
      levels.call,
    );
  },
};

/** Methods of Pillow's pictures. */
export const pictureMethods: Methods = {
  save: (value, given, context) => {
    const path = required(given, 0, 'fp', context);
    if (given.plain.length + given.named.size > 1) return undefined;
    context.wait();
    const saved = call(context.facts.use('utils.saveImg'), [path.doc, value.doc, '{ scale: false }']);
    return code(['await ', saved], none, levels.unary);
  },
  // Bicubic, as Pillow does it where nothing is said; a size is width and height there.
  resize: (value, given, context) => {
    const [size] = given.plain;
    if (given.plain.length + given.named.size !== 1 || size?.type !== 'tuple') return undefined;
    const [width, height] = size.items.map((one) => context.expression(one).doc);
    context.facts.use('ops.clip');
    const options = "{ interpolation: 'bicubic', antialias: true }";
    const resized = call('ops.image.resize', [value.doc, ['[', height!, ', ', width!, ']'], options]);
    return code(call('ops.clip', [call('ops.round', [resized]), '0', '255']), picture);
  },
};

/** `display(picture)`. */
export const shown = (value: Code, context: Context): Code =>
  value.kind.className === 'picture'
    ? code(
        call(context.facts.use('plot.images'), [call(context.facts.use('ops.expandDims'), [value.doc, '0'])]),
      )
    : value;
