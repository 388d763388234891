// What lies beyond an image's edge, as SciPy's `ndimage` continues it (a b c d are the pixels of a row):
// nearest a a a|a b c d|d d d, reflect c b a|a b c d|d c b, wrap: the row again, its last pixel meeting its first.

/** What comes in from beyond an image's edge when it is moved. */
export type FillMode = 'constant' | 'nearest' | 'reflect' | 'wrap';

export const fillModes: readonly FillMode[] = ['nearest', 'constant', 'reflect', 'wrap'];

/** Brings a coordinate outside 0 … length − 1 back to where its value is found; reflect may end up to 1 outside. */
export function foldCoordinate(at: number, length: number, mode: Exclude<FillMode, 'constant'>): number {
  if (at >= 0 && at <= length - 1) return at;
  if (length === 1) return 0;
  switch (mode) {
    case 'nearest':
      return at < 0 ? 0 : length - 1;
    case 'reflect':
      return reflect(at, length);
    case 'wrap':
      return wrap(at, length - 1);
  }
}

function reflect(at: number, length: number): number {
  const period = 2 * length;
  const within = at - period * Math.floor(at / period);
  return within < length ? within : period - within - 1;
}

/** Whole periods lead to the last pixel from the left and to the first from the right, as in SciPy. */
function wrap(at: number, period: number): number {
  if (at < 0) return at + period * (Math.trunc(-at / period) + 1);
  return at - period * Math.trunc(at / period);
}
