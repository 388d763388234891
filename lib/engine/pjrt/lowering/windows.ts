// Where windows lie: strides, dilations and edges as TensorFlow's convolutions and poolings have them.
import { listOf, NotLowered, type Site } from './site.js';

export interface Windows {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: readonly (readonly [number, number])[];
}

/** Only with features last: what the engine asks of TensorFlow on a CPU, too. */
export function requireFeaturesLast(site: Site): void {
  const format = site.attribute('data_format');
  if (typeof format === 'string' && format !== '' && !format.endsWith('C'))
    throw new NotLowered(site.op, `in the order ${format}`);
}

/** The windows over the axes between rows and features. */
export function windowsOf(
  site: Site,
  input: readonly number[],
  kernel: readonly number[],
  strideName = 'strides',
): Windows {
  requireFeaturesLast(site);
  const rank = kernel.length;
  const ones = new Array<number>(rank + 2).fill(1);
  const strides = listOf(site, strideName, ones).slice(1, -1);
  const dilations = listOf(site, 'dilations', ones).slice(1, -1);
  const sizes = kernel.map((size, axis) => (size - 1) * dilations[axis]! + 1);
  return { strides, dilations, padding: paddingOf(site, input.slice(1, -1), sizes, strides) };
}

function paddingOf(
  site: Site,
  input: readonly number[],
  sizes: readonly number[],
  strides: readonly number[],
): [number, number][] {
  const kind = site.attribute('padding');
  if (kind === 'VALID') return sizes.map(() => [0, 0]);
  if (kind === 'SAME') {
    const edges = input.map((size, axis) => sameEdges(size, sizes[axis]!, strides[axis]!));
    // Of three axes TensorFlow begins at the first place on some processors, on others further in.
    if (edges.length === 3 && edges.some(([low, high]) => low + high < 0))
      throw new NotLowered(site.op, 'with padding SAME whose strides leave places over');
    return edges.map(([low, high]) => [Math.max(0, low), Math.max(0, high)]);
  }
  const edges = listOf(site, 'explicit_paddings', []);
  if (kind !== 'EXPLICIT' || edges.length === 0) throw new NotLowered(site.op, `padding ${kind}`);
  return sizes.map((_, axis) => [edges[2 * axis + 2]!, edges[2 * axis + 3]!]);
}

/** Less than nothing where places are left over. */
function sameEdges(size: number, window: number, stride: number): [number, number] {
  const all = (Math.ceil(size / stride) - 1) * stride + window - size;
  return [Math.floor(all / 2), Math.ceil(all / 2)];
}
