// Interpolation by splines of order 2 to 5, as SciPy's `ndimage.affine_transform`: each output value is a weighted sum of
// (order + 1)² spline coefficients.
import type { AffineMap, Filling } from './affine.js';
import { type FillMode, foldCoordinate } from './fill-mode.js';
import type { FloatPixels } from './pixels.js';
import { type Coefficients, coefficientsOf, mirrorsBetween } from './spline-coefficients.js';

/** Writes the mapped image into `target`, of the same size as `source`. */
export function warpBySpline(
  source: FloatPixels,
  target: Float32Array,
  map: AffineMap,
  filling: Filling,
): void {
  const { fillMode, cval, interpolationOrder: order } = filling;
  const coefficients = coefficientsOf(source, order, fillMode);
  const { channels, padding } = coefficients;
  const columns = axisOf(coefficients.width, order, fillMode);
  const rows = axisOf(coefficients.height, order, fillMode);
  for (let row = 0, place = 0; row < source.height; row++) {
    for (let column = 0; column < source.width; column++, place += channels) {
      const inside =
        columns.moveTo(map.xx * column + map.xy * row + map.x0 + padding) &&
        rows.moveTo(map.yx * column + map.yy * row + map.y0 + padding);
      if (inside) addUp(coefficients, rows, columns, target.subarray(place, place + channels));
      else target.fill(cval, place, place + channels);
    }
  }
}

/** Which coefficients along an axis make up a value, and how much each weighs. */
interface Axis {
  readonly places: Int32Array;
  readonly weights: Float64Array;
  /** False where the coordinate is to be filled with a constant. */
  moveTo(at: number): boolean;
}

function axisOf(length: number, order: number, fillMode: FillMode): Axis {
  const places = new Int32Array(order + 1);
  const weights = new Float64Array(order + 1);
  const odd = order % 2 === 1;
  return {
    places,
    weights,
    moveTo(at) {
      if (fillMode === 'constant' && (at < 0 || at > length - 1)) return false;
      const within = fillMode === 'constant' ? at : foldCoordinate(at, length, fillMode);
      const middle = Math.floor(odd ? within : within + 0.5);
      setWeights(weights, odd ? within - middle : within - middle + 0.5);
      const first = middle - Math.floor(order / 2);
      for (let k = 0; k <= order; k++) places[k] = coefficientAt(first + k, length, fillMode);
      return true;
    },
  };
}

/** The values at t of the uniform B-splines that reach there, by de Boor's recursion. */
function setWeights(weights: Float64Array, t: number): void {
  weights[0] = 1;
  for (let degree = 1; degree < weights.length; degree++) {
    let carried = 0;
    for (let k = 0; k < degree; k++) {
      const share = weights[k]! / degree;
      weights[k] = carried + (k + 1 - t) * share;
      carried = (t + degree - 1 - k) * share;
    }
    weights[degree] = carried;
  }
}

/** Coefficients go on beyond the edge as the filter assumed: mirrored at the last one, or between it and its copy. */
function coefficientAt(place: number, length: number, fillMode: FillMode): number {
  if (place >= 0 && place < length) return place;
  if (length === 1) return 0;
  if (mirrorsBetween(fillMode)) return foldCoordinate(place, length, 'reflect');
  const period = 2 * length - 2;
  const within = ((place % period) + period) % period;
  return within < length ? within : period - within;
}

function addUp(
  { data, width, channels }: Coefficients,
  rows: Axis,
  columns: Axis,
  target: Float32Array,
): void {
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    for (let r = 0; r < rows.places.length; r++) {
      const line = rows.places[r]! * width;
      let part = 0;
      for (let c = 0; c < columns.places.length; c++) {
        part += data[(line + columns.places[c]!) * channels + channel]! * columns.weights[c]!;
      }
      sum += part * rows.weights[r]!;
    }
    target[channel] = sum;
  }
}
