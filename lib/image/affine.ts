// Rotation, shift, shear, zoom and flips as one affine map, and the single pass over a picture that applies it.

import { type FillMode, foldCoordinate } from './fill-mode.js';
import type { Pixels } from './pixels.js';
import type { TransformParameters } from './transform-parameters.js';

/** Where an output pixel is read: at column `xx·column + xy·row + x0` and row `yx·column + yy·row + y0`. */
export interface AffineMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** How pixels beyond the picture's edge are made up. */
export interface Filling {
  readonly fillMode: FillMode;
  /** The value beyond the edge for `constant`. */
  readonly cval: number;
  /** 0 takes the nearest pixel, 1 interpolates linearly. */
  readonly interpolationOrder: 0 | 1;
}

/** The map of a transform about the picture's centre, or undefined where it moves nothing. */
export function affineMap(
  parameters: TransformParameters,
  height: number,
  width: number,
): AffineMap | undefined {
  const { theta = 0, tx = 0, ty = 0, shear = 0, zx = 1, zy = 1 } = parameters;
  const { flipHorizontal = false, flipVertical = false } = parameters;
  const still = theta === 0 && tx === 0 && ty === 0 && shear === 0 && zx === 1 && zy === 1;
  if (still && !flipHorizontal && !flipVertical) return undefined;
  const [cos, sin] = [Math.cos(radians(theta)), Math.sin(radians(theta))];
  const [shearCos, shearSin] = [Math.cos(radians(shear)), Math.sin(radians(shear))];
  // rotation · shift · shear · zoom, as Keras multiplies them
  const xx = cos * zx;
  const xy = (-cos * shearSin - sin * shearCos) * zy;
  const yx = sin * zx;
  const yy = (-sin * shearSin + cos * shearCos) * zy;
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
  const x0 = cos * tx - sin * ty + centreX - xx * centreX - xy * centreY;
  const y0 = sin * tx + cos * ty + centreY - yx * centreX - yy * centreY;
  return flipped({ xx, xy, x0, yx, yy, y0 }, flipHorizontal ? width : 0, flipVertical ? height : 0);
}

/** A flip after the map: the output is read from its other end. A length of 0 leaves that side. */
function flipped(map: AffineMap, width: number, height: number): AffineMap {
  const across = width === 0 ? { sign: 1, last: 0 } : { sign: -1, last: width - 1 };
  const down = height === 0 ? { sign: 1, last: 0 } : { sign: -1, last: height - 1 };
  return {
    xx: across.sign * map.xx,
    xy: down.sign * map.xy,
    x0: map.x0 + map.xx * across.last + map.xy * down.last,
    yx: across.sign * map.yx,
    yy: down.sign * map.yy,
    y0: map.y0 + map.yx * across.last + map.yy * down.last,
  };
}

/** Writes the mapped picture into `target`, of the same size as `source`. */
export function warp(source: Pixels, target: Float32Array, map: AffineMap, filling: Filling): void {
  const { height, width, channels } = source;
  const sample = filling.interpolationOrder === 0 ? sampleNearest : sampleLinear;
  const [lastX, lastY] = [width - 1, height - 1];
  let place = 0;
  for (let row = 0; row < height; row++) {
    const [rowX, rowY] = [map.xy * row + map.x0, map.yy * row + map.y0];
    for (let column = 0; column < width; column++, place += channels) {
      let x = map.xx * column + rowX;
      let y = map.yx * column + rowY;
      if (!(x >= 0 && x <= lastX && y >= 0 && y <= lastY)) {
        if (filling.fillMode === 'constant') {
          target.fill(filling.cval, place, place + channels);
          continue;
        }
        x = foldCoordinate(x, width, filling.fillMode);
        y = foldCoordinate(y, height, filling.fillMode);
      }
      sample(source, x, y, target, place);
    }
  }
}

/** `x` and `y` may lie up to one pixel outside, where the edge's pixel counts twice. */
function sampleLinear(source: Pixels, x: number, y: number, target: Float32Array, place: number): void {
  const { data, height, width, channels } = source;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [left + 1 < width ? left + 1 : width - 1, top + 1 < height ? top + 1 : height - 1];
  const [fx, fy] = [x - left, y - top];
  const upper = Math.max(top, 0) * width;
  const lower = bottom * width;
  const from = Math.max(left, 0);
  const topLeft = (upper + from) * channels;
  const topRight = (upper + right) * channels;
  const bottomLeft = (lower + from) * channels;
  const bottomRight = (lower + right) * channels;
  for (let channel = 0; channel < channels; channel++) {
    const above = data[topLeft + channel]! * (1 - fx) + data[topRight + channel]! * fx;
    const below = data[bottomLeft + channel]! * (1 - fx) + data[bottomRight + channel]! * fx;
    target[place + channel] = above * (1 - fy) + below * fy;
  }
}

function sampleNearest(source: Pixels, x: number, y: number, target: Float32Array, place: number): void {
  const { data, height, width, channels } = source;
  const column = Math.min(Math.max(Math.floor(x + 0.5), 0), width - 1);
  const row = Math.min(Math.max(Math.floor(y + 0.5), 0), height - 1);
  const from = (row * width + column) * channels;
  for (let channel = 0; channel < channels; channel++) target[place + channel] = data[from + channel]!;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
