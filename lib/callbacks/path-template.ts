// `best-{epoch:02d}-{val_loss:.2f}.h5`: Python's format fields, as Keras' checkpoint paths use them.
import { formatLocale } from 'd3-format';
import type { Logs } from '../training/callback.js';

// D3's formats are Python's, but for a minus sign of their own and zeros at the end of `g`.
const python = formatLocale({ decimal: '.', thousands: ',', grouping: [3], currency: ['$', ''], minus: '-' });

/** Fills a path's fields from the logs; `epoch` counts from 1, as in Keras. */
export function fillTemplate(path: string, values: Logs): string {
  return path.replace(/\{(\w+)(?::([^{}]*))?\}/g, (_, name: string, format: string | undefined) => {
    const value = values[name];
    if (value === undefined) {
      throw new Error(
        `modelCheckpoint: '{${name}}' in the path is not a log. Expected one of: ${Object.keys(values).join(', ')}.`,
      );
    }
    return format === undefined ? String(value) : formatterOf(format)(value);
  });
}

function formatterOf(format: string): (value: number) => string {
  try {
    return python.format(format.replace(/g$/, '~g'));
  } catch (cause) {
    throw new Error(
      `modelCheckpoint: expected a number format of Python's, for example 02d or .2f. Received: '${format}'.`,
      { cause },
    );
  }
}
