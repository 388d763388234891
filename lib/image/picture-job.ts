// Everything that happens to one picture on its way into a batch. It knows no threads: a worker and the main thread
// run the same function.
import { type AffineMap, affineMap, type Filling, warp } from './affine.js';
import { shiftBrightness, shiftChannels } from './colors.js';
import { decodeFile } from './decode.js';
import type { BytePixels, ColorMode, FloatPixels, Pixels } from './pixels.js';
import { type Box, type Interpolation, resize } from './resample.js';
import { type Standardization, standardize } from './standardize.js';
import type { TransformParameters } from './transform-parameters.js';

/** How a file becomes pixels of a batch's size. */
export interface Loading {
  readonly colorMode: ColorMode;
  readonly height: number;
  readonly width: number;
  readonly interpolation: Interpolation;
  readonly keepAspectRatio: boolean;
}

/** What is the same for all pictures of a generator. */
export interface Recipe {
  readonly loading?: Loading;
  readonly filling: Filling;
  /** Left out where a function of the user's comes between transform and standardization. */
  readonly standardization?: Standardization;
}

/** A picture to be read from a file, or pixels at hand. */
export type PictureSource = { readonly path: string } | { readonly pixels: Pixels };

export interface PictureJob {
  readonly source: PictureSource;
  readonly parameters: TransformParameters;
  /** Where the picture goes: its place in the batch's memory. */
  readonly target: Float32Array;
}

/** Fills the job's target. Gives back the pixels as loaded, for a cache. @throws PictureError */
export async function runJob(recipe: Recipe, job: PictureJob): Promise<Pixels> {
  const pixels = 'pixels' in job.source ? job.source.pixels : await load(job.source.path, recipe.loading!);
  transform(pixels, job.parameters, recipe.filling, job.target);
  if (recipe.standardization) standardize(job.target, pixels.channels, recipe.standardization);
  return pixels;
}

/** Applies one transform, in Keras' order: geometry, channel shift, brightness. */
export function transform(
  pixels: Pixels,
  parameters: TransformParameters,
  filling: Filling,
  target: Float32Array,
): void {
  const map: AffineMap | undefined = affineMap(parameters, pixels.height, pixels.width);
  if (map) warp(asFloats(pixels), target, map, filling);
  else target.set(pixels.data);
  if (parameters.channelShiftIntensity !== undefined) shiftChannels(target, parameters.channelShiftIntensity);
  if (parameters.brightness !== undefined) shiftBrightness(target, parameters.brightness, pixels.channels);
}

let scratch = new Float32Array(0);

/** The picture as floats, so that the warp's loop sees one kind of array. Holds until the next call. */
function asFloats(pixels: Pixels): FloatPixels {
  const { data } = pixels;
  if (data instanceof Float32Array) return { ...pixels, data };
  if (scratch.length !== data.length) scratch = new Float32Array(data.length);
  scratch.set(data);
  return { ...pixels, data: scratch };
}

async function load(path: string, loading: Loading): Promise<BytePixels> {
  const picture = await decodeFile(path, loading.colorMode);
  const box = loading.keepAspectRatio ? centredBox(picture, loading) : undefined;
  return resize(picture, loading.height, loading.width, loading.interpolation, box);
}

/** The largest part about the middle with the target's proportions. */
function centredBox(picture: Pixels, { height, width }: Loading): Box {
  const boxHeight = Math.min(picture.height, Math.floor((picture.width * height) / width));
  const boxWidth = Math.min(picture.width, Math.floor((picture.height * width) / height));
  return {
    left: Math.floor((picture.width - boxWidth) / 2),
    top: Math.floor((picture.height - boxHeight) / 2),
    width: boxWidth,
    height: boxHeight,
  };
}
