// Which rows of a batch each process takes: parts as equal as can be, in order.

/** A process's rows of a batch: from the first to before the last. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Of `count` things in a row, those of process `index` of `size`. */
export function partOf(count: number, index: number, size: number): Part {
  return { from: Math.floor((count * index) / size), to: Math.floor((count * (index + 1)) / size) };
}

/** A process's rows of many batches, one after the other. */
export interface OwnRows {
  /** As long as all rows are many, as a loop of steps expects it; what is past the steps' rows is 0. */
  readonly order: Int32Array;
  /** Rows of each step: at least 1. */
  readonly size: number;
  /** The share of a batch's rows; 0 where there are fewer rows than processes, and this one's stand in for none. */
  readonly share: number;
}

/** Batches of one size that lie one after the other in an order of rows. */
export interface Batches {
  /** Places of the first batch's first row, and rows of each batch. */
  readonly start: number;
  readonly size: number;
  readonly count: number;
}

/** What process `index` of `processes` takes of batches. @param order which row comes when; undefined: as they lie */
export function ownRows(
  order: Int32Array | undefined,
  rows: number,
  { start, size, count }: Batches,
  index: number,
  processes: number,
): OwnRows {
  const { from, to } = partOf(size, index, processes);
  const own = Math.max(to - from, 1);
  const first = Math.min(from, size - 1);
  const places = new Int32Array(rows);
  for (let batch = 0; batch < count; batch++) {
    for (let i = 0; i < own; i++) {
      const place = start + batch * size + first + i;
      places[batch * own + i] = order ? order[place]! : place;
    }
  }
  return { order: places, size: own, share: (to - from) / size };
}
