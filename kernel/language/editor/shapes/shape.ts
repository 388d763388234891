// Shapes as the text of a cell tells them: a size may be any (null), or not be known from the text (undefined).

export type Size = number | null | undefined;
export type Shape = readonly Size[];

/** What a layer gives, or why it refuses; nothing where the text does not tell. */
export type Outcome = Shape | { readonly problem: string } | undefined;

export function isShape(outcome: Outcome): outcome is Shape {
  return Array.isArray(outcome);
}

/** `[samples, 28, any, ?]` */
export function shapeText(shape: Shape): string {
  const sizes = shape.map((size, axis) => {
    if (size === undefined) return '?';
    return size ?? (axis === 0 ? 'samples' : 'any');
  });
  return `[${sizes.join(', ')}]`;
}

/** Known sizes calculated with; what is open or unknown stays so. */
export function calculated(size: Size, work: (size: number) => Size): Size {
  return typeof size === 'number' ? work(size) : size;
}
