// Names of columns that a user gives, checked.
import { received } from '../core/messages.js';
import { unknownName } from '../core/names.js';

/** @param method for messages: `Table.select` */
export function checkColumns(method: string, known: readonly string[], names: readonly unknown[]): void {
  for (const name of names) {
    if (typeof name !== 'string')
      throw new Error(
        `${method}: expected names of columns. Received: ${received(name)}. Columns: ${known.join(', ')}.`,
      );
    if (!known.includes(name)) throw unknownName(`column in ${method}`, name, known);
  }
}

/** One name or several as a list. */
export const listOf = <Name extends string>(names: Name | readonly Name[]): readonly Name[] =>
  typeof names === 'string' ? [names] : names;
