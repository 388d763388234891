// Everything that happens to one image on its way into a batch. It knows no threads: a worker and the main thread
// run the same function.

import { ImageError } from '../loading/errors.js';
import { type Loading, loadImage } from '../loading/load-image.js';
import { affineMap, type Filling, warp } from '../transform/affine.js';
import { shiftBrightness, shiftChannels } from '../transform/colors.js';
import { fastWarp, isCommon } from '../transform/fast-warp.js';
import type { FloatPixels, Pixels } from '../transform/pixels.js';
import { warpBySpline } from '../transform/spline.js';
import { type Standardization, standardize } from '../transform/standardize.js';
import type { TransformParameters } from '../transform/transform-parameters.js';

/** What is the same for all images of a generator. */
export interface Recipe {
  readonly loading?: Loading;
  readonly filling: Filling;
  /** Every value is multiplied by it after the transform. Default: 1. */
  readonly scale?: number;
  /** Left out, as the scale, where a function of the user's comes between transform and standardization. */
  readonly standardization?: Standardization;
}

/** An image to be read from a file, or pixels at hand. */
export type ImageSource = { readonly path: string } | { readonly pixels: Pixels };

export interface ImageJob {
  readonly source: ImageSource;
  readonly parameters: TransformParameters;
  /** True where the pixels as loaded are wanted too, for a cache. */
  readonly keep?: boolean;
}

/** What came of a job: the pixels as loaded where they are to be kept, or what is wrong with the image. */
export type Outcome = { readonly pixels?: Pixels } | { readonly broken: ImageError };

/** Images on their way at once: while sharp's threads decode one, another is transformed. */
const lanes = 2;

/**
 * Runs jobs, a few at once; a broken image is an outcome, anything else that goes wrong an error.
 * @param target takes the images, one after the other in the order of their jobs
 */
export async function runJobs(
  recipe: Recipe,
  jobs: readonly ImageJob[],
  target: Float32Array,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(jobs.length);
  const size = target.length / jobs.length;
  let next = 0;
  const lane = async () => {
    while (next < jobs.length) {
      const place = next++;
      outcomes[place] = await runJob(recipe, jobs[place]!, target.subarray(place * size, (place + 1) * size));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

async function runJob(recipe: Recipe, job: ImageJob, target: Float32Array): Promise<Outcome> {
  const { source, parameters, keep } = job;
  try {
    const pixels = 'pixels' in source ? source.pixels : await loadImage(source.path, recipe.loading!);
    transform(pixels, parameters, recipe.filling, target, recipe.scale);
    if (recipe.standardization) standardize(target, pixels.channels, recipe.standardization);
    return keep ? { pixels } : {};
  } catch (error) {
    if (error instanceof ImageError) return { broken: error };
    throw error;
  }
}

/** Applies one transform, in Keras' order: geometry, channel shift, brightness; then multiplies by `scale`. */
export function transform(
  pixels: Pixels,
  parameters: TransformParameters,
  filling: Filling,
  target: Float32Array,
  scale = 1,
): void {
  const map = affineMap(parameters, pixels.height, pixels.width);
  const { channelShiftIntensity, brightness } = parameters;
  // In the same pass, where nothing comes between.
  const early = channelShiftIntensity === undefined && brightness === undefined ? scale : 1;
  const late = !map || isCommon(pixels, filling) ? scale / early : scale;
  if (!map) multiply(asFloats(pixels).data, target, early);
  else if (isCommon(pixels, filling)) fastWarp(pixels, target, map, early);
  else (filling.interpolationOrder > 1 ? warpBySpline : warp)(asFloats(pixels), target, map, filling);
  if (channelShiftIntensity !== undefined) shiftChannels(target, channelShiftIntensity);
  if (brightness !== undefined) shiftBrightness(target, brightness, pixels.channels);
  if (late !== 1) multiply(target, target, late);
}

function multiply(values: Float32Array, target: Float32Array, factor: number): void {
  if (factor === 1) target.set(values);
  else for (let i = 0; i < values.length; i++) target[i] = values[i]! * factor;
}

let scratch = new Float32Array(0);

/** The image as floats, so that the warp's loop sees one kind of array. Holds until the next call. */
function asFloats(pixels: Pixels): FloatPixels {
  const { data } = pixels;
  if (data instanceof Float32Array) return { ...pixels, data };
  if (scratch.length !== data.length) scratch = new Float32Array(data.length);
  scratch.set(data);
  return { ...pixels, data: scratch };
}

/** Who runs jobs. */
export interface Runner {
  /** Fills `target` with the jobs' images, one after the other; says of each, in their order, what came of it. */
  run(recipe: Recipe, jobs: readonly ImageJob[], target: Float32Array): Promise<Outcome[]>;
}
