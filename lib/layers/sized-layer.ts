// Base of the layers that change the size of lines and volumes.
import type { LayerArgs } from './args.js';
import type { DataFormat } from './convolution.js';
import { OwnLayer, type Shape, single } from './own-layer.js';

/** @inline */
export type Pair = [number, number];

/** How many axes a sample has beside its channels. */
export type Rank = 1 | 3;

export abstract class Sized extends OwnLayer {
  readonly dataFormat: DataFormat;

  constructor(
    protected readonly rank: Rank,
    args: object,
  ) {
    super(args as LayerArgs);
    this.dataFormat = (args as { dataFormat?: DataFormat }).dataFormat ?? 'channelsLast';
    this.inputSpec = [{ ndim: rank + 2 }];
  }

  /** The first of the axes that change. */
  protected get first(): number {
    return this.dataFormat === 'channelsFirst' ? 2 : 1;
  }

  /** The new size of the axis with this number among those that change. */
  protected abstract sized(size: number, axis: number): number;

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return single(inputShape).map((size, axis) => {
      const among = axis - this.first;
      return size === null || among < 0 || among >= this.rank ? size : this.sized(size, among);
    });
  }

  /** Nothing for the axes that stay, the pairs for those that change. */
  protected perAxis(pairs: Pair[]): Pair[] {
    return Array.from({ length: this.rank + 2 }, (_, axis) => pairs[axis - this.first] ?? [0, 0]);
  }
}

/** One number; for a line a pair; for a volume a number or a pair for each axis. */
export function pairs(given: number | number[] | Pair[], rank: Rank): Pair[] {
  if (typeof given === 'number') return Array.from({ length: rank }, () => [given, given]);
  if (rank === 1 && typeof given[0] === 'number') return [given as Pair];
  return given.map((part) => (typeof part === 'number' ? [part, part] : part));
}
