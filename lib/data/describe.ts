// What came in place of data.

/** What came in place of data, in words. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `the text '${value}'`;
  if (value === undefined || value === null) return String(value);
  if (typeof value !== 'object') return `the ${typeof value} ${String(value)}`;
  if (value instanceof Promise) return 'a promise, which must be awaited first: await …';
  return `an object of ${value.constructor?.name ?? 'no class'}`;
}
