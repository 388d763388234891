// A specification as a notebook keeps it. Jupyter writes each number of a file on a line of its own, so that a chart of a
// thousand points would be thousands of lines of a diff; as JSON text its rows are one.
import type { Spec } from './vega.js';

/** The same specification with its rows as text. What brings a format of its own stays as it is. */
export function withRowsAsText(spec: Spec): Spec {
  return changed(spec) as Spec;
}

function changed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(changed);
  if (typeof part !== 'object' || part === null || part instanceof Date) return part;
  const entries = Object.entries(part);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isRows(name, value) ? asText(value) : changed(value)]),
  );
}

interface Data {
  readonly values: readonly unknown[];
}

function isRows(name: string, value: unknown): value is Data {
  return (
    name === 'data' &&
    typeof value === 'object' &&
    value !== null &&
    Array.isArray((value as Partial<Data>).values) &&
    !('format' in value)
  );
}

function asText(data: Data): Spec {
  return { ...data, values: JSON.stringify(data.values), format: { type: 'json' } };
}
