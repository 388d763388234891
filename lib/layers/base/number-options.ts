// Options that are numbers within limits, and axes.
import { received } from '../../core/messages.js';
import { type Option, option } from '../../core/options.js';
import { type Shape, shapeText } from '../../core/shape.js';

/** A number that is not negative. */
export const nonNegative = (...fallback: [] | [number]): Option<number> =>
  option(
    (given, layer, name) => {
      if (typeof given === 'number' && given >= 0 && Number.isFinite(given)) return given;
      throw new Error(`${layer}: ${name} must be a number of at least 0. Received: ${received(given)}.`);
    },
    ...fallback,
  );

/** An axis, counted from the front or, if negative, from the end; files of Keras 2 hold it as a list of one. */
export const axis = (fallback: number): Option<number> =>
  option((given, layer, name) => {
    const [one, ...others] = [given].flat();
    if (Number.isInteger(one) && others.length === 0) return one as number;
    throw new Error(`${layer}: ${name} must be one whole number, such as -1. Received: ${received(given)}.`);
  }, fallback);

/** One axis or several. */
export const axes = (fallback: number): Option<number | number[]> =>
  option<number | number[]>((given, layer, name) => {
    const list = [given].flat();
    if (list.length > 0 && list.every((one) => Number.isInteger(one)))
      return Array.isArray(given) ? (list as number[]) : (given as number);
    throw new Error(
      `${layer}: ${name} must be a whole number or a list of them, such as -1. Received: ${received(given)}.`,
    );
  }, fallback);

/** Throws unless every axis is one of the input's. */
export function checkAxes(layer: string, given: number | readonly number[], shape: Shape): void {
  const rank = shape.length;
  for (const one of [given].flat() as number[]) {
    if (one >= -rank && one < rank) continue;
    throw new Error(
      `${layer}: axis must be one of the input's, expected ${-rank} to ${rank - 1}. Received: ${one} for ${shapeText(shape)}.`,
    );
  }
}
