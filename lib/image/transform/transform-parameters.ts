// What happens to one image, and how that is drawn: Keras' draws in Keras' order, so that a seed gives here the
// transforms that it gives there.
import type { MersenneTwister } from '../../random/mersenne-twister.js';

/** One transform, as `applyTransform` takes it. Whatever is left out leaves the image as it is. */
export interface TransformParameters {
  /** Rotation in degrees. */
  readonly theta?: number;
  /** Shift along the width in pixels; the content moves left where positive. */
  readonly tx?: number;
  /** Shift along the height in pixels; the content moves up where positive. */
  readonly ty?: number;
  /** Shear angle in degrees. */
  readonly shear?: number;
  /** Zoom along the width: below 1 the content grows, above 1 it shrinks. */
  readonly zx?: number;
  /** Zoom along the height. */
  readonly zy?: number;
  readonly flipHorizontal?: boolean;
  readonly flipVertical?: boolean;
  /** Added to every channel, kept within the image's own least and greatest value. */
  readonly channelShiftIntensity?: number;
  /** Brightness as a factor: 1 leaves it, 0 is black. */
  readonly brightness?: number;
}

/** A fraction of the side (below 1), whole pixels, or a list of shifts to choose from, with either sign. */
export type ShiftRange = number | readonly number[];

/** The ranges that are drawn from. */
export interface TransformRanges {
  readonly rotationRange: number;
  readonly widthShiftRange: ShiftRange;
  readonly heightShiftRange: ShiftRange;
  readonly shearRange: number;
  readonly zoomRange: readonly [number, number];
  readonly horizontalFlip: boolean;
  readonly verticalFlip: boolean;
  readonly channelShiftRange: number;
  readonly brightnessRange: readonly [number, number] | undefined;
}

/** Draws one transform for an image of the given size. */
export function drawTransform(
  ranges: TransformRanges,
  height: number,
  width: number,
  random: MersenneTwister,
): TransformParameters {
  const theta = drawSymmetric(ranges.rotationRange, random);
  // Keras 3 draws its height shift first and then moves the image sideways by it. The order of the draws is kept,
  // and each range moves the side it is named for.
  const tx = drawShift(ranges.widthShiftRange, width, random);
  const ty = drawShift(ranges.heightShiftRange, height, random);
  const shear = drawSymmetric(ranges.shearRange, random);
  const [zx, zy] = drawZoom(ranges.zoomRange, random);
  // Keras draws both numbers even where flips are off.
  const flipHorizontal = random.random() < 0.5 && ranges.horizontalFlip;
  const flipVertical = random.random() < 0.5 && ranges.verticalFlip;
  const parameters = { theta, tx, ty, shear, zx, zy, flipHorizontal, flipVertical };
  const { channelShiftRange, brightnessRange } = ranges;
  return {
    ...parameters,
    ...(channelShiftRange !== 0 && { channelShiftIntensity: drawSymmetric(channelShiftRange, random) }),
    ...(brightnessRange && { brightness: random.uniform(...brightnessRange) }),
  };
}

function drawSymmetric(range: number, random: MersenneTwister): number {
  return range === 0 ? 0 : random.uniform(-range, range);
}

function drawShift(range: ShiftRange, side: number, random: MersenneTwister): number {
  if (typeof range !== 'number') return range.length === 0 ? 0 : drawFromList(range, side, random);
  if (range === 0) return 0;
  if (Number.isInteger(range)) return random.choice(range) * drawSign(random);
  return random.uniform(-range, range) * (range < 1 ? side : 1);
}

function drawFromList(shifts: readonly number[], side: number, random: MersenneTwister): number {
  const shift = shifts[random.choice(shifts.length)]! * drawSign(random);
  return Math.max(...shifts) < 1 ? shift * side : shift;
}

function drawSign(random: MersenneTwister): number {
  return random.choice(2) === 0 ? -1 : 1;
}

function drawZoom([low, high]: readonly [number, number], random: MersenneTwister): [number, number] {
  if (low === 1 && high === 1) return [1, 1];
  return [random.uniform(low, high), random.uniform(low, high)];
}
