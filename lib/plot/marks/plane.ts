// A plane with two numbered axes and an image behind the marks: the decision boundary and the contour map.
import type { Spec } from '../render/chart.js';
import type { Ends } from '../scales/ticks.js';
import { type Pixels, pngURL } from './pixels.js';

export interface Area {
  x: Ends;
  y: Ends;
}

/** The encoding of marks with columns `x` and `y`. */
export function planeAxes({ x, y }: Area, [xTitle, yTitle]: readonly [string, string]): Spec {
  const channel = (field: string, domain: Ends, title: string) => ({
    field,
    type: 'quantitative',
    title,
    scale: { domain, nice: false, zero: false },
    axis: { grid: false, domain: true, ticks: true },
  });
  return { x: channel('x', x, xTitle), y: channel('y', y, yTitle) };
}

/** An image that fills the plane, `size` pixels a side. */
export function backdrop(pixels: Pixels, size: number): Spec {
  const fill = { width: size, height: size, align: 'left', baseline: 'top', aspect: false, aria: false };
  return {
    data: { values: [{ url: pngURL(pixels) }] },
    mark: { type: 'image', ...fill },
    encoding: { x: { value: 0 }, y: { value: 0 }, url: { field: 'url' } },
  };
}
