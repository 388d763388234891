// A number between 0 and 1 as a colour, for heat laid over images: from dark blue over red to light yellow, ever
// brighter, so that it reads in grey too.
import { interpolateNumberArray, piecewise } from 'd3-interpolate';

const ramp = piecewise(interpolateNumberArray<number[]>, [
  [13, 22, 77],
  [91, 18, 110],
  [171, 42, 92],
  [228, 92, 48],
  [250, 168, 40],
  [252, 245, 160],
]);

export function heatColor(share: number): [red: number, green: number, blue: number] {
  const [red = 0, green = 0, blue = 0] = ramp(Math.min(1, Math.max(0, share || 0))).map(Math.round);
  return [red, green, blue];
}
