// Options of what is no layer (losses, metrics), read by the same tables as those of layers.
import { checkOptions, received } from './messages.js';
import { type OptionTable, option, readOptions, type SettingsOf } from './options.js';

/** What was given, checked, and the defaults of what was not. @param maker for messages: `losses.huber` */
export function settings<Table extends OptionTable>(
  maker: string,
  table: Table,
  given: object,
): SettingsOf<Table> {
  checkOptions(maker, given, Object.keys(table));
  return readOptions(maker, table, {}, given) as SettingsOf<Table>;
}

/** A text. */
export const text = (fallback: string) =>
  option((given, maker, name) => {
    if (typeof given === 'string' && given !== '') return given;
    throw new Error(`${maker}: ${name} must be a text. Received: ${received(given)}.`);
  }, fallback);

/** A number from `low` to `high`. */
export const numberWithin = (low: number, high: number, ...fallback: [] | [number]) =>
  option(
    (given, maker, name) => {
      if (typeof given === 'number' && given >= low && given <= high) return given;
      throw new Error(
        `${maker}: ${name} must be a number from ${low} to ${high}. Received: ${received(given)}.`,
      );
    },
    ...fallback,
  );

/** A whole number, which may be negative: an axis, a class. */
export const wholeNumber = (...fallback: [] | [number]) =>
  option(
    (given, maker, name) => {
      if (Number.isInteger(given)) return given as number;
      throw new Error(`${maker}: ${name} must be a whole number. Received: ${received(given)}.`);
    },
    ...fallback,
  );
