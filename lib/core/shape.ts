// Sizes of tensors that are not there yet: an axis whose size is open is null.

/** Sizes along each axis; null where any size will do. */
export type Shape = (number | null)[];

/** Whether several shapes were given rather than one. */
export function isSeveral(shape: Shape | Shape[]): shape is Shape[] {
  return Array.isArray(shape[0]);
}

/** All shapes as a list. */
export function shapesOf(shape: Shape | Shape[]): Shape[] {
  return isSeveral(shape) ? shape : [shape];
}

/** The one shape, or the first of several. */
export function oneShape(shape: Shape | Shape[]): Shape {
  return shapesOf(shape)[0]!;
}

/** `[null, 3]` as `[samples, 3]`: for messages. */
export function shapeText(shape: readonly (number | null)[]): string {
  return `[${shape.map((size, axis) => size ?? (axis === 0 ? 'samples' : 'any')).join(', ')}]`;
}

/** How many numbers a shape holds; open axes count as one. */
export function numbersIn(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((product, size) => product * (size ?? 1), 1);
}

/** The axis counted from the front. */
export function positiveAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** The size of an axis, which must be known when weights are made. */
export function knownSize(shape: Shape, axis: number, layer: string): number {
  const size = shape.at(axis);
  if (typeof size === 'number') return size;
  throw new Error(
    `${layer}: axis ${axis} of the input must have a known size. Received: [${shape.map((n) => n ?? 'any')}].`,
  );
}
