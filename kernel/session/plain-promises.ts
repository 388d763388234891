// Node marks each promise with the cell that made it, by symbols that would show when a promise is printed.
import { inspect } from 'node:util';

export function hidePromiseMarks(): void {
  Object.defineProperty(Promise.prototype, inspect.custom, {
    value: hideMarks,
    configurable: true,
    writable: true,
  });
}

/** Returning the promise itself lets Node go on and print it as it always does. */
function hideMarks(this: Promise<unknown>): Promise<unknown> {
  for (const mark of Object.getOwnPropertySymbols(this)) {
    Object.defineProperty(this, mark, { enumerable: false });
  }
  return this;
}
