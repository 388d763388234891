// Which axes of data are space, and which holds the channels.
import type { DataFormat } from '../../core/options.js';
import type { Shape } from '../../core/shape.js';

/** The axes of space: 1 and 2 of [samples, height, width, channels]. */
export function spatialAxes(count: number, dataFormat: DataFormat = 'channelsLast'): number[] {
  const first = dataFormat === 'channelsFirst' ? 2 : 1;
  return Array.from({ length: count }, (_, i) => first + i);
}

/** A shape with other sizes along some axes. Sizes that are open stay open. */
export function resized(
  shape: Shape,
  axes: readonly number[],
  change: (size: number, index: number) => number,
): Shape {
  return shape.map((size, axis) => {
    const index = axes.indexOf(axis);
    return size === null || index < 0 ? size : change(size, index);
  });
}

/** [samples, channels, …] as [samples, …, channels], for transposing. */
export const toChannelsLast = (rank: number): number[] => [0, ...axesFrom(2, rank), 1];

/** The way back. */
export const toChannelsFirst = (rank: number): number[] => [0, rank - 1, ...axesFrom(1, rank - 1)];

const axesFrom = (first: number, end: number): number[] =>
  Array.from({ length: end - first }, (_, i) => first + i);
