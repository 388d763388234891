// Images moved by a matrix each, in JavaScript, by TensorFlow's rules and in its single precision: on the border between
// two pixels the last bit decides which is read.

interface Images {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

interface Size {
  readonly images: number;
  readonly height: number;
  readonly width: number;
}

interface Filling {
  readonly interpolation: 'nearest' | 'bilinear';
  readonly fillMode: 'constant' | 'nearest' | 'reflect' | 'wrap';
  readonly fillValue: number;
}

const single = Math.fround;

/** @param matrices eight numbers an image, or eight for all of them */
export function transformHere(
  given: Images,
  matrices: Float32Array,
  size: Size,
  filling: Filling,
): Float32Array {
  const { channels } = given;
  const output = new Float32Array(size.images * size.height * size.width * channels);
  const read = filling.interpolation === 'nearest' ? readNearest : readBilinear;
  let offset = 0;
  for (let image = 0; image < size.images; image++) {
    const matrix = matrices.subarray(matrices.length > 8 ? image * 8 : 0);
    for (let y = 0; y < size.height; y++) {
      for (let x = 0; x < size.width; x++, offset += channels) {
        const [sourceX, sourceY] = source(matrix, x, y);
        const [column, row] = [
          intoImage(sourceX, given.width, filling.fillMode),
          intoImage(sourceY, given.height, filling.fillMode),
        ];
        for (let channel = 0; channel < channels; channel++) {
          output[offset + channel] = read(given, image, row, column, channel, filling.fillValue);
        }
      }
    }
  }
  return output;
}

/** Where the pixel of the output is read. */
function source([a0, a1, a2, b0, b1, b2, c0, c1]: Float32Array, x: number, y: number): [number, number] {
  const sum = (p: number, q: number, r: number): number => single(single(single(p * x) + single(q * y)) + r);
  const scale = sum(c0!, c1!, 1);
  return [single(sum(a0!, a1!, a2!) / scale), single(sum(b0!, b1!, b2!) / scale)];
}

/** A place beyond the edge, brought into the image; the fill value stands for it where that is constant. */
function intoImage(place: number, size: number, fillMode: Filling['fillMode']): number {
  if (fillMode === 'constant') return place;
  const inside = { reflect: reflected, wrap: wrapped, nearest: (same: number) => same }[fillMode](
    place,
    size,
  );
  return Math.min(Math.max(inside, 0), size - 1);
}

/** dcba|abcd|dcba */
function reflected(place: number, size: number): number {
  if (size <= 1) return 0;
  const period = 2 * size;
  if (place < 0) {
    const near = single(period * Math.trunc(-place / period) + place);
    return near < -size ? single(near + period) : single(-near - 1);
  }
  if (place <= size - 1) return place;
  const near = single(place - period * Math.trunc(place / period));
  return near >= size ? single(period - near - 1) : near;
}

/** abcd|abcd|abcd */
function wrapped(place: number, size: number): number {
  if (size <= 1) return 0;
  if (place < 0) return single(place + size * (Math.trunc(-place / (size - 1)) + 1));
  return place > size - 1 ? single(place - size * Math.trunc(place / (size - 1))) : place;
}

function readNearest(
  given: Images,
  image: number,
  row: number,
  column: number,
  channel: number,
  fill: number,
) {
  return pixel(given, image, rounded(row), rounded(column), channel, fill);
}

/** Halves go away from zero. */
const rounded = (place: number): number => Math.sign(place) * Math.round(Math.abs(place));

function readBilinear(
  given: Images,
  image: number,
  row: number,
  column: number,
  channel: number,
  fill: number,
) {
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const at = (y: number, x: number): number => pixel(given, image, y, x, channel, fill);
  const between = (y: number): number =>
    (left + 1 - column) * at(y, left) + (column - left) * at(y, left + 1);
  return (top + 1 - row) * between(top) + (row - top) * between(top + 1);
}

function pixel(
  { values, height, width, channels }: Images,
  image: number,
  row: number,
  column: number,
  channel: number,
  fill: number,
): number {
  if (!(row >= 0 && row < height && column >= 0 && column < width)) return fill;
  return values[((image * height + row) * width + column) * channels + channel]!;
}
