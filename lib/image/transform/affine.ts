// Rotation, shift, shear, zoom and flips as one affine map, and the single pass over an image that applies it.

import { type FillMode, foldCoordinate } from './fill-mode.js';
import type { FloatPixels } from './pixels.js';
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

/**
 * The order of the splines that values between pixels are taken from.
 * @inline
 */
export type InterpolationOrder = 0 | 1 | 2 | 3 | 4 | 5;

/** How pixels beyond the image's edge are made up. */
export interface Filling {
  readonly fillMode: FillMode;
  /** The value beyond the edge for `constant`. */
  readonly cval: number;
  /** 0 takes the nearest pixel, 1 interpolates linearly, 2 to 5 by splines. */
  readonly interpolationOrder: InterpolationOrder;
}

/** The map of a transform about the image's centre, or undefined where it moves nothing. */
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

/**
 * Writes the mapped image into `target`, of the same size as `source`, with orders 0 and 1. This loop is where a generator's time goes: it
 * is written flat, over plain floats and three channels at a time, so that the engine keeps it in registers.
 */
export function warp(source: FloatPixels, target: Float32Array, map: AffineMap, filling: Filling): void {
  const { data, height, width, channels } = source;
  const { fillMode, cval, interpolationOrder } = filling;
  const [lastX, lastY, line] = [width - 1, height - 1, width * channels];
  const { xx, yx } = map;
  let place = 0;
  for (let row = 0; row < height; row++) {
    const rowX = map.xy * row + map.x0;
    const rowY = map.yy * row + map.y0;
    for (let column = 0; column < width; column++) {
      let x = xx * column + rowX;
      let y = yx * column + rowY;
      if (fillMode !== 'nearest' && (x < 0 || x > lastX || y < 0 || y > lastY)) {
        if (fillMode === 'constant') {
          target.fill(cval, place, place + channels);
          place += channels;
          continue;
        }
        x = foldCoordinate(x, width, fillMode);
        y = foldCoordinate(y, height, fillMode);
      }
      if (interpolationOrder === 0) {
        x = Math.floor(x + 0.5);
        y = Math.floor(y + 0.5);
      }
      x = Math.min(Math.max(x, 0), lastX);
      y = Math.min(Math.max(y, 0), lastY);
      const left = x | 0;
      const top = y | 0;
      const right = left < lastX ? channels : 0;
      const below = top < lastY ? line : 0;
      const from = top * line + left * channels;
      const bottomRight = (x - left) * (y - top);
      const topRight = x - left - bottomRight;
      const bottomLeft = y - top - bottomRight;
      const topLeft = 1 - (x - left) - bottomLeft;
      if (channels === 3) {
        target[place++] = mix(data, from, right, below, topLeft, topRight, bottomLeft, bottomRight);
        target[place++] = mix(data, from + 1, right, below, topLeft, topRight, bottomLeft, bottomRight);
        target[place++] = mix(data, from + 2, right, below, topLeft, topRight, bottomLeft, bottomRight);
      } else {
        for (let at = from; at < from + channels; at++) {
          target[place++] = mix(data, at, right, below, topLeft, topRight, bottomLeft, bottomRight);
        }
      }
    }
  }
}

/** The four values around a place, weighed. */
function mix(
  data: Float32Array,
  at: number,
  right: number,
  below: number,
  topLeft: number,
  topRight: number,
  bottomLeft: number,
  bottomRight: number,
): number {
  return (
    data[at]! * topLeft +
    data[at + right]! * topRight +
    data[at + below]! * bottomLeft +
    data[at + below + right]! * bottomRight
  );
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
