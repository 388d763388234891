// The cells that windows see, moving over an image or a volume: each place in the window by itself.
import { tf } from '../tf.js';

/** How windows lie along one axis. */
export interface Windows {
  readonly count: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
  readonly length: number;
  /** Cells from one place of the window to the next. */
  readonly dilation: number;
}

type Info = ReturnType<typeof tf.backend_util.computePool2DInfo>;
type VolumeInfo = ReturnType<typeof tf.backend_util.computePool3DInfo>;

export const imageWindows = (info: Info): Windows[] => [
  {
    count: info.outHeight,
    size: info.filterHeight,
    stride: info.strideHeight,
    padding: info.padInfo.top,
    length: info.inHeight,
    dilation: info.dilationHeight,
  },
  {
    count: info.outWidth,
    size: info.filterWidth,
    stride: info.strideWidth,
    padding: info.padInfo.left,
    length: info.inWidth,
    dilation: info.dilationWidth,
  },
];

const volumeWindows = (info: VolumeInfo): Windows[] => [
  {
    count: info.outDepth,
    size: info.filterDepth,
    stride: info.strideDepth,
    padding: info.padInfo.front,
    length: info.inDepth,
    dilation: info.dilationDepth,
  },
  ...imageWindows({ ...info, dataFormat: info.dataFormat } as object as Info),
];

interface Pooling {
  readonly filterSize: number | number[];
  readonly strides: number | number[];
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Three = [number, number, number];
type Two = [number, number];

/** Of pooling ops' settings, for images and for volumes. */
export function poolWindows(shape: number[], settings: object): Windows[] {
  const { filterSize, strides, pad, dimRoundingMode } = settings as Pooling;
  if (shape.length === 5) {
    const [size, steps] = [filterSize as Three, strides as Three];
    const volumes = shape as [number, number, number, number, number];
    return volumeWindows(tf.backend_util.computePool3DInfo(volumes, size, steps, 1, pad, dimRoundingMode));
  }
  const [size, steps] = [filterSize as Two, strides as Two];
  const images = shape as [number, number, number, number];
  return imageWindows(tf.backend_util.computePool2DInfo(images, size, steps, 1, pad, dimRoundingMode));
}

/**
 * For each window what it sees, place by place, row by row.
 * @param x [samples, ...space, channels]
 * @param outside what it sees where there are no cells
 * @returns [samples, ...windows, channels, places]
 */
export function patches(x: tf.Tensor, windows: readonly Windows[], outside: number): tf.Tensor {
  const sides = windows.map(({ count, size, stride, padding, length, dilation }): [number, number] => {
    const reach = (count - 1) * stride + (size - 1) * dilation + 1;
    return [padding, Math.max(reach - padding - length, 0)];
  });
  const wide = tf.pad(x, [[0, 0], ...sides, [0, 0]], outside);
  return tf.stack(
    places(windows).map((place) => seenAt(wide, place, windows)),
    -1,
  );
}

/** One place's offsets along the axes. */
function places(windows: readonly Windows[]): number[][] {
  return windows.reduce<number[][]>(
    (before, { size, dilation }) =>
      before.flatMap((place) => Array.from({ length: size }, (_, i) => [...place, i * dilation])),
    [[]],
  );
}

function seenAt(wide: tf.Tensor, place: readonly number[], windows: readonly Windows[]): tf.Tensor {
  const ends = windows.map(({ count, stride }, axis) => place[axis]! + (count - 1) * stride + 1);
  const strides = windows.map(({ stride }) => stride);
  const [samples, channels] = [wide.shape[0]!, wide.shape.at(-1)!];
  return tf.stridedSlice(wide, [0, ...place, 0], [samples, ...ends, channels], [1, ...strides, 1]);
}

/** 1 at the first of the greatest of each window's places, 0 at the others. */
export function greatestPlaces(seen: tf.Tensor): tf.Tensor {
  const first = tf.expandDims(tf.argMax(seen, -1), -1);
  return tf.cast(tf.equal(first, tf.range(0, seen.shape.at(-1)!, 1, 'int32')), 'float32');
}
