// Lists and plain objects of anything, as calls of layers take and give them.

/** A value by itself, or values in lists and plain objects. */
export type Structure<T> = T | readonly Structure<T>[] | { readonly [key: string]: Structure<T> };

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The same structure with every leaf changed. */
export function mapStructure(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapStructure(item, change));
  if (!isPlainObject(value)) return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStructure(item, change)]));
}

/** All leaves in order. */
export function leavesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isPlainObject(value) ? Object.values(value).flatMap(leavesOf) : [value];
}
