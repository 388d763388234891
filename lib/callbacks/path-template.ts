// `best-{epoch:02d}-{val_loss:.2f}.h5`: Python's format fields, as Keras' checkpoint paths use them.
import type { Logs } from '../training/callback.js';

/** Fills a path's fields from the logs; `epoch` counts from 1, as in Keras. */
export function fillTemplate(path: string, values: Logs): string {
  return path.replace(/\{(\w+)(?::([^{}]*))?\}/g, (_, name: string, format: string | undefined) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(
        `modelCheckpoint: '{${name}}' in the path is no log. Expected one of: ${Object.keys(values).join(', ')}.`,
      );
    }
    return format === undefined ? String(value) : formatNumber(value, format);
  });
}

function formatNumber(value: number, format: string): string {
  const match = /^(0?)(\d*)(?:\.(\d+))?([dfeg]?)$/.exec(format);
  if (!match)
    throw new Error(
      `modelCheckpoint: cannot read the number format '${format}'. Expected for example 02d or .2f.`,
    );
  const [, zero, width, digits, kind] = match;
  return inKind(value, kind!, digits).padStart(Number(width || 0), zero ? '0' : ' ');
}

function inKind(value: number, kind: string, digits: string | undefined): string {
  if (kind === 'd') return String(Math.round(value));
  if (kind === 'e') return value.toExponential(Number(digits ?? 6));
  if (kind === 'g') return String(Number(value.toPrecision(Number(digits ?? 6))));
  return value.toFixed(Number(digits ?? 6));
}
